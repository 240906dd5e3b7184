"""The parties at the other ends of a party's relationships, as they were known on the day of knowledge."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...graph.read.party.party import Fact
from ...graph.read.ties import PARTY
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ..access.graph_access import GraphAccess
from ..fetch.as_known import fetch_known

Facts = Mapping[str, tuple[Fact, ...]]


async def name_others(access: GraphAccess, facts: Facts, time_point: TimePoint, cuts: set[Truncation]) -> Facts:
    """Return the relationships with the kind and name that each other party was known by.

    A party that no record described by then keeps its present ones. A time budget that ends is a cut.
    """
    ids = [fact.other.id for group in facts.values() for fact in group if fact.other.label == PARTY]
    known = await fetch_known(access, time_point, ids, cuts)

    def rename(group: Iterable[Fact]) -> tuple[Fact, ...]:
        return tuple(
            replace(fact, other=known.get(fact.other.id, fact.other)) if fact.other.label == PARTY else fact
            for fact in group
        )

    return {name: rename(group) for name, group in facts.items()} if known else facts
