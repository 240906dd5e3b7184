"""The 360 view and the neighbourhood of a party."""

from datetime import date
from typing import Any

from pydantic import Field

from .common import Evidence, Node, Schema


class RecordOfParty(Schema):
    """A record that is about the party."""

    key: str = Field(examples=["world|company-000001"])
    source: str = Field(examples=["world"])
    reference: str = Field(examples=["company-000001"])
    place: str = Field(description="File and line.", examples=["companies.csv:2"])
    known_from: date
    known_to: date | None = Field(description="Day on which a later record replaced it.")


class FactOfParty(Schema):
    """A relationship and the node at its other end."""

    other: Node
    tie: Evidence


class FigureOfParty(Schema):
    """A figure for a period."""

    name: str = Field(examples=["net_assets"])
    period: str = Field(examples=["2023"])
    value: float = Field(examples=[12500000.0])
    unit: str | None = Field(examples=["CNY"])
    source: str
    record: str


class LawsuitOfParty(Schema):
    """An open case and the party's part in it."""

    id: str
    role: str | None = Field(examples=["defendant"])
    lawsuit: dict[str, Any]
    tie: Evidence


class Party(Schema):
    """Everything known about a party on one page."""

    id: str = Field(examples=["world:C00001"])
    kind: str = Field(examples=["Company"])
    name: str = Field(examples=["北斗虚构贸易有限公司"])
    names: list[str]
    identifiers: list[str] = Field(examples=[["uscc:91350100M000100Y43"]])
    properties: dict[str, Any] = Field(description="Jurisdiction, industry, capital, address and what else is known.")
    records: list[RecordOfParty]
    facts: dict[str, list[FactOfParty]] = Field(
        description="Relationships by what they are to the party: owners, holdings, officers, guarantees_given, ..."
    )
    indicators: dict[str, list[FigureOfParty]] = Field(description="Figures by period, latest first.")
    facilities: list[dict[str, Any]]
    lawsuits: list[LawsuitOfParty] = Field(description="Cases open on the day asked for.")
    findings: list[dict[str, Any]]
    score: dict[str, Any] | None = Field(
        description="Latest score without its table, with its days and a note when it is older; null if never scored."
    )


class NetworkNode(Node):
    """A node of a neighbourhood."""

    hops: int = Field(description="Distance from the party asked for.", examples=[1])


class NetworkOfParty(Schema):
    """A neighbourhood."""

    nodes: list[NetworkNode]
    ties: list[Evidence]
