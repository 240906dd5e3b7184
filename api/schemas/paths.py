"""How two parties are connected."""

from pydantic import Field

from .common import Evidence, Node, Schema


class Path(Schema):
    """Nodes, and for each step from one to the next the relationships between them."""

    nodes: list[Node] = Field(description="From start to end.")
    steps: list[list[Evidence]] = Field(description="One list for each step, the surest relationship first.")
    confidence: float = Field(description="Confidence of the surest of each step multiplied.", examples=[0.9])


class Paths(Schema):
    """Paths between two parties: fewest steps first, then the surest."""

    start: Node = Field(description="The party asked for with `from`.")
    end: Node = Field(description="The party asked for with `to`.")
    paths: list[Path] = Field(description="Fewest steps first, then the surest.")
