"""Which of the parties that a party deals with have a loan in default."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...schema.graph_model import relationship_types
from ...time_point import TimePoint
from ...truncation import Truncation
from ..network import NODES_AT_ONCE
from ..source_loads import read_trust
from .party import Fact
from .things_as_known import NOTHING_BEFORE, ThingsBefore, is_open, read_things

# groups of facts whose other end owes money, or may have to pay
WATCHED = frozenset(
    group.name for kind in relationship_types().values() for group in kind.record.groups if group.exposed
)


@dataclass(frozen=True, slots=True)
class Default:
    """Since when a party has had a loan in default, and the record of that loan."""

    since: date
    record: str


class Defaults(NamedTuple):
    """The counterparties with an open loan in default, by their ids, and what left some of them out."""

    by_party: dict[str, Default]
    cuts: frozenset[Truncation]


async def read_defaults(
    transaction: Transaction,
    facts: Mapping[str, Iterable[Fact]],
    time_point: TimePoint,
    before: ThingsBefore = NOTHING_BEFORE,
) -> Defaults:
    """Return the counterparties with an open loan in default on the day; `before` are loans of others today."""
    ids = list_watched(facts)
    if time_point.as_known is not None:
        return await read_defaults_then(transaction, ids, time_point, before)
    found: dict[str, Default] = {}
    for begin in range(0, len(ids), NODES_AT_ONCE):
        asked = {"ids": ids[begin : begin + NODES_AT_ONCE], **time_point.parameters}
        rows = await transaction.run(read_statement("read/defaults"), asked)
        found.update((row["id"], Default(row["since"], row["record"])) for row in rows)
    return Defaults(found, frozenset())


def list_watched(facts: Mapping[str, Iterable[Fact]]) -> list[str]:
    """List the counterparties that owe money, or may have to pay."""
    return sorted({fact.other.id for group in WATCHED for fact in facts.get(group, ())})


async def read_defaults_then(
    transaction: Transaction, ids: list[str], time_point: TimePoint, before: ThingsBefore
) -> Defaults:
    """Return those that were known to have an open loan in default, by the loan that has been so for the longest."""
    trust = await read_trust(transaction)
    found, cuts = dict[str, Default](), {*before.cuts}
    for begin in range(0, len(ids), NODES_AT_ONCE):
        chunk = ids[begin : begin + NODES_AT_ONCE]
        loans, cut = await read_things(transaction, "Facility", chunk, time_point, trust, before)
        cuts |= cut
        late = [loan for loan in loans if is_open(loan, "defaulted_on", time_point.as_of) and loan.get("defaulted_on")]
        for loan in sorted(late, key=lambda loan: (loan["defaulted_on"], loan["id"])):
            found.setdefault(loan["borrower"], Default(loan["defaulted_on"], loan["record"]))
    return Defaults(found, frozenset(cuts))
