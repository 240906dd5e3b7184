"""Notes on the day asked for."""

from collections.abc import Iterable, Mapping
from datetime import date

from ...graph.time_point import TimePoint
from ...models.wording import Wording
from .declaration import Note, NoteKind

FUTURE_DAY = NoteKind(
    code="future_day",
    when="the day asked for lies in the future",
    en="{day} lies in the future: the answer holds what is known by now, and facts may change until then",
    zh="{day}是未来日期：答案仅反映目前所知，此后情况可能变化",
)

FUTURE_KNOWLEDGE = NoteKind(
    code="future_knowledge",
    when="the day of knowledge asked for lies in the future",
    en="{day}, as of which knowledge is asked for, lies in the future: the answer holds what is known by now, and more "
    "may be known by then",
    zh="所查认知日期{day}是未来日期：答案仅反映目前所知，届时所知可能更多",
)
RECORDED_LATER = NoteKind(
    code="recorded_later",
    when="what an answer as known on a day shows was recorded after that day, by our clock",
    en="{facts} recorded after {day}, the last on {latest}, although dated as known by then; on {day} this answer "
    "could not have been given",
    zh="所示事实中有{facts}，标注为{day}前已知，但实际录入晚于该日（最晚{latest}）：在{day}当时无法得出此答案",
)


def explain_day(time_point: TimePoint) -> list[Note]:
    """Return notes when the day asked for, or the day of knowledge, has not come yet."""
    days = ((FUTURE_DAY, time_point.as_of), (FUTURE_KNOWLEDGE, time_point.as_known))
    return [kind.write(day=day) for kind, day in days if day is not None and day > date.today()]


def find_recorded_later(recorded: Iterable[tuple[str, date | None]], time_point: TimePoint) -> dict[str, date]:
    """Find the records that were recorded after the day `as_known`, from records with the days of their recording."""
    day = time_point.as_known
    if day is None:
        return {}
    return {record: recorded_at for record, recorded_at in recorded if recorded_at is not None and recorded_at > day}


def explain_recording(later: Mapping[str, date], time_point: TimePoint) -> list[Note]:
    """Return a note when an answer shows records that were recorded after the day `as_known`."""
    if not later:
        return []
    number = len(later)
    facts = Wording(zh=f"{number}项", en=f"{number} of the facts shown {'was' if number == 1 else 'were'}")
    return [RECORDED_LATER.write(sorted(later), facts=facts, day=time_point.as_known, latest=max(later.values()))]
