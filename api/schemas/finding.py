"""A finding with its rule and the parties that it concerns."""

from pydantic import Field

from .common import Node, Schema
from .parties import FindingOfParty
from .registers import Threshold


class RuleOfFinding(Schema):
    """What a reader of a finding needs of its rule, as the rule is now."""

    id: str = Field(description="Id of the rule.", examples=["related_party_trade"])
    version: str = Field(description="Hash of the rule's text and thresholds; that of the finding may be older.")
    title: str = Field(description="What it finds, in English.")
    title_zh: str = Field(description="What it finds, in Chinese.")
    severity: str = Field(description="low, medium or high.", examples=["high"])
    why: str = Field(description="Why it matters.")
    innocent: str = Field(description="The lawful explanation that a careful officer would accept.")
    unseen: str = Field(description="What the rule cannot see.")
    source: str = Field(description="Practice, guidance or law behind it.")
    thresholds: list[Threshold] = Field(description="Its parameters with their values.")


class Finding(Schema):
    """A finding by its id."""

    finding: FindingOfParty = Field(description="The finding; its records open at /v1/records/{key}.")
    parties: list[Node] = Field(description="The parties that it concerns, the one it is about first.")
    rule: RuleOfFinding | None = Field(description="Its rule as it is now; null where there is none any more.")
