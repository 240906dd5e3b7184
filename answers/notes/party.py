"""Notes on a party: its register entry, the age of what is known of it, its founding, and its accounts."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from ...graph.read.party.founding import FoundedLater
from ...graph.read.party.party import PartyView, find_period_end
from ...graph.time_point import TimePoint
from ...ingest.records import Party
from ...models.policy import read_policy
from ...models.score.table import read_table_json
from ...models.wording import Wording
from ..field_words import word_value
from .declaration import Note, NoteKind
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
