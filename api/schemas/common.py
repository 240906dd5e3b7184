"""What answers have in common: the envelope, nodes, and relationships with their evidence."""

from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from ...graph.truncation import Truncation

Content = TypeVar("Content")


class Schema(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Note(Schema):
    """A remark: what to know before relying on the answer."""

    code: str = Field(description="Kind of the note; docs/notes.md lists all.", examples=["cut_nodes"])
    en: str = Field(
        description="Sentence in English.",
        examples=["not complete: the search ended at 500 nodes (RISKGRAPH_MAX_NETWORK_NODES)"],
    )
    zh: str = Field(
        description="Sentence in Chinese.",
        examples=["不完整：搜索到500个节点后停止（RISKGRAPH_MAX_NETWORK_NODES）"],
    )
    records: list[str] = Field(description="Keys of the records that the note rests on.", examples=[[]])


class Explored(Schema):
    """How much was looked at."""

    nodes: int = Field(description="Nodes looked at.", examples=[12])
    relationships: int = Field(description="Relationships looked at.", examples=[31])


class Meta(Schema):
    """What an answer was made from, and whether it is all there is."""

    as_of: date = Field(description="Day in the world for which it holds.", examples=["2024-12-31"])
    as_known: date = Field(description="Day on which it was known like this.", examples=["2025-01-15"])
    engine: str = Field(description="Graph engine.", examples=["embedded"])
    rules_version: str = Field(description="Hash of the rules.", examples=["5f0c1d2e3a4b"])
    model_version: str | None = Field(description="Model behind the answer; null where none is.", examples=[None])
    explored: Explored = Field(description="Nodes and relationships that were looked at.")
    complete: bool = Field(description="False when something in `cut_by` left a part of the answer out.")
    cut_by: list[Truncation] = Field(
        description="What cut the search; empty when it is complete.", examples=[["neighbours"]]
    )
    notes: list[Note] = Field(description="What to know before relying on the answer.")


class Answer(Schema, Generic[Content]):
    """The envelope."""

    data: Content = Field(description="The answer.")
    meta: Meta = Field(description="What it was answered from, and whether it is all there is.")


class Page(Answer[Content], Generic[Content]):
    """The envelope of a list that may go on: ask again with `after` set to `next`."""

    next: str | None = Field(description="Where the next page begins; null on the last one.", examples=[None])


class Node(Schema):
    """A party, lawsuit or document."""

    id: str = Field(description="Id of the node.", examples=["world:C000152"])
    label: str = Field(description="Party, Lawsuit or Document.", examples=["Party"])
    kind: str | None = Field(
        description="Company, Person, PublicBody, or the kind of lawsuit or document.", examples=["Company"]
    )
    name: str | None = Field(
        description="Name of a party, title of a document, or number of a case; null where unknown.",
        examples=["丹崖澈砺岳贸易有限公司"],
    )


class Evidence(Schema):
    """A relationship, who says so, for when, and how far to believe it."""

    type: str = Field(description="Type of the relationship.", examples=["OWNS"])
    start: str = Field(description="Id of the party it starts from.", examples=["world:P003392"])
    end: str = Field(description="Id of the node it leads to.", examples=["world:C000152"])
    end_label: str = Field(description="Label of the node it leads to.", examples=["Party"])
    source: str = Field(description="Source that says so.", examples=["world"])
    record: str = Field(description="Key of the record that says so.", examples=["world|holding|world:H000247"])
    valid_from: date | None = Field(
        description="First day on which it holds; null where unknown.", examples=["2021-03-01"]
    )
    valid_to: date | None = Field(description="Day from which it no longer holds.", examples=[None])
    known_from: date = Field(description="Day it entered our books.", examples=["2024-06-01"])
    confidence: float = Field(description="Between 0 and 1.", examples=[1.0])
    status: str = Field(description="asserted, verified, disputed or retracted.", examples=["asserted"])
    properties: dict[str, Any] = Field(
        description="What only this type has: share, amount, role, the sentence of a mention, ...",
        examples=[{"share": 0.35}],
    )
    recorded_at: date | None = Field(None, description="Day on which it was recorded, by our clock.")


class InvalidParameter(Schema):
    """A parameter that cannot be used."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="forbid")

    place: str = Field(description="Where the parameter is: query or path.", alias="in", examples=["query"])
    name: str = Field(description="Name of the parameter.", examples=["as_of"])
    message: str = Field(description="Why it cannot be used.", examples=["write a day as 2024-12-31"])


class NearParty(Schema):
    """A party whose name or identifier is near to what was asked for, and why."""

    id: str = Field(description="Id of the party.")
    name: str = Field(description="Its name.")
    reason: str = Field(description="Why it is near, in English.")
    reason_zh: str = Field(description="Why it is near, in Chinese.")


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type: str = Field(description="Kind of the problem, as a URI.", examples=["urn:riskgraph:problem:not-found"])
    title: str = Field(description="Name of the status.", examples=["Not Found"])
    status: int = Field(description="HTTP status.", examples=[404])
    detail: str = Field(
        description="What went wrong and what to do.",
        examples=["no party with the id 'C99999' is in the graph; /v1/search?q=WORDS finds parties by parts of names"],
    )
    request_id: str = Field(description="Id of the request, also in the log.", examples=["9f86d081884c7d65"])
    errors: list[InvalidParameter] | None = Field(None, description="Each parameter that cannot be used.")
    near: list[NearParty] | None = Field(None, description="Parties near to what was asked for.")
    candidates: list[str] | None = Field(None, description="Ids of the parties that the words name.")
