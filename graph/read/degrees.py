"""How many other parties a party is tied to: what everybody is tied to connects two parties only by chance."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..engine.statements import read_statement
from ..engine.store import Transaction
from ..time_point import TimePoint
from .network import NODES_AT_ONCE

MOST_COUNTED = 1000  # what decides is whether a party has more than a hundred, see `models/paths`


@dataclass(frozen=True, slots=True)
class Degree:
    """The number of parties tied to one, and of those that share its address or telephone, up to `MOST_COUNTED`.

    `industry` is None where it is unknown.
    """

    industry: str | None
    parties: int
    sharing: int


async def read_degrees(transaction: Transaction, parties: Iterable[str], time_point: TimePoint) -> dict[str, Degree]:
    """Return the degree of each party on a day."""
    ids = sorted(parties)
    found: dict[str, Degree] = {}
    for begin in range(0, len(ids), NODES_AT_ONCE):
        asked = {"ids": ids[begin : begin + NODES_AT_ONCE], "most": MOST_COUNTED, **time_point.parameters}
        rows = await transaction.run(read_statement("read/degrees"), asked)
        found.update((row["id"], Degree(row["industry"], row["parties"], row["sharing"])) for row in rows)
    return found
