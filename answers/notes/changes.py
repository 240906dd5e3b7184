"""Notes on lists of changes: what was compared with what, and what could not be."""

from collections.abc import Sequence
from datetime import date

from ...models.wording import Wording, count
from .declaration import Note, NoteKind

CHANGES_COMPARED = NoteKind(
    code="changes_compared",
    when="changes are listed: which days are compared, and how deliveries are placed",
    en="the books at the end of {base} are compared with those at the end of {until}: {deliveries} "
    "between them, by the day {by}",
    zh="比较{base}日终与{until}日终的账面：期间有{deliveries}，按{by}归日",
)
DELIVERIES_TAKEN_BACK = NoteKind(
    code="deliveries_taken_back",
    when="changes are listed, and a delivery of before was taken back since",
    en="not compared: what these earlier deliveries said, as they were taken back since: {deliveries}",
    zh="未比较：以下较早的交付此后被撤销，其内容不再保存：{deliveries}",
)
DELIVERIES_TOO_LARGE = NoteKind(
    code="deliveries_too_large",
    when="changes are listed, and deliveries changed more records than are compared",
    en="not compared: the records of {deliveries}, since more than {most:,} were changed in all; ask from a later day",
    zh="未比较：{deliveries}的记录，因变更总数超过{most:,}条；请从较晚日期查起",
)
CONTROL_NOT_COMPARED = NoteKind(
    code="control_not_compared",
    when="changes are listed, and holdings or relations changed, from which control is derived",
    en="not compared: control that follows from several holdings together, as it is stored for one day only{day}; "
    "stated controllers and holdings above half are in the list, and `riskgraph show PARTY --as-known {base}` derives "
    "who controlled a party before",
    zh="未比较：由多项持股共同形成的控制，因其仅保存一日{day}；所述控制人及过半持股已列入，"
    "可运行`riskgraph show 主体 --as-known {base}`推导此前的控制人",
)
RULES_COMPARED = NoteKind(
    code="rules_compared",
    when="changes are listed: of which days the findings are compared",
    en="findings are compared between the runs of the rules for {days}",
    zh="发现按规则在以下日期的运行比较：{days}",
)
RULES_NOT_COMPARED = NoteKind(
    code="rules_not_compared",
    when="changes are listed, and rules have not run for a later day than the one that is compared with",
    en="not compared: findings of these rules, which have not run since: {rules}; `riskgraph find --as-of {until}` "
    "runs them",
    zh="未比较：以下规则此后未再运行：{rules}；可运行`riskgraph find --as-of {until}`",
)
RULES_RAN_FIRST = NoteKind(
    code="rules_ran_first",
    when="changes are listed, and rules ran for the first time",
    en="these rules had not run before, so that all they found is listed as new: {rules}",
    zh="以下规则此前未运行，其全部发现均列为新发现：{rules}",
)
SCORES_NOT_COMPARED = NoteKind(
    code="scores_not_compared",
    when="changes are listed, and no company has scores of two days to compare, or some have not",
    en="not compared: grades of {companies} without a score of before; `riskgraph score --as-of {base}` makes one",
    zh="未比较：{companies}此前无评分；可运行`riskgraph score --as-of {base}`",
)
NO_SCORE_SINCE = NoteKind(
    code="no_score_since",
    when="changes are listed, and no company was scored since",
    en="not compared: grades, as no company was scored for {since} or a later day; `riskgraph score --as-of {until}` "
    "scores them",
    zh="未比较：评级，因未按{since}或之后日期评分；可运行`riskgraph score --as-of {until}`",
)
SCORES_NOT_READ = NoteKind(
    code="scores_not_read",
    when="changes are listed, and more scores are stored for the days compared than are read",
    en="not compared: grades of companies that were scored only for early days between {since} and {until}; ask for "
    "one party (`party`), or from a later day",
    zh="未比较：仅在{since}至{until}间较早日期评分的企业的等级；请按主体查询（`party`）或从较晚日期查起",
)
BY_CLOCK = Wording(zh="录入日", en="of their recording")
BY_BOOKS = Wording(zh="数据日（此前没有录入）", en="for which they were loaded, as nothing was recorded before")


def explain_days(base: date, until: date, deliveries: int, *, by_clock: bool) -> Note:
    """Return which days are compared."""
    number = count(deliveries, "delivery", "deliveries", zh="次交付")
    return CHANGES_COMPARED.write(base=base, until=until, deliveries=number, by=BY_CLOCK if by_clock else BY_BOOKS)


def explain_deliveries(too_large: Sequence[str], taken_back: Sequence[str], most: int) -> list[Note]:
    """Return which deliveries are not compared: those that are too large, and those taken back since."""
    notes = [DELIVERIES_TOO_LARGE.write(deliveries=list(too_large), most=most)] if too_large else []
    return [*notes, *([DELIVERIES_TAKEN_BACK.write(deliveries=list(taken_back))] if taken_back else [])]


def explain_control(base: date, day: date | None) -> Note:
    """Return that derived control is not compared, and for which day it is stored."""
    stored = Wording(zh=f"（{day}）", en=f" ({day})") if day else Wording("", "")
    return CONTROL_NOT_COMPARED.write(base=base, day=stored)


def explain_rules(
    days: Sequence[tuple[date, date]], not_run: Sequence[str], first: Sequence[str], until: date
) -> list[Note]:
    """Return which runs of rules are compared, which rules have not run since, and which ran for the first time."""
    notes = []
    if days:
        notes.append(RULES_COMPARED.write(days=[f"{old} - {new}" for old, new in days]))
    if not_run:
        notes.append(RULES_NOT_COMPARED.write(rules=list(not_run), until=until))
    if first:
        notes.append(RULES_RAN_FIRST.write(rules=list(first)))
    return notes


def explain_scores(compared: int, first: int, window: tuple[date, date, date], *, whole: bool) -> list[Note]:
    """Return which grades are not compared; `window` has its day of comparison, first day and last day."""
    base, since, until = window
    notes = [] if whole else [SCORES_NOT_READ.write(since=since, until=until)]
    if first:
        companies = count(first, "company", "companies", zh="家企业")
        return [*notes, SCORES_NOT_COMPARED.write(companies=companies, base=base)]
    return notes if compared else [*notes, NO_SCORE_SINCE.write(since=since, until=until)]
