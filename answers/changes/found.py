"""Which findings are new, gone or of another severity between the runs of two days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from ...graph.engine.store import Transaction
from ...graph.read.changes.derived import FoundOnce, read_days_of_runs, read_run
from ...models.wording import Wording
from .lines import ChangeKind, ChangeLine
from .window import Window

Found = Mapping[str, FoundOnce]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunsCompared:
    """The runs of each rule that are compared, the earlier one first; None where there is none."""

    pairs: Mapping[str, tuple[date | None, date | None]]

    @property
    def first_runs(self) -> list[str]:
        """List the rules that had not run before: all that they found is new."""
        return sorted(rule for rule, (old, new) in self.pairs.items() if old is None and new is not None)

    @property
    def not_run(self) -> list[str]:
        """List the rules that have not run since."""
        return sorted(rule for rule, (old, new) in self.pairs.items() if new is None or old == new)

    @property
    def days(self) -> list[tuple[date, date]]:
        """List the pairs of days compared, each once."""
        pairs = {(old, new) for old, new in self.pairs.values() if old is not None and new is not None and old != new}
        return sorted(pairs)


async def read_found_changes(transaction: Transaction, window: Window) -> tuple[RunsCompared, list[ChangeLine]]:
    """Read the runs of each rule around a window and compare what they found."""
    pairs = {rule: choose_runs(days, window) for rule, days in (await read_days_of_runs(transaction)).items()}
    lines: list[ChangeLine] = []
    for rule, (old, new) in pairs.items():
        if new is not None and old != new:
            before = await read_run(transaction, rule, old) if old else {}
            lines += compare_runs(rule, before, await read_run(transaction, rule, new), new)
    return RunsCompared(pairs=pairs), lines


def choose_runs(days: list[date], window: Window) -> tuple[date | None, date | None]:
    """Choose the last run before the window and the last one in it; its first run where there is none before.

    None is chosen before where all runs are of one day.
    """
    latest = max((day for day in days if day <= window.until), default=None)
    earlier = [day for day in days if day < window.since]
    if not earlier and latest is not None and window.since < latest:
        earlier = [day for day in days if day == window.since]
    return max(earlier, default=None), latest


def compare_runs(rule: str, before: Found, after: Found, day: date) -> Iterator[ChangeLine]:
    """Return a line for each finding that only one of two runs has, or that has another severity or sentence."""
    build = partial(build_line, rule, day)
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None and new is not None:
            yield build(ChangeKind.FINDING_NEW, None, new)
        elif old is not None and new is None:
            yield build(ChangeKind.FINDING_GONE, old, None)
        elif old is not None and new is not None and (old.severity, old.title_en) != (new.severity, new.title_en):
            yield build(ChangeKind.FINDING_CHANGED, old, new)


def build_line(rule: str, day: date, kind: ChangeKind, old: FoundOnce | None, new: FoundOnce | None) -> ChangeLine:
    """Build the line of one finding."""
    one = new or old
    if one is None:
        raise ValueError(f"{rule}: a change of a finding has one before or after")
    return ChangeLine(
        kind=kind, party=one.party, others=tuple(party for party in one.path if party != one.party),
        thing=f"{rule}|{one.key}", what=Wording(zh=one.title_zh, en=one.title_en),
        before={"severity": old.severity} if old else None, after={"severity": new.severity} if new else None,
        day=day, records=one.records, severity=one.severity,
    )  # fmt: skip
