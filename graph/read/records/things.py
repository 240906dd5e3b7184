"""Loans, cases and figures by their ids: what they say now, the records that describe them, and who has a part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ....ingest.records import Facility, Indicator, Lawsuit, Participation
from ....ingest.records.declaration import Value, read_fields
from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...personal.keyed import split_version
from ..ties import PARTY, NodeKey, NodeView, read_tie
from .made import Names, SaidTie, name_node, name_nodes

MOST_PARTIES = 1000  # of one case
OPENED: Mapping[str, type] = {record.label: record for record in (Facility, Lawsuit, Indicator)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingView:
    """A loan, case or figure as it is known now.

    `parties` are those that its fields name (a borrower, a lender), by the name of the field; `parts` are the parts
    that parties have in a case. `cut` is set where a case has more than are shown.
    """

    node: NodeView
    properties: Mapping[str, Any]
    records: tuple[str, ...]
    parties: Mapping[str, NodeView]
    parts: tuple[SaidTie, ...]
    cut: bool


async def read_thing(transaction: Transaction, label: str, id_: str) -> ThingView | None:
    """Read a loan, case or figure; None if none has this id."""
    stored = await transaction.run(read_statement("read/records/thing"), {"id": id_})
    thing = next((row["thing"] for row in stored if row["label"] == label), None)
    if thing is None:
        return None
    linked = await transaction.run(read_statement("read/records/records_of_thing"), {"id": id_})
    parts = await read_parts(transaction, id_) if label == Lawsuit.label else []
    named = {name: thing[name] for name in list_party_fields(label) if thing.get(name)}
    ids = {*named.values(), *(row["id"] for row in parts)}
    names = await name_nodes(transaction, {PARTY: ids, label: {id_}})
    node = name_node(NodeKey(label, id_), names)
    return ThingView(
        node=node,
        properties={name: value for name, value in thing.items() if name not in ("change", "record")},
        records=list_records(thing, [row["key"] for row in linked if row["label"] == label]),
        parties={name: name_node(NodeKey(PARTY, party), names) for name, party in named.items()},
        parts=tuple(arrange_part(row, names, node) for row in parts[:MOST_PARTIES]),
        cut=len(parts) > MOST_PARTIES,
    )


def list_party_fields(label: str) -> list[str]:
    """List the fields of a thing that hold the id of a party."""
    return [item.name for item in read_fields(OPENED[label]) if item.value is Value.PARTY]


def arrange_part(row: Row, names: Names, case: NodeView) -> SaidTie:
    """Put the part of a party in a case together."""
    party = name_node(NodeKey(PARTY, row["id"]), names)
    return SaidTie(party, read_tie(Participation.label, row["id"], case.id, row["tie"]), case)


async def read_parts(transaction: Transaction, id_: str) -> list[Row]:
    """Read the parts that parties have in a case, one more than is shown where there are more."""
    asked = {"id": id_, "limit": MOST_PARTIES + 1}
    return await transaction.run(read_statement("read/records/parties_of_lawsuit"), asked)


def list_records(thing: Row, linked: Sequence[str]) -> tuple[str, ...]:
    """List the keys of the records that describe a thing, the one that counts first."""
    others = sorted({split_version(key)[1] for key in linked} - {thing["record"]})
    return (thing["record"], *others)
