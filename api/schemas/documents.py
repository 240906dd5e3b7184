"""Documents with the spans that name parties."""

from datetime import date

from pydantic import Field

from .common import Evidence, Node, Schema


class Mention(Schema):
    """A party and where the document names it: `tie.properties` has the span and the sentence."""

    party: Node = Field(description="The party that the document names.")
    tie: Evidence = Field(
        description="In `properties`: `start_char` and `end_char` (code points of `text`, from 0, the end excluded), "
        "`surface`, `sentence`, `event`, `role` and `extractor`, as far as they are known."
    )


class Document(Schema):
    """A document with a page of its mentions."""

    id: str = Field(description="Id of the document.")
    title: str | None = Field(description="Headline.", examples=["埃斯埃洛赫斯特与霁驰岱合作"])
    text: str | None = Field(description="As it was loaded; spans count its Unicode code points, from 0.")
    kind: str | None = Field(description="news or filing.", examples=["news"])
    publisher: str | None = Field(description="Who published it.")
    language: str | None = Field(description="zh, en or mixed.", examples=["zh"])
    published: date | None = Field(description="Day of publication.")
    url: str | None = Field(description="Where it was published.")
    source: str | None = Field(description="Source that delivered it.")
    record: str | None = Field(description="Key of its record.")
    mentions: list[Mention] = Field(description="A page of the places that name parties.")
