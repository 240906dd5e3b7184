"""Lists of changes."""

from datetime import date
from typing import Any

from pydantic import Field

from ...answers.changes.lines import ChangeKind
from .common import Node, Schema


class ListedChange(Schema):
    """What has changed, of which party, what was before and is now, and which records and delivery say so."""

    kind: ChangeKind = Field(description="Kind of the change; docs/api.md has their order, the worst first.")
    party: Node = Field(description="The party it is about.")
    others: list[Node] = Field(description="Further parties that it concerns.")
    thing: str = Field(description="Id of what changed: a loan, case or figure; type and ends of a tie; rule and key.")
    title_en: str = Field(description="Sentence in English.")
    title_zh: str = Field(description="Sentence in Chinese.")
    before: dict[str, Any] | None = Field(
        description="What was before, of what differs; null where it was not there.", examples=[{"share": 0.6}]
    )
    after: dict[str, Any] | None = Field(
        description="What is now, of what differs; null where it is no longer there.", examples=[{"share": 0.55}]
    )
    severity: str | None = Field(description="low, medium or high of a finding; null else.", examples=["high"])
    day: date = Field(description="Day of the delivery, or for which the rule ran or the score holds.")
    records: list[str] = Field(
        description="Keys of the records that say so, that of the replaced version last.",
        examples=[["world|holding|world:H000247"]],
    )
    delivery: str | None = Field(description="Id of the delivery that brought it; null for findings and grades.")
