"""Documents with the spans that name parties."""

from datetime import date

from pydantic import Field

from .common import Evidence, Node, Schema


class Mention(Schema):
    """A party and where the document names it: `tie.properties` has the span and the sentence."""

    party: Node
    tie: Evidence = Field(
        description="In `properties`: `start_char` and `end_char` (code points of `text`, from 0, the end excluded), "
        "`surface`, `sentence`, `event`, `role` and `extractor`, as far as they are known."
    )


class Document(Schema):
    """A document with a page of its mentions."""

    id: str
    title: str | None = Field(examples=["北斗虚构贸易有限公司收到法院传票"])
    text: str | None = Field(description="As it was loaded; spans count its Unicode code points, from 0.")
    kind: str | None = Field(examples=["news"])
    publisher: str | None
    language: str | None = Field(examples=["zh"])
    published: date | None
    url: str | None
    source: str | None
    record: str | None
    mentions: list[Mention]
