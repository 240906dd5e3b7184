"""The file of one party: its page, its owners and controllers, and its score, as `riskgraph show` prints them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records import PartyKind
from ...models.ownership.regimes import RegimeId
from ...models.score.table import ScoreTable
from ..access.graph_access import GraphAccess
from ..answer import Answer
from ..notes import Note
from ..notes.time import RECORDED_LATER, explain_recording
from ..owners import DEFAULT_REGIME, OwnersOfCompany, answer_owners
from ..score import read_table
from .party import PartyPage, answer_party


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFile:
    """Several answers about one party; `owners` is None for a party that is not a company."""

    party: Answer[PartyPage]
    owners: Answer[OwnersOfCompany] | None
    score: ScoreTable | None

    @property
    def cuts(self) -> frozenset[Truncation]:
        """What left something out of any of the answers."""
        return self.party.cuts | (self.owners.cuts if self.owners else frozenset())

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of all answers, each once, and one on what was recorded later in any of them."""
        notes = [note for note in self._list_notes() if note.code != RECORDED_LATER.code]
        return tuple(dict.fromkeys((*notes, *explain_recording(self._join_recorded(), self.party.time_point))))

    def _list_notes(self) -> Iterator[Note]:
        yield from self.owners.notes if self.owners else ()
        yield from self.party.notes

    def _join_recorded(self) -> dict[str, date]:
        return {**(self.owners.recorded_later if self.owners else {}), **self.party.recorded_later}


async def answer_party_file(
    access: GraphAccess, party: str, time_point: TimePoint, regime: RegimeId = DEFAULT_REGIME, *, whole: bool = False
) -> PartyFile:
    """Answer everything that is asked of one party at once; with `whole` its lists are read to their ends."""
    page = await answer_party(access, party, time_point, whole=whole)
    view = page.content.view
    is_company = view.kind == PartyKind.COMPANY
    return PartyFile(
        party=page,
        owners=await answer_owners(access, view.id, time_point, regime) if is_company else None,
        score=read_table(view.score.properties) if view.score else None,
    )
