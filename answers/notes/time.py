"""Notes on the day asked for."""

from datetime import date

from ...graph.time_point import TimePoint
from .note import Note, NoteKind

FUTURE_DAY = NoteKind(
    code="future_day",
    when="the day asked for lies in the future",
    en="{day} lies in the future: the answer holds what is known by now, and facts may change until then",
    zh="{day}是未来日期：答案仅反映目前所知，此后情况可能变化",
)


def explain_day(time_point: TimePoint) -> list[Note]:
    """Return a note when the day asked for has not come yet."""
    return [FUTURE_DAY.write(day=time_point.as_of)] if time_point.as_of > date.today() else []
