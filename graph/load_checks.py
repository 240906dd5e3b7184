"""Which rows of a batch stand in its way, and what their rejects say: asked only when a transaction was undone."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from ..ingest.records import Reject
from . import load_statements as statements
from .load_batch import Batch, is_older
from .load_rows import EntryRows, Row
from .schema import relationship_types
from .store import Transaction

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
    reference = row.key.split("|", 1)[1]
    return Reject(
        row.place, "reference", reference[:80],
        f"known since {row.record['known_from']}, but the graph has another version known since {known_from}",
        "load versions in the order in which they became known; give a correction the day on which it was made",
    )  # fmt: skip


async def check_ends(transaction: Transaction, batch: Batch) -> dict[int, Reject]:
    """Give, by their numbers in the batch, the rows whose relationships lead to something unknown.

    What a rejected row describes is unknown too, so that rows which lead there are rejected with it; and so is what a
    later row of a reference describes, unless the rows before it are rejected.
    """
    stored = await find_ends(transaction, batch.rows)
    left = dict(enumerate(batch.rows))
    rejects: dict[int, Reject] = {}
    while lost := find_lost(left, stored) or find_lost(first_of(left), stored):
        rejects |= lost
        left = {number: row for number, row in left.items() if number not in lost}
    return rejects


def find_lost(rows: Mapping[int, EntryRows], stored: set[End]) -> dict[int, Reject]:
    """Give the rows with an end that is neither stored nor described by one of them."""
    known = stored | {end for row in rows.values() for end in described(row)}
    return {number: unknown(row, *end) for number, row in rows.items() for end in ends(row) if end not in known}


def first_of(rows: Mapping[int, EntryRows]) -> dict[int, EntryRows]:
    """Give the first row of every reference, with its number."""
    numbers: dict[str, int] = {}
    for number, row in rows.items():
        numbers.setdefault(row.key, number)
    return {number: rows[number] for number in numbers.values()}


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


def unknown(row: EntryRows, kind: str, id_: str) -> Reject:
    """Say that a row names something that is not in the graph."""
    return Reject(
        row.place, "", id_[:80], f"no {kind} with this id is in the graph",
        "load the file that describes it first, or correct the identifier",
    )  # fmt: skip


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
    return Reject(
        row.place, "kind", party["kind"], f"{party['id']!r} is a {kind} in the graph, not a {party['kind']}",
        "correct the kind, or give the party an id of its own",
    )  # fmt: skip
