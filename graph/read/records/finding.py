"""A finding by its id, with the names of the parties that it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ..party.party import read_finding
from ..ties import PARTY, NodeKey, NodeView
from .made import name_node, name_nodes


@dataclass(frozen=True, slots=True)
class FindingView:
    """A stored finding, and the parties that it concerns, the one it is about first."""

    properties: Mapping[str, Any]
    parties: tuple[NodeView, ...]


async def read_finding_view(transaction: Transaction, id_: str) -> FindingView | None:
    """Read a finding; None if none has this id."""
    found = await transaction.run(read_statement("read/records/finding"), {"id": id_})
    if not found:
        return None
    finding = read_finding(found[0]["finding"])
    ids = list(dict.fromkeys((finding["party"], *finding["row"].get("party_ids", ()), *finding["burdened"])))
    names = await name_nodes(transaction, {PARTY: set(ids)})
    return FindingView(finding, tuple(name_node(NodeKey(PARTY, one), names) for one in ids))
