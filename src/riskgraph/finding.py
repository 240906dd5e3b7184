"""What the rules find on a day: those that need no control run while it is derived, the others after that."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from filelock import FileLock

from .graph.engine.cursor import read_cursor
from .graph.engine.statements import read_statement
from .graph.engine.store import Row, Store
from .graph.rules.control_ties import read_control_facts, write_control
from .graph.rules.run import RuleOutcome, choose_rules, find
from .models.control.derive import derive_control
from .models.control.votes import CIRCLE_CONFIDENCE, arrange_facts
from .models.networks.rule_algorithms import ALGORITHMS


def find_in_graph(store: Store, as_of: date, rules: Sequence[str] | None = None) -> list[RuleOutcome]:
    """Run rules, all if none are named, for a day and store what they find."""
    choose_rules(
        rules or None, store.settings.rule_parameters
    )  # an unknown name or parameter is refused before anything is written
    store.settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(store.settings.data_dir / "find.lock"):  # control is kept for one day at a time
        change = read_cursor(store).change  # before anything is read: what changes meanwhile makes the findings older
        return find(
            store, as_of, rules or None,
            found_on=date.today(), algorithms=ALGORITHMS, change=change,
            write_control=partial(derive_and_write, store, as_of, change),
        )  # fmt: skip


def derive_and_write(store: Store, as_of: date, change: int | None) -> None:
    """Derive control on a day and replace the control in the graph with it."""
    controls = derive_control(arrange_facts(read_control_facts(store, as_of, CIRCLE_CONFIDENCE)))
    keep_day(store, None, None)  # until all of it is written
    write_control(store, controls, as_of)
    keep_day(store, as_of, change)


def keep_day(store: Store, day: date | None, change: int | None) -> None:
    """Store the day for which the graph holds control, even if there is none on it, and from which change."""
    values = {"day": day.isoformat() if day else None, "change": change}
    store.write(read_statement("write/control_day"), values)


def read_findings_of(store: Store, as_of: date) -> list[Row]:
    """Return what is stored of all rules for a day."""
    return store.read(read_statement("read/findings/findings_of_day"), {"as_of": as_of}, store.settings.rule_budget_s)
