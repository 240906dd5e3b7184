"""Notes on a party: its register entry, the age of what is known of it, its founding, and its accounts."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from ...graph.read.party.founding import FoundedLater
from ...graph.read.party.party import GROUPS, Fact, PartyView, PastDefault, find_period_end
from ...graph.time_point import TimePoint
from ...ingest.records import FactStatus, Office, Party
from ...ingest.records.words import OfficeRole
from ...models.policy import read_policy
from ...models.score.table import read_table_json
from ...models.wording import Wording, join_wordings, name_with_id
from ..field_words import word_value
from .declaration import MOST_LISTED, Note, NoteKind, count_more
from .score import explain_grade

NOT_ACTIVE = NoteKind(
    code="not_active",
    when="the register does not call the company active",
    en="the registered status is '{status}'; no line of the score counts it",
    zh="登记状态为“{status}”（非存续），评分各项均未计入",
)
OLD_DATA = NoteKind(
    code="old_data",
    when="for longer than a year's accounts may take, no source has delivered or confirmed anything on the party",
    en="no source has delivered or confirmed anything on the party since {newest}, {days:,} days before the day asked "
    "for ({day}): load newer data before relying on this",
    zh="自{newest}以来没有来源提供或确认该主体的信息，距所查日期（{day}）已{days:,}天：请先加载更新的数据",
)
LISTS_CUT = NoteKind(
    code="lists_cut",
    when="lists of the party are longer than what is shown of them",
    en="these lists are longer than shown here: {lists}; `riskgraph show {party} --all` prints them to their ends, "
    "and over HTTP `more` has the address of each",
    zh="以下列表未完整列出：{lists}；可运行`riskgraph show {party} --all`全部列出，或通过HTTP访问`more`所列地址",
)
FOUNDED_LATER = NoteKind(
    code="founded_later",
    when="the party was founded after the day asked for",
    en="{party} was founded on {founded}, after the day asked for, {day}: no fact about it can have held then, "
    "whatever day its records name",
    zh="{party}成立于{founded}，晚于所查日期{day}：无论记录所载日期为何，当时不可能存在与其有关的事实",
)
ACCOUNTS_NOT_SCORED = NoteKind(
    code="accounts_not_scored",
    when="the latest accounts shown were not public yet on the day of the score",
    en="the score does not use the figures of {year} shown here: accounts count as public {days} days after their "
    "year, so on {public}{instead}",
    zh="评分未使用此处所列{year}年数据：年报视为年末后{days}天公开，即{public}{instead}",
)
PAST_DEFAULT = NoteKind(
    code="past_default",
    when="a loan was in default and is no longer open",
    en="the loan {loan} was in default from {since} and has not been open since {closed}: it was repaid, written off, "
    "or left out of the full file of its source",
    zh="贷款{loan}自{since}起违约，自{closed}起不再存续（已偿还、核销或不再列入来源的全量文件）",
)
MORE_PAST_DEFAULTS = NoteKind(
    code="more_past_defaults",
    when="more loans were in default and are no longer open than are listed",
    en="more loans were in default and are no longer open than the {listed} listed here",
    zh="曾违约且已不再存续的贷款不止此处所列{listed}笔",
)
LEGAL_REPRESENTATIVES = NoteKind(
    code="legal_representatives_differ",
    when="a company has several legal representatives on one day, where the law knows one",
    en="sources name {number} legal representatives: {named}. A company has one, so all but one are out of date or "
    "wrong, or two of them are one person",
    zh="来源载有{number}名法定代表人：{named}。企业仅有一名法定代表人，故其余已过时或有误，或其中两人实为一人",
)
OFFICERS = GROUPS[Office.label][1]  # the list of who holds an office at a company
ACTIVE = "active"
YEAR = 4  # characters of a period that is a year
YEAR_DAYS = 365


def explain_party(view: PartyView, time_point: TimePoint, confirmed: date | None) -> list[Note]:
    """Return what a reader of the party's page would otherwise not see; `confirmed` is the day of the newest data."""
    return [
        *explain_lists(view),
        *explain_status(view),
        *explain_age(confirmed, time_point),
        *explain_accounts(view),
        *explain_past_defaults(view.past_defaults),
        *explain_representatives(view.facts.get(OFFICERS, ())),
    ]


def explain_lists(view: PartyView) -> list[Note]:
    """Return a note when lists are longer than what is shown of them."""
    return [LISTS_CUT.write(lists=view.cut_lists, party=view.id)] if view.cut_lists else []


def explain_status(view: PartyView) -> list[Note]:
    """Return notes when the register does not call a company active, and when it has no grade for that reason."""
    status = view.properties.get("operating_status")
    inactive = (
        [] if status in (None, ACTIVE) else [NOT_ACTIVE.write(status=word_value(Party, "operating_status", status))]
    )
    return [*inactive, *(explain_grade(read_table_json(view.score.properties["signals"])) if view.score else ())]


def explain_age(confirmed: date | None, time_point: TimePoint) -> list[Note]:
    """Return a note when the newest data on the party is older than a year's accounts may be."""
    if confirmed is None or is_recent(confirmed, time_point):
        return []
    return [OLD_DATA.write(newest=confirmed, days=(time_point.as_of - confirmed).days, day=time_point.as_of)]


def is_recent(day: date, time_point: TimePoint) -> bool:
    """Return whether data of a day is no older, on the day asked for, than a year's accounts may be."""
    return time_point.as_of - day <= timedelta(days=YEAR_DAYS + read_public_after_days())


def explain_past_defaults(past: Sequence[PastDefault]) -> list[Note]:
    """Return a note for each loan that was in default and is no longer open, the latest first, up to a number."""
    notes = [
        PAST_DEFAULT.write([one.record], loan=one.id, since=one.since, closed=one.closed) for one in past[:MOST_LISTED]
    ]
    return [*notes, *count_more(past, MORE_PAST_DEFAULTS)]


def explain_representatives(officers: Iterable[Fact]) -> list[Note]:
    """Return a note where several persons are legal representatives of a company at once."""
    held = [
        fact
        for fact in officers
        if fact.tie.properties.get("role") == OfficeRole.LEGAL_REPRESENTATIVE and fact.tie.status != FactStatus.DISPUTED
    ]
    persons = sorted({fact.other.id for fact in held})
    if len(persons) < 2:
        return []
    named = [name_representative(id_, [fact for fact in held if fact.other.id == id_]) for id_ in persons]
    records = sorted(fact.tie.record for fact in held)
    return [LEGAL_REPRESENTATIVES.write(records, number=len(persons), named=join_wordings(named))]


def name_representative(id_: str, held: Sequence[Fact]) -> Wording:
    """Write the name of a legal representative with the sources that name this person."""
    name, sources = name_with_id(id_, held[0].other.name), sorted({fact.tie.source for fact in held})
    return Wording(zh=f"{name}（{'、'.join(sources)}）", en=f"{name} ({', '.join(sources)})")


def explain_founding(parties: Iterable[FoundedLater], time_point: TimePoint) -> list[Note]:
    """Return a note for each party that was founded after the day asked for."""
    return [FOUNDED_LATER.write(party=party.name, founded=party.founded, day=time_point.as_of) for party in parties]


def explain_accounts(view: PartyView) -> list[Note]:
    """Return a note when the latest year shown was not public yet on the day of the score."""
    shown = max((period for period in view.indicators if len(period) == YEAR), default="")
    if view.score is None or not shown:
        return []
    days, used = read_public_after_days(), find_years(view)
    public = find_period_end(shown) + timedelta(days=days)
    if public <= view.score.properties["as_of"] or shown in used:
        return []
    instead = Wording("", "")
    if used:
        instead = Wording(zh=f"；评分使用的是{max(used)}年数据", en=f"; it uses those of {max(used)}")
    return [ACCOUNTS_NOT_SCORED.write(year=shown, days=days, public=public, instead=instead)]


@cache
def read_public_after_days() -> int:
    """Return after how many days the policy takes accounts as public."""
    return read_policy().assumptions.accounts_known_after_days


def find_years(view: PartyView) -> set[str]:
    """Return the years whose figures are behind the lines of the stored score."""
    table = read_table_json(view.score.properties["signals"]) if view.score else None
    figures = (key.rsplit("|", 2) for line in (table.lines if table else ()) for key in line.evidence)
    return {figure[-1] for figure in figures if figure[0] == view.id and len(figure) == 3 and len(figure[-1]) == YEAR}
