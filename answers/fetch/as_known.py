"""Parties as they were known on the day of knowledge asked for, for answers that name many of them."""

import asyncio
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial

from ...errors import QueryTimeoutError
from ...graph.read.party.parties_as_known import PARTIES_AT_ONCE, describe_parties, read_descriptions
from ...graph.read.ties import PARTY, NodeKey, NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ..access.graph_access import GraphAccess
from ..access.time_budget import TimeBudget


@dataclass(slots=True)
class KnownParties:
    """Parties as they were known, by id, and the time left to read more; no record described the others in `asked`."""

    budget: TimeBudget
    described: dict[str, NodeView] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)


async def add_known(access: GraphAccess, time_point: TimePoint, ids: Iterable[str], known: KnownParties) -> None:
    """Add those of some parties that were not asked for yet, in parts.

    Raises `QueryTimeoutError` when the time ends; what was read before stays.
    """
    waiting = sorted({*ids} - known.asked)
    for begin in range(0, len(waiting), PARTIES_AT_ONCE):
        part = waiting[begin : begin + PARTIES_AT_ONCE]
        with known.budget.spend() as left_s:
            read = partial(read_descriptions, ids=part, time_point=time_point)
            rows, trust = await access.read(read, left_s)
            known.described |= await asyncio.to_thread(describe_parties, rows, time_point, trust)
        known.asked.update(part)


async def fetch_known(
    access: GraphAccess, time_point: TimePoint, ids: Iterable[str], cuts: set[Truncation]
) -> Mapping[str, NodeView]:
    """Fetch parties as they were known on an earlier day of knowledge; a time budget that ends before is a cut."""
    known = KnownParties(TimeBudget(access.settings.read_budget_s))
    if time_point.as_known is not None:
        try:
            await add_known(access, time_point, ids, known)
        except QueryTimeoutError:
            cuts.add(Truncation.TIME)
    return known.described


async def describe_as_known(
    access: GraphAccess, time_point: TimePoint, nodes: MutableMapping[NodeKey, NodeView], cuts: set[Truncation]
) -> None:
    """Replace parties among some nodes by how they were known; those that no record described by then stay."""
    known = await fetch_known(access, time_point, [key.id for key in nodes if key.label == PARTY], cuts)
    nodes.update({key: known[key.id] for key in nodes if key.label == PARTY and key.id in known})
