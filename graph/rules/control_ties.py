"""Control in the graph: reads the facts it is derived from and writes `CONTROLS` relationships for one day.

Whether a party controls a company depends on sums over everything that it already controls, to any depth. That is
computed by `models/control`; rules read only the outcome.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from ..engine.statements import read_statement
from ..engine.store import Row, Store

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A party controls a company, alone or with its circle; `top` and `top_alone`: the party itself has no controller.

    `records` are those of the ties of a circle, the holdings and the statements that it rests on, down the whole chain.
    `through` are the kinds of those ties of a circle, each with the lowest confidence among them (`nominee 0.7`); empty
    where control rests on shares alone. `sides` are those in which the controller is named: number, basis and votes
    if known (`1 votes 0.6`, and `least` after those that are a lower bound).
    """

    controller: str
    company: str
    circle: str
    alone: bool
    top: bool
    top_alone: bool
    records: list[str]
    through: list[str]
    basis: str
    votes: float | None
    votes_exact: bool
    jointly_with: list[str]
    stated_share: float | None
    sides: list[str]


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """The rows from which control on a day is derived: votes, stated controllers, and ties of family and concert."""

    votes: Sequence[Row]
    stated: Sequence[Row]
    circles: Sequence[Row]


def read_control_facts(store: Store, as_of: date, circle_confidence: float) -> ControlFacts:
    """Read what control on a day is derived from; ties of circles below `circle_confidence` are left out."""
    budget, day = store.settings.rule_budget_s, {"as_of": as_of}
    return ControlFacts(
        votes=store.read(read_statement("read/control/votes"), day, budget),
        stated=store.read(read_statement("read/control/stated_control"), day, budget),
        circles=store.read(
            read_statement("read/control/circle_ties"), {**day, "confidence": circle_confidence}, budget
        ),
    )


def write_control(store: Store, rows: Sequence[ControlRow], as_of: date) -> int:
    """Replace the control stored in the graph with derived control; return the number of relationships."""
    held = store.read(read_statement("read/control/control"), {}, store.settings.rule_budget_s)
    names = [field.name for field in fields(ControlRow)]
    wanted = [{name: getattr(row, name) for name in names} for row in rows]
    if len(held) == len(wanted) and by_pair(held) == by_pair({**row, "as_of": as_of} for row in wanted):
        return len(wanted)
    companies = sorted({row["company"] for row in held})
    for first in range(0, len(companies), BATCH):
        store.write(read_statement("write/forget_control"), {"companies": companies[first : first + BATCH]})
    for first in range(0, len(wanted), BATCH):
        store.write(read_statement("write/control"), {"rows": wanted[first : first + BATCH], "as_of": as_of})
    return len(wanted)


def by_pair(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return rows by controller and company, of which each pair has one."""
    return {(row["controller"], row["company"]): row for row in rows}
