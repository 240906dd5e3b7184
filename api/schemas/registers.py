"""The registers: rules and sources."""

from typing import Any

from pydantic import Field

from .common import Schema


class Threshold(Schema):
    """A named number of a rule."""

    name: str = Field(description="Name of the parameter.")
    value: float = Field(description="Its value.")
    reason: str = Field(description="Why it has this value.")


class Rule(Schema):
    """What a rule looks for, why, and what it cannot see."""

    id: str = Field(description="Id of the rule.", examples=["ownership_ring"])
    family: str = Field(description="Family of the rule.", examples=["ownership"])
    title: str = Field(description="What it finds, in English.")
    title_zh: str = Field(description="What it finds, in Chinese.")
    severity: str = Field(description="low, medium or high.", examples=["high"])
    status: str = Field(description="stable or experimental.", examples=["stable"])
    why: str = Field(description="Why it matters.")
    innocent: str = Field(description="The lawful explanation that a careful officer would accept.")
    unseen: str = Field(description="What the rule cannot see.")
    source: str = Field(description="Practice, guidance or law behind it.")
    thresholds: list[Threshold] = Field(description="Its parameters.")
    version: str = Field(description="Hash of the rule's text.")


class RegisteredSource(Schema):
    """A source: who publishes it, on what basis it is held, and what its last load did.

    The terms of a user's own mapping are those stored by its last load.
    """

    name: str = Field(description="Name of the source.", examples=["world"])
    title: dict[str, str] | None = Field(description="By language; null where none is stored.")
    publisher: str | None = Field(description="Who publishes it.")
    licence: str | None = Field(description="Licence of the data.")
    legal_basis: str | None = Field(description="Basis on which it is held.")
    trust: float | None = Field(description="How far it is believed, 0 to 1.")
    refresh_days: int | None = Field(description="Days after which it is due again.")
    url: str | None = Field(description="Where it is published.")
    last_load: dict[str, Any] | None = Field(description="Counts and day of the last load; null if never loaded.")
