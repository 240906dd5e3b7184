"""How two parties are connected."""

from pydantic import Field

from ...models.paths.meaning import HubReason
from .common import Evidence, Node, Schema


class Hub(Schema):
    """A part of a path that many parties are tied to."""

    id: str = Field(description="Id of the node; for an address or telephone, of a party that has it.")
    reason: HubReason = Field(description="Why it is taken for a hub.", examples=["bank"])


class Path(Schema):
    """Nodes, and for each step from one to the next the relationships between them."""

    nodes: list[Node] = Field(description="From start to end.")
    steps: list[list[Evidence]] = Field(description="One list for each step, the most telling relationship first.")
    confidence: float = Field(description="Confidence of the surest of each step multiplied.", examples=[0.9])
    disputed: bool = Field(
        description="Whether a step rests on disputed relationships alone; such paths come after all others."
    )
    length: int = Field(
        description="What the path is ranked by, the least first: the lengths of its steps added up.", examples=[30]
    )
    hubs: list[Hub] = Field(description="Hubs that it passes; paths with fewer of them come first.", examples=[[]])


class Paths(Schema):
    """Paths between two parties, the most significant first."""

    start: Node = Field(description="The party asked for with `from`.")
    end: Node = Field(description="The party asked for with `to`.")
    paths: list[Path] = Field(description="Those that mean most first.")
