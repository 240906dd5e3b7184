"""Which parties in an answer are recorded as persons and are held by others, so that their kind is in doubt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...errors import QueryTimeoutError
from ...graph.engine.store import Transaction
from ...graph.read.network import NODES_AT_ONCE
from ...graph.read.owners.owners import read_holders
from ...graph.read.ties import NodeView, Step
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.records import PartyKind
from ..access.graph_access import GraphAccess
from ..answer import accept_partial_read
from ..notes import Note
from ..notes.declaration import MOST_LISTED
from ..notes.persons import explain_held_persons
from .as_known import fetch_known


@dataclass(frozen=True, slots=True)
class PersonsWithHolders:
    """Steps from persons to their holders, of as many persons as notes list and one more; `names` are of persons."""

    names: Mapping[str, str | None]
    steps: tuple[Step, ...]

    @property
    def notes(self) -> list[Note]:
        """Return a note per person."""
        return list(explain_held_persons(self.steps, self.names))

    @property
    def named(self) -> list[str]:
        """List the holders that the notes name."""
        listed = list_persons(self.steps)[:MOST_LISTED]
        return [step.other.id for step in self.steps if step.origin.id in listed]


async def fetch_persons_with_holders(
    access: GraphAccess, parties: Iterable[NodeView], time_point: TimePoint, cuts: set[Truncation]
) -> PersonsWithHolders:
    """Fetch the holders of those parties that are persons; a time budget that ends before is a cut."""
    persons = {party.id: party.name for party in parties if party.kind == PartyKind.PERSON}
    found: list[Step] = []
    try:
        if persons:
            await access.read(lambda tx: read_holders_of_persons(tx, list(persons), time_point, found))
    except QueryTimeoutError as error:
        accept_partial_read(error, persons, cuts)
    known = await fetch_known(access, time_point, [step.other.id for step in found], cuts)
    steps = (replace(step, other=known.get(step.other.id, step.other)) for step in found)
    return PersonsWithHolders(persons, tuple(steps))


async def read_holders_of_persons(
    transaction: Transaction, persons: Sequence[str], time_point: TimePoint, found: list[Step]
) -> None:
    """Fill `found` with the holders of some persons, until more persons have holders than notes list."""
    found.clear()
    for begin in range(0, len(persons), NODES_AT_ONCE):
        found += (await read_holders(transaction, persons[begin : begin + NODES_AT_ONCE], time_point)).steps
        if len(list_persons(found)) > MOST_LISTED:
            break


def list_persons(steps: Iterable[Step]) -> list[str]:
    """List the persons at the starts of some steps, each once."""
    return list(dict.fromkeys(step.origin.id for step in steps))
