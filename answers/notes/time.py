"""Notes on the day asked for."""

from collections.abc import Iterable
from datetime import date

from ...graph.time_point import TimePoint
from .declaration import Note, NoteKind

FUTURE_DAY = NoteKind(
    code="future_day",
    when="the day asked for lies in the future",
    en="{day} lies in the future: the answer holds what is known by now, and facts may change until then",
    zh="{day}是未来日期：答案仅反映目前所知，此后情况可能变化",
)

RECORDED_LATER = NoteKind(
    code="recorded_later",
    when="what an answer as known on a day shows was recorded after that day, by our clock",
    en="{count} of the facts shown are dated as known by {day} but were recorded after it, the last on {latest}; "
    "on {day} this answer could not have been given",
    zh="所示事实中有{count}项，标注为{day}前已知，但实际录入晚于该日（最晚{latest}）：在{day}当时无法得出此答案",
)


def explain_day(time_point: TimePoint) -> list[Note]:
    """Return a note when the day asked for has not come yet."""
    return [FUTURE_DAY.write(day=time_point.as_of)] if time_point.as_of > date.today() else []


def explain_recording(recorded: Iterable[tuple[str, date | None]], time_point: TimePoint) -> list[Note]:
    """Return a note when records, each with the day of its recording, were recorded after the day `as_known`."""
    day = time_point.as_known
    if day is None:
        return []
    later = {record: recorded_at for record, recorded_at in recorded if recorded_at is not None and recorded_at > day}
    if not later:
        return []
    return [RECORDED_LATER.write(sorted(later), count=len(later), day=day, latest=max(later.values()))]
