"""Which parties in an answer are recorded as persons and are held by others, so that their kind is in doubt."""

from collections.abc import Iterable

from ..errors import QueryTimeoutError
from ..graph.read.owners.owners import read_holders
from ..graph.read.ties import NodeView
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from ..ingest.records import PartyKind
from .access.graph_access import GraphAccess
from .answer import accept_partial_read
from .notes import Note
from .notes.persons import explain_held_persons


async def note_persons_with_holders(
    access: GraphAccess, parties: Iterable[NodeView], time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return the notes on those of the parties that are persons and have holders; a time budget that ends is a cut."""
    persons = {party.id: party.name for party in parties if party.kind == PartyKind.PERSON}
    if not persons:
        return []
    try:
        found = await access.read(lambda tx: read_holders(tx, list(persons), time_point))
    except QueryTimeoutError as error:
        accept_partial_read(error, persons, cuts)
        return []
    return list(explain_held_persons(found.steps, persons))
