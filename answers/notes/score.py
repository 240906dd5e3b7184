"""Notes on the age of a score, and on why a score has no grade."""

from collections.abc import Mapping
from typing import Any

from ...graph.time_point import TimePoint
from ...ingest.records import Party
from ...ingest.records.words import PartyKind
from ...models.score.table import NOTHING_KNOWN, ScoreTable
from ...models.wording import Wording
from ..field_words import word_value
from .declaration import Note, NoteKind

SCORE_OF_EARLIER_DAY = NoteKind(
    code="score_of_earlier_day",
    when="the latest score holds for an earlier day than the one asked for",
    en="this score is valid for {scored_for} and was computed on {made_on}: it is older than the day asked for, "
    "{day}{remedy}",
    zh="该评分截至{scored_for}，于{made_on}生成，早于所查日期{day}{remedy}",
)
SCORE_OLDER_THAN_GRAPH = NoteKind(
    code="score_older_than_graph",
    when="the graph has changed since the score was made",
    en="this score is valid for {scored_for} and was computed on {made_on}: the graph has changed since; "
    "`riskgraph score --as-of {day}` makes a new one",
    zh="该评分截至{scored_for}，于{made_on}生成，此后图数据已有变化；可运行`riskgraph score --as-of {day}`重新评分",
)
NO_GRADE = NoteKind(
    code="no_grade",
    when="the company is struck off or has lost its licence",
    en="the company has no grade: its registered status is '{status}', so there is no business left to grade; the "
    "score only adds up what is known",
    zh="登记状态为“{status}”，企业已无可评级的经营，故不给等级；评分仅为已知信息的合计",
)
NO_GRADE_FOR_KIND = NoteKind(
    code="no_grade_for_kind",
    when="the party is a natural person or a public body: the scale of scores and grades is for companies",
    en="the scale of scores and grades is for companies, and this is {kind}: there is no grade, and what the score "
    "adds up says nothing on the credit of the party",
    zh="评分及等级仅适用于企业，该主体为{kind}：不给等级，评分合计不代表其信用状况",
)
NOTHING_TO_GRADE = NoteKind(
    code="nothing_to_grade",
    when="no line of a company's score has a known value",
    en="the company has no grade: nothing that counts in a score is known of it, and the score only "
    "adds up what is unknown",
    zh="该企业没有任何可计入评分的已知信息，故不给等级；评分仅为未知项的合计",
)
NO_SCORE_AS_KNOWN = NoteKind(
    code="no_score_as_known",
    when="a company had no score yet on the day of knowledge asked for",
    en="no score was made by {known} for {day} or an earlier day; one made now rests on what is known now, not on "
    "what was known then",
    zh="截至{known}，未生成{day}或更早日期的评分；现在生成的评分依据目前所知，而非当时所知",
)
KINDS = {
    PartyKind.PERSON: Wording(en="a natural person", zh="自然人"),
    PartyKind.PUBLIC_BODY: Wording(en="a public body", zh="公共机构"),
}


def explain_grade(table: ScoreTable) -> list[Note]:
    """Return a note when a party has no grade."""
    if table.ungraded is None:
        return []
    if table.ungraded in list(PartyKind):
        return explain_kind(table.ungraded)
    if table.ungraded == NOTHING_KNOWN:
        return [NOTHING_TO_GRADE.write()]
    return [NO_GRADE.write(status=word_value(Party, "operating_status", table.ungraded))]


def explain_kind(kind: str) -> list[Note]:
    """Return a note when a party of some kind can have no grade."""
    return [] if kind == PartyKind.COMPANY else [NO_GRADE_FOR_KIND.write(kind=KINDS[PartyKind(kind)])]


def explain_missing_score(kind: str, time_point: TimePoint) -> list[Note]:
    """Return a note when a company without a score is shown as it was known on a day."""
    if kind != PartyKind.COMPANY or time_point.as_known is None:
        return []
    return [NO_SCORE_AS_KNOWN.write(known=time_point.as_known, day=time_point.as_of)]


def explain_score_age(stored: Mapping[str, Any], graph_change: int | None, time_point: TimePoint) -> Note | None:
    """Return a note when a stored score is older than the day asked for or than the graph; else None."""
    days = {"scored_for": stored["as_of"], "made_on": stored["scored_on"], "day": time_point.as_of}
    if stored["as_of"] < time_point.as_of:
        return SCORE_OF_EARLIER_DAY.write(**days, remedy=write_remedy(time_point))
    made_at = stored.get("change")
    if time_point.as_known is None and made_at is not None and graph_change is not None and made_at < graph_change:
        return SCORE_OLDER_THAN_GRAPH.write(**days)
    return None


def write_remedy(time_point: TimePoint) -> Wording:
    """Write the command that scores for the day asked for; none for earlier knowledge, which it would not use."""
    command = f"`riskgraph score --as-of {time_point.as_of}`"
    if time_point.as_known is not None:
        return Wording("", "")
    return Wording(zh=f"；可运行{command}重新评分", en=f"; {command} makes a new one")
