"""Findings of rules on all parties."""

from pydantic import Field

from .common import Node, Schema
from .parties import FindingOfParty


class ListedFinding(Schema):
    """A finding, and the party it is about first of all."""

    finding: FindingOfParty = Field(description="What the rule found.")
    about: Node = Field(description="The party it is about first of all.")
