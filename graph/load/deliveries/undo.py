"""Take the last delivery of a source back: what it created is removed, what it closed is current again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial

from ....errors import NotFoundError, UsageError
from ...engine.statements import read_statement
from ...engine.store import Row, Store, Transaction
from ...schema.graph_model import relationship_types
from .. import write_statements as statements
from ..fold import Node, list_described
from ..settle import list_touched, settle_holdings
from ..tie_ends import list_tie_splits, split_by_smaller_end
from ..write_statements import PARTY
from ..writing import Stamp, Writer, group_ids, note_change, refold, unlink_only
from .delivery import change_delivery, read_deliveries
from .ending import ENDED, read_records
from .source_state import forget_interrupted, read_trust


@dataclass(frozen=True, slots=True)
class Undone:
    """A delivery that was taken back: the records removed, and those of them whose earlier version is current again.

    `reopened` of them only said that a record had ended, as a full delivery did not name it.
    """

    delivery: str
    source: str
    removed: int
    restored: int
    reopened: int


def undo_delivery(store: Store, id_: str) -> Undone:
    """Take a delivery back; raise `UsageError` if it is not the last of its source.

    If this is interrupted, it is run again: until then the source takes no other delivery.
    """
    delivery = read_last(store, id_)
    change_delivery(store, id_, {"undoing": True})
    source = delivery["source"]
    changes: dict[int, list[str]] = defaultdict(list)
    for page in read_records(store, source):
        for row in page:
            if row.delivery == id_ and row.change is not None:
                changes[row.change].append(row.key)
    stamp = Stamp(source, id_, datetime.now(UTC).date(), read_trust(store))
    restored = reopened = 0
    for change in sorted(changes, reverse=True):  # relationships before the parties that they connect
        again, ended = store.transact(partial(undo_change, keys=changes[change], stamp=stamp))
        restored, reopened = restored + again, reopened + ended
    undone_at = datetime.now(UTC).isoformat(timespec="seconds")
    change_delivery(store, id_, {"undoing": None, "undone_at": undone_at})
    forget_interrupted(store, source)
    return Undone(id_, source, sum(map(len, changes.values())), restored, reopened)


def read_last(store: Store, id_: str) -> Row:
    """Read a delivery that may be taken back: the last of its source that was not."""
    found = store.read(read_statement("read/deliveries/one"), {"id": id_})
    if not found:
        raise NotFoundError(f"there is no delivery {id_[:120]!r}; `riskgraph deliveries` lists them")
    delivery: Row = found[0]["delivery"]
    if delivery.get("undone_at"):
        raise UsageError(f"the delivery {id_} was taken back already")
    standing = [one["id"] for one in read_deliveries(store, delivery["source"]) if not one.get("undone_at")]
    if standing[-1] != id_:
        raise UsageError(f"{id_} is not the last delivery of {delivery['source']}: take back {standing[-1]} first")
    return delivery


async def undo_change(transaction: Transaction, keys: Sequence[str], stamp: Stamp) -> tuple[int, int]:
    """Take back what one change wrote; return how many records have their earlier version again, and had ended."""
    change = (await transaction.run(statements.NEXT_CHANGE))[0]["change"]
    writer = Writer(transaction, stamp, change)
    records = await read_stored(transaction, keys)
    await change_ties(transaction, records, delete=True)
    await transaction.run(read_statement("write/deliveries/delete_records"), {"keys": list(records)})
    replaced = [{"key": key, "replaces": row["replaces"]} for key, row in records.items() if row.get("replaces")]
    before: Mapping[str, Row] = {}
    if replaced:
        await transaction.run(read_statement("write/deliveries/restore_records"), {"rows": replaced})
        before = await read_stored(transaction, [row["key"] for row in replaced])
        await change_ties(transaction, before, delete=False)
    touched = (tie for row in (*records.values(), *before.values()) for tie in row.get("ties") or ())
    await settle_holdings(writer, list_touched((), touched, several=True))
    nodes = set(list_described(row.get("content") for row in (*records.values(), *before.values())))
    await remove_bare(transaction, await refold(writer, nodes))
    await unlink_only(transaction, nodes)
    await note_change(writer, nodes)
    return len(before), sum(row["hash"].endswith(ENDED) for row in records.values())


async def read_stored(transaction: Transaction, keys: Sequence[str]) -> dict[str, Row]:
    """Read all properties of records, by key."""
    found = await transaction.run(statements.READ_RECORDS, {"keys": list(keys)})
    return {row["record"]["key"]: row["record"] for row in found}


async def change_ties(transaction: Transaction, records: Mapping[str, Row], *, delete: bool) -> None:
    """Delete the relationships of versions, or make them current again."""
    splits: dict[str, list[Row]] = defaultdict(list)
    for key, row in records.items():
        change = -1 if row.get("change") is None else row["change"]
        for tie in row.get("ties") or ():
            for label, start, end in list_tie_splits(tie):
                splits[label].append({"record": key, "start": start, "end": end, "change": change})
    make = statements.delete_ties if delete else statements.reopen_ties
    for label, part in splits.items():
        for from_end, rows in (await split_by_smaller_end(transaction, part)).items():
            await transaction.run(make(label, from_end), {"rows": rows})


async def remove_bare(transaction: Transaction, nodes: set[Node]) -> None:
    """Delete nodes that no record describes; a party that a relationship reaches keeps its name alone."""
    for label, ids in group_ids(sorted(nodes)).items():
        await transaction.run(delete_unreached(label), {"ids": ids})
    parties = [id_ for label, id_ in nodes if label == PARTY]
    if parties:
        await transaction.run(read_statement("write/deliveries/strip_parties"), {"ids": parties})


@cache
def delete_unreached(label: str) -> str:
    """Build the statement that deletes nodes of one label which no relationship of a source reaches."""
    types = "|".join(relationship_types())
    return (
        f"UNWIND $ids AS id\nMATCH (node:{label} {{id: id}})\n"
        f"WHERE NOT EXISTS {{ (node)-[:{types}]-() }}\nDETACH DELETE node"
    )
