"""How old what is known of a party is: an answer from old data must say so."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..graph.read.party import PartyView, period_end
from ..graph.time_point import TimePoint
from .accounts import read_public_after_days

YEAR_DAYS = 365


def explain_age(view: PartyView, time_point: TimePoint) -> list[str]:
    """Give a sentence when nothing that is known is as young as a year's accounts have to be; else nothing."""
    newest = max((day for day in find_days(view) if day <= time_point.as_of), default=None)
    if newest is None or time_point.as_of - newest <= timedelta(days=YEAR_DAYS + read_public_after_days()):
        return []
    return [
        f"the newest that is known of it is of {newest}, {(time_point.as_of - newest).days:,} days before the day "
        f"asked for ({time_point.as_of}): load newer data before relying on this"
    ]


def find_days(view: PartyView) -> Iterator[date]:
    """Give the days for which the descriptions, ties, figures, loans and cases of a party speak."""
    days = [view.properties.get("described_at")]
    days += [fact.tie.valid_from for facts in view.facts.values() for fact in facts]
    days += [loan.get(name) for loan in view.facilities for name in ("starts_on", "defaulted_on", "closed_on")]
    days += [case.lawsuit.get(name) for case in view.lawsuits for name in ("filed_on", "closed_on")]
    yield from (day for day in days if day is not None)
    yield from (period_end(period) for period in view.indicators)
