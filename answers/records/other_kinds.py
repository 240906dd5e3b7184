"""Say what an id is that is no key or id of the kind asked for."""

from ...graph.read.records.lookup import IdKind, find_kinds
from ...graph.schema.graph_model import relationship_types
from ..access.graph_access import GraphAccess

NAMES = {
    IdKind.PARTY: "the id of a party: see /v1/parties/{id} or `riskgraph show`",
    IdKind.RECORD: "the key of a record: see /v1/records/{key} or `riskgraph show`",
    IdKind.FACILITY: "the id of a loan: see /v1/facilities/{id} or `riskgraph show`",
    IdKind.LAWSUIT: "the id of a case: see /v1/lawsuits/{id} or `riskgraph show`",
    IdKind.DOCUMENT: "the id of a document: see /v1/documents/{id} or `riskgraph show`",
    IdKind.FINDING: "the id of a finding: see /v1/findings/{id} or `riskgraph show`",
    IdKind.FIGURE: "the id of a figure: see /v1/figures/{id} or `riskgraph show`",
    IdKind.DELIVERY: "the id of a delivery: see `riskgraph deliveries show`",
}

RELATIONSHIPS = "the key of relationships: see /v1/relationships/{key} or `riskgraph show`"


async def explain_other_kind(access: GraphAccess, id_: str) -> str | None:
    """Return what an id is, and where to open it; None if nothing in the graph has it."""
    if id_.partition("|")[0] in relationship_types():
        return RELATIONSHIPS
    kinds = await access.read(lambda tx: find_kinds(tx, id_))
    return NAMES[kinds[0]] if kinds else None
