"""Parties found by name or identifier."""

from pydantic import Field

from .common import Schema


class Hit(Schema):
    """A party, how well it fits, and why."""

    id: str = Field(examples=["world:C00001"])
    name: str = Field(examples=["北斗虚构贸易有限公司"])
    kind: str = Field(examples=["Company"])
    score: float = Field(description="0 to 1; exact matches come first.", examples=[0.98])
    reason: str = Field(examples=["its name is exactly this"])
    reason_zh: str = Field(examples=["名称完全一致"])
