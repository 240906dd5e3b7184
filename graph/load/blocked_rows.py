"""Which rows of a batch stand in its way, and what their rejects say: asked only when a transaction was undone."""

from collections import ChainMap, defaultdict
from collections.abc import Mapping
from datetime import date

from ...errors import RecordError
from ...ingest.records import Place, Reject
from ...ingest.rejects import make_reject
from ..engine.store import Transaction
from ..schema.types import relationship_types
from . import write_statements as statements
from .batch import Batch, find_first, is_older
from .entry_rows import EntryRows, Row

End = tuple[str, str]  # label and id


async def check_versions(transaction: Transaction, batch: Batch) -> dict[int, Reject]:
    """Give, by their numbers in the batch, the changed rows that became known before the version that is stored."""
    found = await transaction.run(statements.FIND_RECORDS, {"keys": [row.key for row in batch.rows]})
    stored = {row["key"]: row for row in found if row["known_from"] is not None}
    return {
        number: older(row, stored[row.key]["known_from"])
        for number, row in enumerate(batch.rows)
        if row.key in stored and stored[row.key]["hash"] != row.hash and is_older(row, stored[row.key]["known_from"])
    }


def older(row: EntryRows, known_from: date) -> Reject:
    """Say that a row would close a version before it began."""
    return refuse(
        row, "reference", row.key.split("|", 1)[1],
        f"known since {row.record['known_from']}, but the graph has another version known since {known_from}",
        "load versions in the order in which they became known; give a correction the day on which it was made",
    )  # fmt: skip


def repeated(row: EntryRows) -> Reject:
    """Say that a reference is used by two different rows."""
    return refuse(
        row, "reference", row.key.split("|", 1)[1],
        "an earlier row of this load has the same reference and says otherwise",
        "delete one of the two rows, or add a column to `reference` in the mapping that tells them apart",
    )  # fmt: skip


def refuse(row: EntryRows, column: str, value: str, reason: str, remedy: str) -> Reject:
    """Give the reject of a row, with the ids of what it describes."""
    error = RecordError(reason, column=column, value=value, remedy=remedy)
    return make_reject(row.place, error, tuple(id_ for _, id_ in described(row)))


async def check_ends(transaction: Transaction, batch: Batch, rejected: dict[str, Place]) -> dict[int, Reject]:
    """Give, by their numbers in the batch, the rows whose relationships lead to something unknown.

    What a rejected row describes is unknown too, so that rows which lead there are rejected with it; and so is what a
    later row of a reference describes, unless the rows before it are rejected. `rejected` tells where rows stand that
    were rejected before, by the ids that they describe.
    """
    places = ChainMap({}, rejected)
    stored = await find_ends(transaction, batch.rows)
    left = dict(enumerate(batch.rows))
    rejects: dict[int, Reject] = {}
    while lost := find_lost(left, stored, places) or find_lost(leave_out_repeated(left), stored, places):
        rejects |= lost
        places.update({id_: item.place for item in lost.values() for id_ in item.describes})
        left = {number: row for number, row in left.items() if number not in lost}
    return rejects


def find_lost(rows: Mapping[int, EntryRows], stored: set[End], places: Mapping[str, Place]) -> dict[int, Reject]:
    """Give the rows with an end that is neither stored nor described by one of them."""
    known = stored | {end for row in rows.values() for end in described(row)}
    return {
        number: unknown(row, *end, places.get(end[1]))
        for number, row in rows.items()
        for end in ends(row)
        if end not in known
    }


def leave_out_repeated(rows: Mapping[int, EntryRows]) -> dict[int, EntryRows]:
    """Give the first row of every reference, with its number."""
    first = find_first(rows.values())
    return {number: row for number, row in rows.items() if row is first[row.key]}


async def find_ends(transaction: Transaction, rows: list[EntryRows]) -> set[End]:
    """Give those ends of the relationships of rows that are in the graph."""
    asked: dict[str, set[str]] = defaultdict(set)
    for kind, id_ in {end for row in rows for end in ends(row)}:
        asked[kind].add(id_)
    found: set[End] = set()
    for kind, ids in asked.items():
        stored = await transaction.run(statements.find_nodes(kind), {"ids": list(ids)})
        found |= {(kind, row["id"]) for row in stored}
    return found


def described(row: EntryRows) -> list[End]:
    """Give the nodes that a row describes."""
    return [("Party", party["id"]) for party in row.parties] + [(kind, thing["id"]) for kind, thing in row.things]


def ends(row: EntryRows) -> list[End]:
    """Give both ends of every relationship of a row."""
    return [
        end
        for label, tie in row.ties
        for end in (("Party", tie["start_key"]), (relationship_types()[label].end_label, tie["end_key"]))
    ]


def unknown(row: EntryRows, kind: str, id_: str, place: Place | None) -> Reject:
    """Say that a row names something that is not in the graph; at `place` stands the rejected row that describes it."""
    reason = f"no {kind} with this id is in the graph"
    remedy = "load the file that describes it first, or correct the identifier"
    if place is not None:
        reason = f"{reason}: its own row was rejected"
        remedy = f"mend row {place.row} of {place.file}, which describes it, and load again"
    return refuse(row, find_column(row, id_), id_, reason, remedy)


def find_column(row: EntryRows, id_: str) -> str:
    """Give the column in which a row names one end of a relationship; empty if the mapping does not tell."""
    named = (
        row.place.columns.get((label, end), "")
        for label, tie in row.ties
        for end in ("start", "end")
        if tie[f"{end}_key"] == id_
    )
    return next(named, "")


async def check_kinds(transaction: Transaction, batch: Batch) -> dict[int, Reject]:
    """Give, by their numbers, the rows that call a party by another kind than the graph or an earlier row."""
    ids = list({party["id"] for row in batch.rows for party in row.parties})
    kinds: dict[str, str] = {
        row["id"]: row["kind"] for row in await transaction.run(statements.FIND_PARTIES, {"ids": ids})
    }
    rejects: dict[int, Reject] = {}
    kept: set[str] = set()
    for number, row in enumerate(batch.rows):
        if row.key in kept:
            continue
        told = {party["id"]: kinds.get(party["id"]) or party["kind"] for party in reversed(row.parties)}
        other = next((party for party in row.parties if told[party["id"]] != party["kind"]), None)
        if other:
            rejects[number] = other_kind(row, other, told[other["id"]])
        else:
            kept.add(row.key)
            kinds |= told
    return rejects


def other_kind(row: EntryRows, party: Row, kind: str) -> Reject:
    """Say that a row calls a party by another kind than the graph does."""
    return refuse(
        row, "kind", party["kind"], f"a party that is a {kind} in the graph, not a {party['kind']}",
        f"correct the kind, or give the party another id than {party['id'][:80]}",
    )  # fmt: skip
