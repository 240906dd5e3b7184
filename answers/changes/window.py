"""Which deliveries lie between two days, and by which of their days they are placed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...errors import NotFoundError, UsageError
from ...graph.read.deliveries import DeliveryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days of a comparison: the state at the end of `base` with that at the end of `until`.

    `by_clock` says that deliveries are placed by the day of their recording; else by the day for which they were
    loaded. `deliveries` lie between the two, `taken_back` were there before and were taken back since.
    """

    since: date
    until: date
    base: date
    by_clock: bool
    deliveries: tuple[DeliveryView, ...]
    taken_back: tuple[DeliveryView, ...]

    def place(self, delivery: DeliveryView) -> date:
        """Return the day of a delivery."""
        return recorded_on(delivery) if self.by_clock else delivery.known_from


def choose_window(deliveries: Sequence[DeliveryView], since: date, until: date | None) -> Window:
    """Choose the deliveries since a day; raise an error of one sentence where the days cannot be compared.

    The recording by our clock decides. Where nothing was recorded before `since`, there is no earlier state by the
    clock, and the days for which deliveries were loaded decide. What came on the first day of all is what later days
    are compared with.
    """
    today, last = date.today(), until or date.today()
    if since > today:
        raise UsageError(f"since {since} has not come yet: give a day up to today, {today}")
    if last < since:
        raise UsageError(f"until {last} is before since {since}: give a day from {since} on")
    standing = [one for one in deliveries if not one.undone_at]
    if not standing:
        raise NotFoundError("nothing was delivered yet, so there are no changes: `riskgraph load` loads a source")
    by_clock = any(recorded_on(one) < since for one in standing)
    days = [recorded_on(one) if by_clock else one.known_from for one in standing]
    first = min(days)
    if since < first:
        raise NotFoundError(f"since {since} is before the first delivery, which is of {first}: give a day from then on")
    base = since if since == first else since - timedelta(days=1)
    chosen = [one for one, day in zip(standing, days, strict=True) if base < day <= last]
    back = [one for one in deliveries if one.undone_at and date.fromisoformat(one.undone_at[:10]) > base]
    return Window(
        since=since, until=last, base=base, by_clock=by_clock, deliveries=tuple(chosen),
        taken_back=tuple(one for one in back if recorded_on(one) <= base),
    )  # fmt: skip


def recorded_on(delivery: DeliveryView) -> date:
    """Return the day on which a delivery was recorded by our clock."""
    return date.fromisoformat(delivery.recorded_at[:10])
