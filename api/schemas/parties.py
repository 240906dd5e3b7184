"""The 360 view and the neighbourhood of a party."""

from datetime import date
from typing import Any

from pydantic import ConfigDict, Field

from .common import Evidence, Node, Note, Schema

Items = list


class RecordOfParty(Schema):
    """A record that is about the party."""

    key: str = Field(description="Key of the record.", examples=["world|company|world:C000152"])
    source: str = Field(description="Source it comes from.", examples=["world"])
    reference: str = Field(description="The source's own reference of the row.", examples=["company|world:C000152"])
    place: str = Field(description="File and line.", examples=["companies.csv:2"])
    known_from: date = Field(description="Day it entered our books.")
    known_to: date | None = Field(description="Day on which a later record replaced it.")
    recorded_at: date | None = Field(None, description="Day on which it was recorded, by our clock.")


class FactOfParty(Schema):
    """A relationship and the node at its other end."""

    other: Node = Field(description="The node at the other end.")
    tie: Evidence = Field(description="The relationship.")


class FigureOfParty(Schema):
    """A figure for a period."""

    name: str = Field(description="Name of the figure.", examples=["net_assets"])
    period: str = Field(description="Year or month.", examples=["2023"])
    value: float = Field(description="The figure.", examples=[12500000.0])
    unit: str | None = Field(description="Currency, ratio or count; null where unknown.", examples=["CNY"])
    source: str = Field(description="Source it comes from.")
    record: str = Field(description="Key of its record.")


class LawsuitOfParty(Schema):
    """An open case and the party's part in it."""

    id: str = Field(description="Id of the case.")
    role: str | None = Field(description="The party's part in it.", examples=["defendant"])
    lawsuit: dict[str, Any] = Field(description="The case: kind, court, number, cause, amount, stage, days.")
    tie: Evidence = Field(description="The relationship to it.")


class ControlledCompany(Schema):
    """A company that the party controls, as `riskgraph find` derived it."""

    company: Node = Field(description="The company.")
    votes: float | None = Field(
        description="Votes in it that the party, what it controls and, where it needs one, its circle held when "
        "control was derived; null where no source stated any.",
        examples=[0.6],
    )
    votes_exact: bool = Field(
        description="False where these are the votes at least, as a holding behind them is known as a band."
    )
    basis: str = Field(
        description="votes: derived from votes above half; stated: a source names the controller, of the company or of "
        "one above it; joint: a source names several together.",
        examples=["votes"],
    )
    alone: bool = Field(description="False where it needs a circle of family or concert, or others jointly.")
    jointly_with: list[Node] = Field(
        description="Those who control it jointly with the party: as a source states, or as they control the members "
        "of a circle."
    )
    stated_share: float | None = Field(
        description="Fraction that a source states for the party as controller, for all together where it names "
        "several; null where it states none.",
        examples=[0.4],
    )
    through: list[str] = Field(
        description="Kinds of the ties of circles it rests on, or joint_control, each with the lowest confidence.",
        examples=[["nominee 0.7"]],
    )
    as_of: date = Field(description="Day for which it was derived.")
    records: list[str] = Field(description="Keys of the records of the chain down to it.")
    named: list[Node] = Field(
        description="Those who are named as its controllers, as on its own page: not the party where another of its "
        "circle controls the company alone, or where the party is controlled itself."
    )


class FindingRow(Schema):
    """What the rule returned: the columns that every rule has, and those of its own (its page names them)."""

    model_config = ConfigDict(frozen=True, extra="allow")

    party_id: str = Field(description="The party it is about first of all.", examples=["world:C000152"])
    party_ids: list[str] = Field(description="All parties that it concerns.")
    records: list[str] = Field(
        description="Keys of the records that it rests on.", examples=[["world|holding|world:H000247"]]
    )


class FindingEvidence(Schema):
    """What a finding rests on."""

    path: list[str] = Field(description="Ids of the parties on the way, the first one first.")
    records: list[str] = Field(description="Keys of the records.", examples=[["world|holding|world:H000247"]])


class FindingOfParty(Schema):
    """What a rule found about the party."""

    id: str = Field(description="Id of the finding.")
    rule: str = Field(description="Id of the rule.", examples=["related_party_trade"])
    rule_version: str = Field(description="Hash of the rule's text and thresholds.")
    key: str = Field(description="What makes the hit the same hit tomorrow.")
    party: str = Field(description="Id of the party it is about first of all.")
    burdened: list[str] = Field(description="Ids of the parties whose score it counts against.")
    title_zh: str = Field(description="Sentence in Chinese.")
    title_en: str = Field(description="Sentence in English.")
    severity: str = Field(description="low, medium or high.", examples=["high"])
    row: FindingRow = Field(description="What the rule returned.")
    evidence: FindingEvidence = Field(description="Path and records.")
    as_of: date = Field(description="Day for which it holds.")
    found_on: date = Field(description="Day on which it was found.")


class LoanInDefault(Schema):
    """A counterparty's loan in default."""

    since: date = Field(description="Day of the default.", examples=["2023-03-31"])
    record: str = Field(description="Key of the record of that loan.")


class PastDefault(Schema):
    """A loan that was in default and is no longer open."""

    id: str = Field(description="Id of the loan.")
    since: date = Field(description="Day of the default.", examples=["2023-03-31"])
    closed: date = Field(description="Day of repayment or write-off, or on which it left the full file of its source.")
    record: str = Field(description="Key of the record of the loan.")


class ScoreOfParty(Schema):
    """The latest score; its table is at `/v1/parties/{id}/score`."""

    id: str = Field(description="Party, as-of date and day of scoring.")
    party: str = Field(description="Id of the party.")
    value: float = Field(description="0 (worst) to 100 (best).", examples=[72.3])
    grade: str | None = Field(
        None,
        description="AAA to CCC; null for a company that is struck off or of which nothing is known, and for a person "
        "or a public body: the scale is for companies.",
        examples=["BBB"],
    )
    policy_version: str = Field(description="Version of the policy file.")
    model_version: str | None = Field(None, description="Version of the graph network behind it, if one took part.")
    as_of: date = Field(description="Day for which it holds.")
    scored_on: date = Field(description="Day on which it was made.")
    note: Note | None = Field(description="Says when it is older than the day asked for or than the graph; else null.")


class Party(Schema):
    """Everything known about a party on one page."""

    id: str = Field(description="Id of the party.", examples=["world:C000152"])
    kind: str = Field(description="Company, Person or PublicBody.", examples=["Company"])
    name: str = Field(description="Name as the latest description has it.", examples=["丹崖澈砺岳贸易有限公司"])
    names: list[str] = Field(description="All names, former and translated ones too.")
    identifiers: list[str] = Field(description="Identifiers as `scheme:value`.", examples=[["uscc:91999999100001529D"]])
    properties: dict[str, Any] = Field(description="Jurisdiction, industry, capital, address and what else is known.")
    records: list[RecordOfParty] = Field(description="Records that describe the party.")
    facts: dict[str, list[FactOfParty]] = Field(
        description="Relationships by what they are to the party: owners, holdings, officers, guarantees_given, ..."
    )
    indicators: dict[str, list[FigureOfParty]] = Field(description="Figures by period, latest first.")
    facilities: list[dict[str, Any]] = Field(
        description="Loans and credit lines; `whose` is own, other or unknown, by the lender."
    )
    past_defaults: list[PastDefault] = Field(
        description="Loans that were in default and are no longer open, the latest closing day first; at most 200."
    )
    lawsuits: list[LawsuitOfParty] = Field(description="Cases open on the day asked for.")
    controls: list[ControlledCompany] = Field(description="Companies that it controls on the day asked for.")
    controls_as_of: date | None = Field(
        description="The one day for which control is derived in the graph; `controls` is empty where another is asked "
        "for. Null where it is not derived.",
    )
    controls_change: int | None = Field(description="Change of the graph from which `controls` is derived.")
    rules_change: int | None = Field(
        description="Earliest change of the graph that the runs in `rules_ran_for` read; null where unknown."
    )
    graph_change: int | None = Field(description="Present change of the graph; null where nothing is loaded.")
    rules_ran_for: dict[str, date | None] = Field(
        description="For each rule the last day, up to the one asked for, for which it ran: its findings are of that "
        "day; null where it did not run.",
        examples=[{"related_party_trade": "2024-12-31", "shared_phone": None}],
    )
    findings: list[FindingOfParty] = Field(description="What rules found about it, for the days in `rules_ran_for`.")
    in_default: dict[str, LoanInDefault] = Field(
        description="Counterparties with a loan in default, by id: those it trades with, lends to or guarantees, and "
        "its guarantors."
    )
    score: ScoreOfParty | None = Field(description="Latest score without its table; null if there is none by then.")
    more: dict[str, str] = Field(
        description="Address of each list of which only a part is shown here; it begins with that part.",
        examples=[{"payments_made": "/v1/parties/world%3AC000152/lists/payments_made?as_of=2024-12-31"}],
    )


class ListOfParty(Schema):
    """A page of one list of a party."""

    list: str = Field(description="Name of the list.", examples=["owners"])
    items: (
        Items[RecordOfParty]
        | Items[FactOfParty]
        | Items[FigureOfParty]
        | Items[LawsuitOfParty]
        | Items[ControlledCompany]
        | Items[FindingOfParty]
        | Items[dict[str, Any]]
    ) = Field(description="Its items, as the page of the party has them; figures without their periods around them.")


class NetworkNode(Node):
    """A node of a neighbourhood."""

    hops: int = Field(description="Distance from the party asked for.", examples=[1])
    more: dict[str, str] = Field(
        description="Address of each of its lists that has more relationships than were read for the neighbourhood."
    )


class NetworkOfParty(Schema):
    """A neighbourhood."""

    nodes: list[NetworkNode] = Field(description="Nodes, nearest first.")
    ties: list[Evidence] = Field(description="Relationships among them.")
