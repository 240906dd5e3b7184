"""Everything known about one party on one page: identity, records, ties, figures, loans, cases and findings."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import orjson

from ....errors import UnknownPartyError
from ....ingest.records import Facility, Lawsuit
from ....ingest.records.checks import PERIOD
from ....ingest.records.declaration import name_groups
from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...schema.graph_model import relationship_types
from ...time_point import TimePoint
from ...truncation import Truncation
from ..rule_runs import RuleRuns, Runs, read_runs
from ..source_loads import read_trust
from ..ties import COMPARED, PARTY, Expansion, NodeKey, NodeView, Step, TieView, read_tie, read_ties
from .controlled_companies import ControlledView, Controls, read_controls
from .description import PROVENANCE, Contradiction, describe_party, find_contradictions
from .latest_state import leave_out_later
from .score import StoredScore, choose_score
from .things_as_known import NOTHING_BEFORE, ThingsBefore, read_things_then

MOST_DESCRIPTIONS = 20_000  # records that describe one party
SHOWN = 200  # most rows of a list in the view; `lists.py` reads what follows
# what the relationships of a type are to the party: where it is their start, and where it is their end
GROUPS = {label: named for label, kind in relationship_types().items() if (named := name_groups(kind.record.groups))}
PARTS = ("records", "indicators", "facilities", "lawsuits", "findings")
# every list of the view that can be longer than what is shown
LISTS = tuple(dict.fromkeys((*PARTS, "controls", *(name for names in GROUPS.values() for name in names))))
# what the statements of `PARTS` take for the first page
FIRST_PAGE = {"after_day": date.max, "after_period": "~", "after_key": "", "after_record": ""}


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record that is about the party: its source, its place there, and the day it was loaded."""

    key: str
    source: str
    reference: str
    place: str
    known_from: date
    known_to: date | None
    recorded_at: date | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A relationship of the party and the node at its other end."""

    other: NodeView
    tie: TieView


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """A figure of the party for a period."""

    name: str
    period: str
    value: float
    unit: str | None
    source: str
    record: str


@dataclass(frozen=True, slots=True)
class LawsuitView:
    """A case that is open on the day asked for, and the party's part in it."""

    id: str
    role: str | None
    lawsuit: Mapping[str, Any]
    tie: TieView


@dataclass(frozen=True, slots=True)
class PastDefault:
    """A loan that was in default since a day and is no longer open: repaid, written off, or no longer delivered."""

    id: str
    since: date
    closed: date
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """The 360 view. `cuts` names what left something out of one of its lists, `cut_lists` the lists that are longer.

    `lasting_cuts` are those of `cuts` that remain when the lists are read to their ends. Where `ties_cut`, every list
    of relationships may be longer than what is shown.

    `controls_as_of` is the one day for which control is derived in the graph: `controls` is empty where another is
    asked for. `rules_ran_for` gives for each rule the last day, up to the one asked for, for which it ran: the findings
    are of it. `controls_change` and `rules_change` are the changes of the graph from which control was derived and the
    rules read, `graph_change` is the present one; None where unknown.
    """

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    properties: Mapping[str, Any]
    records: tuple[RecordView, ...]
    contradictions: tuple[Contradiction, ...]
    facts: Mapping[str, tuple[Fact, ...]]
    indicators: Mapping[str, tuple[IndicatorView, ...]]
    facilities: tuple[Mapping[str, Any], ...]
    past_defaults: tuple[PastDefault, ...]
    lawsuits: tuple[LawsuitView, ...]
    controls: tuple[ControlledView, ...]
    controls_as_of: date | None
    controls_change: int | None
    rules_ran_for: Runs
    rules_change: int | None
    graph_change: int | None
    findings: tuple[Mapping[str, Any], ...]
    score: StoredScore | None
    relationships_seen: int
    cuts: frozenset[Truncation]
    lasting_cuts: frozenset[Truncation]
    ties_cut: bool
    cut_lists: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRows:
    """What was read about a party.

    `rows` are the lists of `PARTS`, one row longer than is shown where that cuts them. `lasting` are the limits
    that left something out and that no page of a list gets past.
    """

    stored: Mapping[str, Any]
    descriptions: Sequence[Row]
    rows: Mapping[str, Sequence[Row]]
    scores: Sequence[Row]
    ties: Expansion
    controls: Controls
    runs: RuleRuns
    trust: Mapping[str, float]
    lasting: frozenset[Truncation]

    def first(self, part: str) -> Sequence[Row]:
        """Return the rows of a list that are shown."""
        return self.rows[part][:SHOWN]

    @property
    def too_long(self) -> set[str]:
        """The lists that are longer than what is shown."""
        lists = (*self.rows.items(), ("controls", self.controls.companies))
        return {part for part, listed in lists if len(listed) > SHOWN}


async def read_party(
    transaction: Transaction,
    id_: str,
    time_point: TimePoint,
    max_neighbours: int,
    before: ThingsBefore = NOTHING_BEFORE,
) -> PartyView:
    """Return the 360 view of a party; raise NotFoundError if it is not in the graph, or was not known yet.

    `before` are loans and figures of others today that may have been known as the party's.
    """
    return arrange_party(await read_rows(transaction, id_, time_point, max_neighbours, before), time_point)


async def read_rows(
    transaction: Transaction, id_: str, time_point: TimePoint, max_neighbours: int, before: ThingsBefore
) -> PartyRows:
    """Read what a view shows, list by list; raise UnknownPartyError if the party is not in the graph."""
    stored = await transaction.run(read_statement("read/party/party"), {"id": id_})
    if not stored:
        raise UnknownPartyError(id_)
    parameters = list_parameters(id_, SHOWN + 1, time_point)
    descriptions = await transaction.run(
        read_statement("read/party/party_descriptions"),
        {"id": id_, "limit": MOST_DESCRIPTIONS, **time_point.parameters},
    )
    rows = {part: await transaction.run(read_statement(f"read/party/party_{part}"), parameters) for part in PARTS}
    rows["past_defaults"] = await transaction.run(read_statement("read/party/party_past_defaults"), parameters)
    types = [name for name in relationship_types() if name in GROUPS]
    trust = await read_trust(transaction)
    lasting = {Truncation.ROWS} if len(descriptions) >= MOST_DESCRIPTIONS else set()
    if time_point.as_known is not None:
        then = await read_things_then(transaction, id_, time_point, trust, before)
        rows |= then.rows
        lasting = lasting.union(*then.cuts.values())
    if any(not PERIOD.fullmatch(row["period"]) for row in rows["indicators"][:SHOWN]):
        lasting |= {Truncation.PERIODS}  # stored by a version that did not check periods
    return PartyRows(
        stored=stored[0]["properties"],
        descriptions=descriptions,
        rows=rows,
        scores=await transaction.run(read_statement("read/party/party_score"), parameters),
        ties=await read_ties(transaction, PARTY, [id_], types, max_neighbours, time_point, scan=COMPARED),
        controls=await read_controls(transaction, id_, time_point, SHOWN + 1),
        runs=await read_runs(transaction, time_point),
        trust=trust,
        lasting=frozenset(lasting),
    )


def arrange_party(read: PartyRows, time_point: TimePoint) -> PartyView:
    """Put a view together; raise UnknownPartyError if the party was not known yet."""
    described = describe_party(read.stored, read.descriptions, time_point, read.trust)
    party = {name: value for name, value in described.items() if name not in PROVENANCE}
    id_: str = party.pop("id")
    crowded = {GROUPS[type_][0 if outgoing else 1] for _, type_, outgoing in read.ties.crowded}
    return PartyView(
        id=id_,
        kind=party.pop("kind"),
        name=party.pop("name"),
        names=tuple(party.pop("names", ())),
        identifiers=tuple(party.pop("identifiers", ())),
        properties=party,
        contradictions=find_contradictions(described, read.descriptions),
        records=tuple(map(read_record, read.first("records"))),
        facts=group_facts(read.ties.steps),
        indicators=group_figures(read_figures(read.first("indicators"), time_point)),
        facilities=tuple(read_facility(row, time_point) for row in read.first("facilities")),
        past_defaults=tuple(PastDefault(**row) for row in read.first("past_defaults")),
        lawsuits=tuple(read_lawsuit(id_, row, time_point) for row in read.first("lawsuits")),
        controls=read.controls.companies[:SHOWN],
        controls_as_of=read.controls.as_of,
        controls_change=read.controls.change,
        rules_ran_for=read.runs.last,
        rules_change=read.runs.change,
        graph_change=read.controls.graph_change,
        findings=tuple(read_finding(row["finding"]) for row in read.first("findings")),
        score=choose_score(read.scores),
        relationships_seen=len(read.ties.steps) + len(read.first("lawsuits")) + len(read.controls.companies[:SHOWN]),
        cuts=read.ties.cuts | read.lasting | ({Truncation.ROWS} if read.too_long else set()),
        lasting_cuts=read.lasting,
        ties_cut=Truncation.ROWS in read.ties.cuts,
        cut_lists=tuple(name for name in LISTS if name in read.too_long | crowded),
    )


def list_parameters(party: str, limit: int, time_point: TimePoint) -> dict[str, Any]:
    """Return the parameters of the statements of `PARTS` for their first page."""
    period = time_point.as_of.isoformat()[:7]
    return {"id": party, "limit": limit, "period": period, **FIRST_PAGE, **time_point.parameters}


def read_record(row: Row) -> RecordView:
    """Turn one row into a record."""
    return RecordView(
        *(row[name] for name in ("key", "source", "reference", "place", "known_from", "known_to", "recorded_at"))
    )


def read_finding(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored finding with its row and evidence as objects."""
    return {**stored, **{name: orjson.loads(stored[name]) for name in ("row", "evidence")}}


def group_facts(steps: Sequence[Step]) -> dict[str, tuple[Fact, ...]]:
    """Group relationships by what they are to the party."""
    groups: dict[str, dict[str, Fact]] = defaultdict(dict)
    for step in steps:
        outgoing = step.origin == NodeKey(PARTY, step.tie.start)
        group = GROUPS[step.tie.type][0 if outgoing else 1]
        groups[group][step.element] = Fact(step.other, step.tie)
    return {group: tuple(facts.values()) for group, facts in sorted(groups.items())}


def read_figures(rows: Sequence[Row], time_point: TimePoint) -> list[IndicatorView]:
    """Turn rows into figures; one whose period cannot be read, or had not ended on the day asked for, is left out."""
    read = [
        row for row in rows if PERIOD.fullmatch(row["period"]) and find_period_end(row["period"]) <= time_point.as_of
    ]
    return [IndicatorView(*(row[item.name] for item in fields(IndicatorView))) for row in read]


def group_figures(figures: Iterable[IndicatorView]) -> dict[str, tuple[IndicatorView, ...]]:
    """Group figures by period, in their order."""
    groups: dict[str, list[IndicatorView]] = defaultdict(list)
    for figure in figures:
        groups[figure.period].append(figure)
    return {period: tuple(of_period) for period, of_period in groups.items()}


def find_period_end(period: str) -> date:
    """Return the last day of a year `2023` or a month `2023-04`."""
    year, _, month = period.partition("-")
    of_month = int(year), int(month or 12)
    return date(*of_month, monthrange(*of_month)[1])


def read_facility(row: Row, time_point: TimePoint) -> Mapping[str, Any]:
    """Turn one row into a loan as it was on the day."""
    return leave_out_later(Facility, row["facility"], time_point.as_of)


def read_lawsuit(party: str, row: Row, time_point: TimePoint) -> LawsuitView:
    """Turn one row into a case as it was on the day."""
    lawsuit, tie = leave_out_later(Lawsuit, row["lawsuit"], time_point.as_of), row["tie"]
    return LawsuitView(lawsuit["id"], tie.get("role"), lawsuit, read_tie("PARTY_TO", party, lawsuit["id"], tie))
