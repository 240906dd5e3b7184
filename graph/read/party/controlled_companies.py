"""Which companies a party controls, as `riskgraph find` derived it: the graph holds that for one day at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...time_point import TimePoint
from ..ties import PARTY, NodeView


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedController:
    """A party that is named as controller of a company, in `sides`: number, basis and votes (`1 votes 0.6 least`)."""

    party: NodeView
    sides: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlledView:
    """A company that the party controls: alone, with its circle, or with joint controllers of the same source.

    `basis` is votes, stated or joint. `votes` are those that its side held in the company when control was derived;
    None where no source reported any, at least where they are not exact. `through` are the kinds of ties of a circle.
    `named` are all who are named as its controllers.
    """

    company: NodeView
    votes: float | None
    votes_exact: bool = True
    basis: str
    alone: bool
    through: tuple[str, ...]
    jointly_with: tuple[NodeView, ...] = ()
    stated_share: float | None = None
    as_of: date
    records: tuple[str, ...]
    named: tuple[NamedController, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """What a party controls on the day asked for, and the day for which control is derived; None where it is not.

    `change` is the number of the graph's change from which it was derived, `graph_change` the present one; None where
    unknown.
    """

    companies: tuple[ControlledView, ...]
    as_of: date | None
    change: int | None = None
    graph_change: int | None = None


async def read_controls(
    transaction: Transaction, party: str, time_point: TimePoint, limit: int, after: str = ""
) -> Controls:
    """Return what a party controls, at most `limit` companies; none where control was derived for another day.

    `after` is the id of the company after which the page begins.
    """
    (state,) = await transaction.run(read_statement("read/control/control_day"))
    day = date.fromisoformat(state["day"]) if state["day"] else None
    changes = {"change": state["change"], "graph_change": state["graph_change"]}
    if day != time_point.as_of or time_point.as_known is not None:  # what is derived is not kept as it was known before
        return Controls(companies=(), as_of=day, **changes)
    parameters = {"id": party, "limit": limit, "after_key": after, "as_of": time_point.as_of}
    rows = await transaction.run(read_statement("read/party/party_controls"), parameters)
    return Controls(companies=tuple(read_controlled(row) for row in rows), as_of=day, **changes)


def read_controlled(row: Row) -> ControlledView:
    """Turn one row into a controlled company."""
    control: Mapping[str, Any] = row["control"]
    mates = sorted(row["mates"], key=lambda mate: str(mate["id"]))
    return ControlledView(
        company=NodeView(row["id"], PARTY, row["kind"], row["name"]),
        votes=control.get("votes"),
        votes_exact=control.get("votes_exact", True),
        basis=control["basis"],
        alone=control["alone"],
        through=tuple(control.get("through") or ()),
        jointly_with=tuple(NodeView(mate["id"], PARTY, mate["kind"], mate["name"]) for mate in mates),
        stated_share=control.get("stated_share"),
        as_of=control["as_of"],
        records=tuple(control["records"]),
        named=tuple(map(read_named, row["named"])),
    )


def read_named(row: Row) -> NamedController:
    """Turn one row into a party that is named as controller of a company."""
    party = NodeView(row["id"], PARTY, row.get("kind"), row["name"])
    return NamedController(party=party, sides=tuple(row["sides"]), records=tuple(row["records"]))
