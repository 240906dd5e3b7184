"""Which companies a party controls, as `riskgraph find` derived it: the graph holds that for one day at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..time_point import TimePoint
from .ties import PARTY, SCAN, NodeView


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlledView:
    """A company that the party controls, alone or with its circle; `through` are the kinds of ties of a circle.

    `votes` are those that it, what it controls and, where it needs one, its circle hold in the company; None where no
    source reports any.
    """

    company: NodeView
    votes: float | None
    alone: bool
    through: tuple[str, ...]
    as_of: date
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Controls:
    """What a party controls on the day asked for, and the day for which control is derived; None where it is not."""

    companies: tuple[ControlledView, ...]
    as_of: date | None


async def read_controls(transaction: Transaction, party: str, time_point: TimePoint, limit: int) -> Controls:
    """Return what a party controls, at most `limit` companies; none where control was derived for another day."""
    days = await transaction.run(read_statement("read/control_day"))
    day = date.fromisoformat(days[0]["day"]) if days else None
    if day != time_point.as_of or time_point.as_known is not None:  # what is derived is not kept as it was known before
        return Controls((), day)
    parameters = {"id": party, "limit": limit, "scan": SCAN, **time_point.parameters}
    rows = await transaction.run(read_statement("read/party_controls"), parameters)
    return Controls(tuple(read_controlled(row) for row in rows), day)


def read_controlled(row: Row) -> ControlledView:
    """Turn one row into a controlled company."""
    control: Mapping[str, Any] = row["control"]
    votes = None if row["votes"] is None else min(1.0, row["votes"])
    return ControlledView(
        company=NodeView(row["id"], PARTY, row["kind"], row["name"]),
        votes=votes,
        alone=control["alone"],
        through=tuple(control.get("through") or ()),
        as_of=control["as_of"],
        records=tuple(control["records"]),
    )
