"""Answer what a record is: source, delivery, file, line, cells as delivered, versions, and what it made."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ...errors import NotFoundError, WithheldError
from ...graph.engine.statements import read_statement
from ...graph.engine.store import Transaction
from ...graph.personal.acts import ActKind, list_standing, read_act
from ...graph.personal.keyed import open_keyed, split_version
from ...graph.read.records.lookup import find_near_keys, find_undone
from ...graph.read.records.record import RecordHistory, read_record
from ...graph.read.source_loads import read_loads
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.source import find_sources
from ..access.graph_access import GraphAccess
from ..answer import Answer, finish_answer
from ..notes.records import explain_record
from ..registers.sources import SourceStatus, list_terms
from .other_kinds import explain_other_kind


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record with its history, and the terms on which its source is held; a term that is not known is None."""

    history: RecordHistory
    terms: Mapping[str, Any]


async def answer_record(access: GraphAccess, key: str) -> Answer[RecordPage]:
    """Answer with the record that has a key; one that is retired or has ended is answered too, with a note."""
    history = await access.read(lambda tx: read_record(tx, key))
    if history is None:
        raise await explain_unknown(access, key)
    loads = read_loads(await access.store.read(read_statement("read/source_loads")))
    status = SourceStatus(history.source, find_sources().get(history.source), loads.get(history.source))
    ties = sum(len(version.ties) for version in history.versions)
    return await finish_answer(
        access, RecordPage(history, list_terms(status)), TimePoint(),
        nodes=len(history.parties), relationships=ties, cuts={Truncation.ROWS} if history.cut else set(),
        named=history.parties, notes=explain_record(history, key),
    )  # fmt: skip


def write_record(page: RecordPage) -> dict[str, Any]:
    """Write a record for programs."""
    history = page.history
    names = ("key", "source", "reference", "withheld")
    return {
        **{name: getattr(history, name) for name in names},
        "terms": page.terms,
        "versions": [asdict(version) for version in history.versions],
        "deliveries": [asdict(delivery) for delivery in history.deliveries.values()],
    }


async def explain_unknown(access: GraphAccess, key: str) -> NotFoundError:
    """Return why no record has a key: withheld, taken back, another kind, or unknown."""
    plain = split_version(key)[1]
    if kind := await find_act(access, plain):
        what = "was erased" if kind is ActKind.ERASE else "is restricted"
        return WithheldError(f"the record {key[:200]!r} names a person whose data {what}: nothing of it is shown")
    if other := await explain_other_kind(access, key):
        return NotFoundError(f"{key[:200]!r} is not the key of a record but {other}")
    return NotFoundError(await access.read(lambda tx: describe_unknown(tx, plain)))


async def find_act(access: GraphAccess, key: str) -> ActKind | None:
    """Find by which kind of act on a person's data a record is withheld, if it is."""
    rows = await access.store.read(read_statement("read/personal/acts"))
    acts = sorted((read_act(row["content"]) for row in rows), key=lambda act: (act.at, act.id))
    standing = [act for act in list_standing(acts) if act.kind is not ActKind.CORRECT]
    if not standing:
        return None
    number = open_keyed(access.settings).hash_row(key)
    return next((act.kind for act in standing if number in act.rows), None)


async def describe_unknown(transaction: Transaction, key: str) -> str:
    """Write that no record has a key, whether deliveries of its source were taken back, and which keys are near."""
    source = key.partition("|")[0]
    sentence = f"no record with the key {key[:200]!r} is in the graph"
    if undone := await find_undone(transaction, source):
        last = undone[-1]
        sentence += (
            f"; what delivery {last['id']} brought was removed when it was taken back on {last['undone_at'][:10]}"
        )
    if near := await find_near_keys(transaction, key):
        return f"{sentence}; near are: {', '.join(near)}"
    return f"{sentence}; a key is `source|reference`, as answers cite it"
