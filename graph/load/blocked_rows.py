"""Find the rows that made a batch roll back, and build their rejects."""

from collections import ChainMap, defaultdict
from collections.abc import Mapping
from datetime import date

from ...errors import RecordError
from ...ingest.records import Place, Reject
from ...ingest.rejects import make_reject
from ..engine.store import Transaction
from ..schema.graph_model import relationship_types
from . import write_statements as statements
from .batch import Batch, find_first_rows, is_older
from .entry_rows import EntryRows
from .fold import Row
from .fold import list_described as list_nodes
from .write_statements import PARTY

End = tuple[str, str]  # label and id


async def check_versions(transaction: Transaction, batch: Batch) -> dict[int, Reject]:
    """Find the changed rows that became known before the stored version, by their position in the batch."""
    found = await transaction.run(statements.FIND_RECORDS, {"keys": [row.key for row in batch.rows]})
    stored = {row["key"]: row for row in found if row["known_from"] is not None}
    return {
        number: reject_older(row, stored[row.key]["known_from"])
        for number, row in enumerate(batch.rows)
        if row.key in stored and stored[row.key]["hash"] != row.hash and is_older(row, stored[row.key]["known_from"])
    }


def reject_older(row: EntryRows, known_from: date) -> Reject:
    """Reject a row that would close a version before it began."""
    return build_reject(
        row, "reference", row.key.split("|", 1)[1],
        f"known since {row.record['known_from']}, but the graph has another version known since {known_from}",
        "load versions in the order in which they became known; date a correction with the day it was made",
    )  # fmt: skip


def reject_repeated(row: EntryRows) -> Reject:
    """Reject a row whose reference an earlier row with other content has used."""
    return build_reject(
        row, "reference", row.key.split("|", 1)[1],
        "an earlier row of this load has the same reference but different content",
        "delete one of the two rows, or add a column to `reference` in the mapping to distinguish them",
    )  # fmt: skip


def reject_ambiguous(row: EntryRows) -> Reject:
    """Reject a changed row whose reference occurs in the file with other contents too."""
    return build_reject(
        row, "reference", row.key.split("|", 1)[1],
        "several rows of the file have this reference but different content: the stored version stays",
        "delete the wrong rows, or add a column to `reference` in the mapping to distinguish them",
    )  # fmt: skip


def build_reject(row: EntryRows, column: str, value: str, reason: str, remedy: str) -> Reject:
    """Build the reject of a row, with the ids of the nodes that it describes."""
    error = RecordError(reason, column=column, value=value, remedy=remedy)
    return make_reject(row.place, error, tuple(id_ for _, id_ in list_described(row)))


async def check_ends(transaction: Transaction, batch: Batch, rejected: dict[str, Place]) -> dict[int, Reject]:
    """Find the rows whose relationships end at an unknown node, by their position in the batch.

    A node that only a rejected row describes is unknown too, so rows that refer to it are rejected as well. The same
    holds for a node described only by a repeated row, unless the earlier rows of its reference are rejected.
    `rejected` holds the places of rows rejected before, by the ids of the nodes they describe.
    """
    places = ChainMap({}, rejected)
    stored = await find_stored_ends(transaction, batch.rows)
    left = dict(enumerate(batch.rows))
    rejects: dict[int, Reject] = {}
    while found := find_dangling(left, stored, places) or find_dangling(leave_out_repeated(left), stored, places):
        rejects |= found
        places.update({id_: item.place for item in found.values() for id_ in item.describes})
        left = {number: row for number, row in left.items() if number not in found}
    return rejects


def find_dangling(rows: Mapping[int, EntryRows], stored: set[End], places: Mapping[str, Place]) -> dict[int, Reject]:
    """Find the rows with an end that is neither stored nor described by one of the rows."""
    known = stored | {end for row in rows.values() for end in list_described(row)}
    return {
        number: reject_unknown_end(row, *end, places.get(end[1]))
        for number, row in rows.items()
        for end in list_ends(row)
        if end not in known
    }


def leave_out_repeated(rows: Mapping[int, EntryRows]) -> dict[int, EntryRows]:
    """Return the first row of every reference, by its position in the batch."""
    first = find_first_rows(rows.values())
    return {number: row for number, row in rows.items() if row is first[row.key]}


async def find_stored_ends(transaction: Transaction, rows: list[EntryRows]) -> set[End]:
    """Find the ends of the rows' relationships that are in the graph."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, id_ in {end for row in rows for end in list_ends(row)}:
        wanted[kind].add(id_)
    found: set[End] = set()
    for kind, ids in wanted.items():
        stored = await transaction.run(statements.find_nodes(kind), {"ids": list(ids)})
        found |= {(kind, row["id"]) for row in stored}
    return found


def list_described(row: EntryRows) -> list[End]:
    """List the nodes that a row describes."""
    return [(label, item["id"]) for label, item in row.described]


def list_ends(row: EntryRows) -> list[End]:
    """List both ends of every relationship of a row."""
    return [
        end
        for label, tie in row.ties
        for end in (("Party", tie["start_key"]), (relationship_types()[label].end_label, tie["end_key"]))
    ]


def reject_unknown_end(row: EntryRows, kind: str, id_: str, place: Place | None) -> Reject:
    """Reject a row that refers to a node which is not in the graph.

    `place` is where the rejected row that describes the node is found, if there is one.
    """
    reason = f"no {kind} with this id is in the graph"
    remedy = "load the file that describes it first, or correct the identifier"
    if place is not None:
        reason = f"{reason}: its own row was rejected"
        remedy = f"correct row {place.row} of {place.file}, which describes it, and load again"
    return build_reject(row, find_column(row, id_), id_, reason, remedy)


def find_column(row: EntryRows, id_: str) -> str:
    """Find the column in which a row names one end of a relationship; empty if the mapping does not say."""
    named = (
        row.place.columns.get((label, end), "")
        for label, tie in row.ties
        for end in ("start", "end")
        if tie[f"{end}_key"] == id_
    )
    return next(named, "")


async def check_kinds(transaction: Transaction, batch: Batch) -> dict[int, Reject]:
    """Find the rows that disagree with the graph or an earlier row on the kind of a party, by their position.

    A row that replaces what it said of a party before is checked against the other rows alone.
    """
    kinds = await read_kinds(transaction, batch)
    rejects: dict[int, Reject] = {}
    kept: set[str] = set()
    for number, row in enumerate(batch.rows):
        if row.key in kept or row.key in batch.same:
            continue
        expected = {party["id"]: kinds.get(party["id"]) or party["kind"] for party in reversed(list(row.parties))}
        other = next((party for party in row.parties if expected[party["id"]] != party["kind"]), None)
        if other:
            rejects[number] = reject_kind(row, other, expected[other["id"]])
        else:
            kept.add(row.key)
            kinds |= expected
    return rejects


async def read_kinds(transaction: Transaction, batch: Batch) -> dict[str, str]:
    """Read the kinds of the parties of a batch, except those of which a row of the batch corrects what it said."""
    ids = list({party["id"] for row in batch.rows for party in row.parties})
    found = await transaction.run(statements.FIND_PARTIES, {"ids": ids})
    changed = await transaction.run(statements.READ_RECORDS, {"keys": list(batch.changed)})
    corrected = set(list_nodes(row["record"].get("content") for row in changed))
    return {row["id"]: row["kind"] for row in found if (PARTY, row["id"]) not in corrected}


def reject_kind(row: EntryRows, party: Row, kind: str) -> Reject:
    """Reject a row that says another kind of a party than the graph."""
    return build_reject(
        row, "kind", party["kind"], f"a party that is a {kind} in the graph, not a {party['kind']}",
        "correct the kind here, or in the row that describes the party in the graph; if these are two parties, "
        f"give this one another id than {party['id'][:80]}",
    )  # fmt: skip
