"""The registers: rules and sources."""

from typing import Any

from pydantic import Field

from .common import Schema


class Threshold(Schema):
    """A named number of a rule."""

    name: str
    value: float
    reason: str


class Rule(Schema):
    """What a rule looks for, why, and what it cannot see."""

    id: str = Field(examples=["ownership_ring"])
    family: str = Field(examples=["ownership"])
    title: str
    title_zh: str
    severity: str = Field(examples=["high"])
    status: str = Field(examples=["stable"])
    why: str
    innocent: str = Field(description="The lawful explanation that a careful officer would accept.")
    unseen: str = Field(description="What the rule cannot see.")
    source: str
    thresholds: list[Threshold]
    version: str = Field(description="Hash of the rule's text.")


class RegisteredSource(Schema):
    """A source: who publishes it, on what basis it is held, and what its last load did."""

    name: str = Field(examples=["world"])
    title: dict[str, str] | None = Field(description="By language; null for a user's own file.")
    publisher: str | None
    licence: str | None
    legal_basis: str | None
    trust: float | None
    refresh_days: int | None
    url: str | None
    last_load: dict[str, Any] | None = Field(description="Counts and day of the last load; null if never loaded.")
