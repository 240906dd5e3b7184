"""Lists of findings."""

from datetime import date

from pydantic import Field

from .common import Node, Schema


class ListedFinding(Schema):
    """What a rule found, on which party, for which day, and on what records it rests."""

    id: str = Field(description="Id of the finding.")
    rule: str = Field(description="Id of the rule.", examples=["related_party_trade"])
    severity: str = Field(description="low, medium or high.", examples=["high"])
    title_en: str = Field(description="Sentence in English.")
    title_zh: str = Field(description="Sentence in Chinese.")
    party: Node = Field(description="The party it is about first of all.")
    as_of: date = Field(description="Day for which it holds.", examples=["2024-12-31"])
    found_on: date = Field(description="Day on which it was found.", examples=["2025-01-02"])
    records: list[str] = Field(
        description="Keys of the records that it rests on.", examples=[["world|holding|world:H000247"]]
    )
