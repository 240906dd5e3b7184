"""Say what an id is that is no key or id of the kind asked for."""

from ...graph.read.records.lookup import IdKind, find_kinds
from ..access.graph_access import GraphAccess

NAMES = {
    IdKind.PARTY: "the id of a party: see /v1/parties/{id} or `riskgraph show`",
    IdKind.RECORD: "the key of a record: see /v1/records/{key} or `riskgraph show`",
    IdKind.FACILITY: "the id of a loan: see /v1/facilities/{id} or `riskgraph show`",
    IdKind.LAWSUIT: "the id of a case: see /v1/lawsuits/{id} or `riskgraph show`",
    IdKind.DOCUMENT: "the id of a document: see /v1/documents/{id} or `riskgraph show`",
    IdKind.FINDING: "the id of a finding: see /v1/findings/{id} or `riskgraph show`",
    IdKind.FIGURE: "the id of a figure: the page of its party lists it with the key of its record",
    IdKind.DELIVERY: "the id of a delivery: see `riskgraph deliveries show`",
}


async def explain_other_kind(access: GraphAccess, id_: str) -> str | None:
    """Return what an id is, and where to open it; None if nothing in the graph has it."""
    kinds = await access.read(lambda tx: find_kinds(tx, id_))
    return NAMES[kinds[0]] if kinds else None
