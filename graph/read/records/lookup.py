"""Find what has an id or key, and which keys of records are near to one that is unknown."""

from collections.abc import Sequence
from enum import StrEnum

from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...personal.keyed import WITHHELD

SHORTER = (1, 2, 3)  # how many characters at its end an unknown key may differ in from those that are suggested
MOST_NEAR = 5
PAST = "\U0010ffff"  # comes after every other character


class IdKind(StrEnum):
    """What can have an id or key, in the order in which a command looks for it."""

    PARTY = "party"
    RECORD = "record"
    FACILITY = "facility"
    LAWSUIT = "lawsuit"
    DOCUMENT = "document"
    FINDING = "finding"
    FIGURE = "figure"
    DELIVERY = "delivery"


async def find_kinds(transaction: Transaction, id_: str) -> list[IdKind]:
    """Find what has this id or key, in the order of the kinds."""
    found = {row["kind"] for row in await transaction.run(read_statement("read/records/kinds_of_id"), {"id": id_})}
    return [kind for kind in IdKind if kind in found]


async def find_near_keys(transaction: Transaction, key: str) -> list[str]:
    """Find keys of records that begin like an unknown one."""
    shortest = len(key.partition("|")[0]) + 2
    for shorter in SHORTER:
        first = key[:-shorter]
        if len(first) < shortest:
            return []
        near = {"first": first, "past": first + PAST, "limit": MOST_NEAR}
        rows = await transaction.run(read_statement("read/records/keys_near"), near)
        keys = [row["key"] for row in rows if f"|{WITHHELD}" not in row["key"]]
        if keys:
            return keys
    return []


async def find_undone(transaction: Transaction, source: str) -> Sequence[Row]:
    """Find the deliveries of a source that were taken back."""
    found = await transaction.run(read_statement("read/deliveries/of_source"), {"source": source})
    return [row["delivery"] for row in found if row["delivery"].get("undone_at")]
