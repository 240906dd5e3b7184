"""Companies below a party that it may control because a holding on the way is a band or of unknown size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...time_point import TimePoint
from ..ties import PARTY, NodeView

MAJORITY = 0.5
MOST_LEVELS = 6
MOST_COMPANIES = 200  # whose holdings are read
MOST_HOLDINGS = 5_000  # read of one level


class Held(NamedTuple):
    """What one party holds of a company at most, and whether that is exact."""

    company: NodeView
    most: float
    exact: bool


@dataclass
class Reach:
    """The companies that a party may control: what is held of each at most, in the order in which they were met.

    `possible` are those that a holding which is not exact led to; `cut` says that the walk ended at a limit.
    """

    held: dict[str, float] = field(default_factory=dict)
    inexact: set[str] = field(default_factory=set)
    reached: dict[str, NodeView] = field(default_factory=dict)
    cut: bool = False

    @property
    def possible(self) -> list[NodeView]:
        """The companies that may be controlled and are not certain to be."""
        return [company for id_, company in self.reached.items() if id_ in self.inexact]

    def add(self, holdings: Iterable[Held]) -> list[str]:
        """Add holdings of parties that were reached; return the companies that are reached for the first time."""
        new = []
        for company, most, exact in holdings:
            self.held[company.id] = self.held.get(company.id, 0.0) + most
            if not exact:
                self.inexact.add(company.id)
            if self.held[company.id] > MAJORITY and company.id not in self.reached:
                self.reached[company.id] = company
                new.append(company.id)
        return new


async def read_reach(
    transaction: Transaction, party: str, holdings: Iterable[Held], time_point: TimePoint, reach: Reach
) -> None:
    """Follow what a party holds down through the companies that it may control, as far as the limits allow."""
    level = [id_ for id_ in reach.add(holdings) if id_ != party]
    for _ in range(MOST_LEVELS):
        if not level or reach.cut:
            return
        reach.cut = len(reach.reached) > MOST_COMPANIES
        limits = {"ids": level[:MOST_COMPANIES], "limit": MOST_HOLDINGS}
        rows = await transaction.run(read_statement("read/owners/held"), {**limits, **time_point.parameters})
        reach.cut = reach.cut or len(rows) >= MOST_HOLDINGS
        level = [id_ for id_ in reach.add(read_held(rows, reach)) if id_ != party]
    reach.cut = reach.cut or bool(level)


def read_held(rows: Iterable[dict[str, object]], reach: Reach) -> Iterator[Held]:
    """Read what reached companies hold; what is held through a company that is not certain is not exact."""
    for row in rows:
        company = NodeView(str(row["id"]), PARTY, row["kind"], row["name"])  # type: ignore[arg-type]
        most, exact = find_most(row["share"], row["votes"], row["most"])
        yield Held(company, most, exact and row["owner"] not in reach.inexact)


def find_most(share: object, votes: object, most: object) -> tuple[float, bool]:
    """Return what a holding gives in votes at most, and whether it is exact."""
    known = votes if votes is not None else share
    if isinstance(known, float):
        return known, True
    return (most if isinstance(most, float) else 1.0), False
