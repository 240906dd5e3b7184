"""Parties found by name or identifier."""

from pydantic import Field

from .common import Schema


class Hit(Schema):
    """A party, how well it fits, and why."""

    id: str = Field(description="Id of the party.", examples=["world:C000152"])
    name: str = Field(description="Its name.", examples=["丹崖澈砺岳贸易有限公司"])
    kind: str = Field(description="Company, Person or PublicBody.", examples=["Company"])
    score: float = Field(description="0 to 1; exact matches come first.", examples=[0.98])
    reason: str = Field(description="Why it fits, in English.", examples=["its name is exactly this"])
    reason_zh: str = Field(description="Why it fits, in Chinese.", examples=["名称完全一致"])
