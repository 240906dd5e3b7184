"""Notes on what a party controls, as it was derived for a day."""

from datetime import date

from ....graph.time_point import TimePoint
from ..declaration import Note, NoteKind

CONTROL_AS_KNOWN = NoteKind(
    code="control_not_kept_as_known",
    when="an answer as known on an earlier day would show what the party controls",
    en="what it controls is not shown: it is derived from what is known now, not on {day}",
    zh="未列其控制的企业：控制关系按目前所知推算，不按{day}所知",
)
CONTROL_NOT_DERIVED = NoteKind(
    code="control_not_derived",
    when="control was never derived",
    en="control was not derived for {day}: `riskgraph find --as-of {day}` derives it for that day",
    zh="未按{day}推算控制关系：可运行`riskgraph find --as-of {day}`",
)
CONTROL_OF_OTHER_DAY = NoteKind(
    code="control_of_other_day",
    when="control was derived for another day than the one asked for",
    en="control was not derived for {day}; the last was {last}: `riskgraph find --as-of {day}` derives it for that day",
    zh="未按{day}推算控制关系，最近按{last}推算：可运行`riskgraph find --as-of {day}`",
)
CONTROL_OLDER_THAN_GRAPH = NoteKind(
    code="control_older_than_graph",
    when="the graph has changed since control was derived",
    en="what it controls was derived from the graph as of change {change} (changes since then: {number:,}), and may "
    "differ from what its companies' own pages say: `riskgraph find --as-of {day}` derives it again",
    zh="控制关系按第{change}次变更时的图推算（此后变更{number:,}次），可能与相关企业页面不一致：可运行"
    "`riskgraph find --as-of {day}`重新推算",
)


def explain_controls(
    derived_for: date | None, time_point: TimePoint, change: int | None = None, graph_change: int | None = None
) -> list[Note]:
    """Return why the companies that a party controls are not shown, or that what is shown is older than the graph."""
    if time_point.as_known is not None:
        return [CONTROL_AS_KNOWN.write(day=time_point.as_known)]
    if derived_for == time_point.as_of:
        number = (graph_change or 0) - (change or 0)
        aged = change is not None and number > 0
        return [CONTROL_OLDER_THAN_GRAPH.write(change=change, number=number, day=derived_for)] if aged else []
    if derived_for is None:
        return [CONTROL_NOT_DERIVED.write(day=time_point.as_of)]
    return [CONTROL_OF_OTHER_DAY.write(day=time_point.as_of, last=derived_for)]
