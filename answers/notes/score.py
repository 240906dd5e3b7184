"""Notes on the age of a score."""

from collections.abc import Mapping
from typing import Any

from ...graph.time_point import TimePoint
from ...models.score.table import ScoreTable
from .declaration import Note, NoteKind

SCORE_OF_EARLIER_DAY = NoteKind(
    code="score_of_earlier_day",
    when="the latest score holds for an earlier day than the one asked for",
    en="this score is valid for {scored_for} and was computed on {made_on}: it is older than the day asked for, {day}; "
    "`riskgraph score --as-of {day}` makes a new one",
    zh="该评分截至{scored_for}，于{made_on}生成，早于所查日期{day}；可运行`riskgraph score --as-of {day}`重新评分",
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
    en="the company has no grade: its registered status is {status!r}, so there is no business left to grade; the "
    "score only adds up what is known",
    zh="登记状态为{status!r}，企业已无可评级的经营，故不给等级；评分仅为已知信息的合计",
)


def explain_grade(table: ScoreTable) -> list[Note]:
    """Return a note when a company has no grade."""
    return [NO_GRADE.write(status=table.ungraded)] if table.ungraded else []


def explain_score_age(stored: Mapping[str, Any], graph_change: int | None, time_point: TimePoint) -> Note | None:
    """Return a note when a stored score is older than the day asked for or than the graph; else None."""
    days = {"scored_for": stored["as_of"], "made_on": stored["scored_on"], "day": time_point.as_of}
    if stored["as_of"] < time_point.as_of:
        return SCORE_OF_EARLIER_DAY.write(**days)
    made_at = stored.get("change")
    if time_point.as_known is None and made_at is not None and graph_change is not None and made_at < graph_change:
        return SCORE_OLDER_THAN_GRAPH.write(**days)
    return None
