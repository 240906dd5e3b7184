"""Notes on what a party controls, as it was derived for a day."""

from datetime import date

from ...graph.time_point import TimePoint
from .note import Note, NoteKind

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


def explain_controls(derived_for: date | None, time_point: TimePoint) -> list[Note]:
    """Return why the companies that a party controls are not shown; nothing where they are."""
    if time_point.as_known is not None:
        return [CONTROL_AS_KNOWN.write(day=time_point.as_known)]
    if derived_for == time_point.as_of:
        return []
    if derived_for is None:
        return [CONTROL_NOT_DERIVED.write(day=time_point.as_of)]
    return [CONTROL_OF_OTHER_DAY.write(day=time_point.as_of, last=derived_for)]
