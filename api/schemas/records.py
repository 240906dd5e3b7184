"""Records: where each came from, what it said over time, and what it made."""

from datetime import date
from typing import Any

from pydantic import Field

from ...graph.read.records.delivered_row import RowState
from .common import Evidence, Node, Schema

HOLDING = "world|holding|world:H000247"


class Terms(Schema):
    """On what terms a source is held; null where it is not known."""

    title: dict[str, str] | None = Field(description="Title by language.", examples=[{"zh": "虚构", "en": "Fictional"}])
    publisher: str | None = Field(description="Who publishes it.")
    licence: str | None = Field(description="Licence of the data.", examples=["CC0-1.0"])
    legal_basis: str | None = Field(description="On what legal basis it is held.")
    trust: float | None = Field(description="How far it is trusted, from 0 to 1.", examples=[0.8])
    refresh_days: int | None = Field(description="Every how many days it should be loaded.", examples=[30])
    url: str | None = Field(description="Where it is published.")


class RecordDelivery(Schema):
    """The load of one file of the source."""

    id: str = Field(description="Id of the delivery.")
    source: str = Field(description="Name of the source.", examples=["world"])
    number: int = Field(description="Running number of the source's deliveries.", examples=[3])
    file: str = Field(description="File in the source's mapping.", examples=["holdings.csv"])
    kind: str = Field(description="delta or full.", examples=["delta"])
    hash: str | None = Field(description="SHA-256 of the file's bytes; null where unknown.")
    mapping: str | None = Field(description="Hash of the mapping; null where unknown.")
    known_from: date = Field(description="Day for which it was loaded.", examples=["2024-06-01"])
    recorded_at: str = Field(description="Time of its beginning by our clock, UTC.")
    ended_at: str | None = Field(description="Time of its end, UTC; null while it is under way.")
    undone_at: str | None = Field(description="Time at which it was taken back, UTC; null if it was not.")
    undoing: bool | None = Field(description="True while it is being taken back.")
    read: int | None = Field(description="Rows read; null while it is under way, as the other counts.")
    stored: int | None = Field(description="Rows stored as a new version.")
    unchanged: int | None = Field(description="Rows that the graph held already.")
    rejected: int | None = Field(description="Rows rejected.")
    ended: int | None = Field(description="Records that left the file.")


class Cell(Schema):
    """One cell as delivered."""

    column: str = Field(description="Column in the header of the file.", examples=["share"])
    value: str = Field(description="The cell as delivered.", examples=["0.35"])


class DeliveredRow(Schema):
    """The row as delivered."""

    state: RowState = Field(
        description="kept; withheld: it names a person whose data was erased or is restricted; not_kept: its lines "
        "are not in the graph or its line is not known; none: the version only says that the record has ended."
    )
    text: str | None = Field(description="Its line or lines; null unless they are kept.")
    cells: list[Cell] | None = Field(description="Its cells in order; null where the text cannot be cut into them.")


class SaidThing(Schema):
    """What a version says of a party, loan, case, document or figure."""

    node: Node = Field(description="What it describes.")
    properties: dict[str, Any] = Field(description="What it says; what is unknown is absent.")


class SaidTie(Schema):
    """A relationship that a version made."""

    start: Node = Field(description="Where it starts.")
    tie: Evidence = Field(description="The relationship with its days, confidence, status and numbers.")
    end: Node = Field(description="Where it leads.")


class RecordVersion(Schema):
    """What the record said from one delivery to the next."""

    key: str = Field(description="Key under which this version is stored.", examples=[HOLDING])
    known_from: date = Field(description="Day from which it was known.", examples=["2024-06-01"])
    known_to: date | None = Field(description="Day on which it was replaced; null while it is current.")
    replaced_by: str | None = Field(description="Delivery that replaced it; null while it is current.")
    ended_on: date | None = Field(description="Day on which the record left its full file; null if it did not.")
    recorded_at: date | None = Field(description="Day on which it was written, by our clock; null where unknown.")
    delivery: str | None = Field(description="Delivery that brought it; null where unknown.")
    file: str | None = Field(description="File with its row; null where unknown.", examples=["holdings.csv"])
    line: int | None = Field(
        description="Line on which its row begins, 1 is the header; null where unknown. The row of a version that has "
        "ended is that of the version before it.",
        examples=[248],
    )
    row: DeliveredRow = Field(description="Its row, with its cells.")
    things: list[SaidThing] = Field(description="What it describes.")
    ties: list[SaidTie] = Field(description="The relationships that it made.")


class Record(Schema):
    """A record with its source and its versions."""

    key: str = Field(description="Key as answers cite it.", examples=[HOLDING])
    source: str = Field(description="Source that delivered it.", examples=["world"])
    reference: str = Field(description="What names the row within its source.", examples=["holding|world:H000247"])
    terms: Terms = Field(description="Terms on which the source is held.")
    withheld: bool = Field(description="True where it names a person whose data was erased or is restricted.")
    versions: list[RecordVersion] = Field(description="Its versions, the latest first.")
    deliveries: list[RecordDelivery] = Field(description="The deliveries that brought them.")
