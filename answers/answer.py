"""What every answer has: its content, the time point it holds for, notes, completeness and versions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from ..errors import QueryTimeoutError
from ..graph.read.party.founding import read_founded_later
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from .access.graph_access import GraphAccess
from .notes import Note
from .notes.completeness import explain_cuts
from .notes.party import explain_founding
from .notes.persons import explain_persons
from .notes.time import explain_day, explain_recording, find_recorded_later

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[Content]):
    """One question answered. `nodes` and `relationships` count what was examined; `cuts` name the limits hit.

    `recorded_later` are the records shown that were recorded after the day of knowledge asked for, with their days.
    """

    content: Content
    time_point: TimePoint
    engine: str
    nodes: int
    relationships: int
    cuts: frozenset[Truncation]
    notes: tuple[Note, ...]
    rules_version: str
    model_version: str | None = None
    recorded_later: Mapping[str, date] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return not self.cuts

    @property
    def meta(self) -> dict[str, Any]:
        """What the content was answered from, as every door writes it beside the content."""
        return {
            "as_of": self.time_point.as_of,
            "as_known": self.time_point.as_known or date.today(),
            "engine": self.engine,
            "rules_version": self.rules_version,
            "model_version": self.model_version,
            "explored": {"nodes": self.nodes, "relationships": self.relationships},
            "complete": self.complete,
            "cut_by": [cut for cut in Truncation if cut in self.cuts],
            "notes": self.notes,
        }


async def finish_answer(
    access: GraphAccess,
    content: Content,
    time_point: TimePoint,
    *,
    nodes: int,
    relationships: int = 0,
    cuts: Collection[Truncation] = (),
    limits: Mapping[str, int] | None = None,
    parties: Sequence[str] = (),
    named: Iterable[str] = (),
    notes: Iterable[Note] = (),
    recorded: Iterable[tuple[str, date | None]] = (),
    model_version: str | None = None,
) -> Answer[Content]:
    """Build an answer, with the notes that every answer can carry; `parties` are checked for a later founding.

    `named` are further parties that the answer names: a note says which of them were erased or are restricted.

    `recorded` are the records that the answer shows, with the days of their recording.

    `limits` are those of the question where they are lower than the settings, by the name of the setting.
    """
    await access.loads.refresh()
    later = find_recorded_later(recorded, time_point)
    founded = await access.read(lambda tx: read_founded_later(tx, parties, time_point)) if parties else []
    return Answer(
        content=content,
        time_point=time_point,
        engine=str(access.store.engine.kind),
        nodes=nodes,
        relationships=relationships,
        cuts=frozenset(cuts),
        notes=(
            *access.loads.notes,
            *explain_day(time_point),
            *explain_founding(founded, time_point),
            *explain_persons((*parties, *named)),
            *notes,
            *explain_recording(later, time_point),
            *explain_cuts(cuts, access.settings, **(limits or {})),
        ),
        rules_version=access.rules_version,
        model_version=model_version,
        recorded_later=later,
    )


def accept_partial_read(error: QueryTimeoutError, found: Collection[object], cuts: set[Truncation]) -> None:
    """Keep what was read before time ran out and mark the search as cut; raise the error again if nothing was read."""
    if not found:
        raise error
    cuts.add(Truncation.TIME)
