"""Read the holders of a company and theirs in turn, level by level, with stated controllers and circles."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from ....errors import NotACompanyError
from ....ingest.records import PartyKind
from ....ingest.records.words import RelationKind
from ...engine.statements import read_statement
from ...engine.store import Transaction
from ...time_point import TimePoint
from ...truncation import Truncation
from ..network import NODES_AT_ONCE, read_start
from ..ties import MOST_ROWS, PARTY, SCAN, Expansion, NodeView, Step, TieView, keep_capped, read_step

FIRST = 1_000  # holders read of each company at first, the largest; of a hub the others follow
NO_OWNERS = "only companies have owners and a controller"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersQuestion:
    """Whose owners, and how many parties above it are looked at; the levels are not limited."""

    party: str
    time_point: TimePoint
    max_nodes: int
    circle_confidence: float


@dataclass(slots=True)
class Owners:
    """The holders and controllers above a company, as far as they were read.

    `holdings`, `stated`, `circles` and `nominees` are by element; `nominees` also holds those too
    uncertain for a circle. `unread` are the companies whose holders were not all read. `described` are the parties met
    so far, by id, as they were described on the day of knowledge asked for; it is given beforehand.
    """

    start: str = ""
    described: Mapping[str, NodeView] = field(default_factory=dict)
    nodes: dict[str, NodeView] = field(default_factory=dict)
    holdings: dict[str, TieView] = field(default_factory=dict)
    stated: dict[str, TieView] = field(default_factory=dict)
    circles: dict[str, TieView] = field(default_factory=dict)
    nominees: dict[str, TieView] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    relationships_seen: int = 0
    cuts: set[Truncation] = field(default_factory=set)

    def clear(self) -> None:
        """Remove everything, before another attempt."""
        for kept in (self.nodes, self.holdings, self.stated, self.circles, self.nominees, self.unread, self.cuts):
            kept.clear()
        self.relationships_seen = 0

    def begin(self, start: NodeView) -> None:
        """Add the company asked for; raise `NotACompanyError` if it is none."""
        self.start, described = start.id, self.described.get(start.id, start)
        if described.kind != PartyKind.COMPANY:
            raise NotACompanyError(f"{described.name or start.id} is a {described.kind}: {NO_OWNERS}")
        self.nodes[start.id] = described
        self.unread.add(start.id)

    def correct(self, described: Mapping[str, NodeView]) -> None:
        """Describe the parties as they were known, after a search that used other kinds of some.

        What is above a person does not count, and what is above a party that was taken for a person was not read.
        """
        for id_, node in self.nodes.items():
            self.nodes[id_] = described.get(id_, node)
            if node.kind == PartyKind.PERSON and self.nodes[id_].kind != PartyKind.PERSON:
                self.unread.add(id_)
        persons = {id_ for id_, node in self.nodes.items() if node.kind == PartyKind.PERSON}
        self.unread -= persons
        for kept in (self.holdings, self.stated):
            for element in [element for element, tie in kept.items() if tie.end in persons]:
                del kept[element]


class Added(NamedTuple):
    """The new parties that relationships led to, and the parties around which there was no room for one."""

    met: list[str]
    left_out: set[str]


@dataclass(slots=True)
class CircleSearch:
    """The search along ties of family, concert and nominees that are sure enough.

    The ties of the first `asked` parties of `owners` were read. `guesses` are reports of nominees that are not sure
    enough: they make no circle, so the search does not go on from the parties they lead to.
    """

    owners: Owners
    question: OwnersQuestion
    max_nodes: int
    asked: int = 0
    guesses: list[Step] = field(default_factory=list)

    def take(self, most: int) -> list[str]:
        """Return the next parties whose ties are to be read; none when all were."""
        parties = list(islice(self.owners.nodes, self.asked, self.asked + most))
        self.asked += len(parties)
        return parties

    def add(self, found: Expansion) -> list[str]:
        """Add the ties that are sure enough; return the new parties that can have holders, which are unread yet."""
        least = self.question.circle_confidence
        sure = [step for step in found.steps if step.tie.confidence >= least]
        self.guesses += (step for step in found.steps if step.tie.confidence < least and is_nominee(step))
        added, circles = self._add_steps(Expansion(tuple(sure), found.cuts), self.owners.circles), self.owners.circles
        nominees = (step for step in sure if is_nominee(step) and step.element in circles)
        self.owners.nominees.update((step.element, step.tie) for step in nominees)
        met = [id_ for id_ in added if self.owners.nodes[id_].kind != PartyKind.PERSON]
        self.owners.unread.update(met)
        return met

    def add_guesses(self) -> None:
        """Add the reports of nominees that are not sure enough, when no other tie is left to follow."""
        self._add_steps(Expansion(tuple(self.guesses), frozenset()), self.owners.nominees)

    def _add_steps(self, found: Expansion, kept: dict[str, TieView]) -> list[str]:
        added = add_steps(self.owners, found, kept, self.max_nodes)
        self.owners.cuts |= {Truncation.HOLDERS} if added.left_out else set()  # relatives, not holders of the origin
        return added.met


async def read_owners(transaction: Transaction, question: OwnersQuestion, owners: Owners) -> Owners:
    """Fill `owners`; when the time budget ends, it holds what was read so far, and `unread` names the rest.

    Raises `UsageError` for a party that is not a company.
    """
    owners.clear()
    owners.begin(await read_start(transaction, question.party))
    search = CircleSearch(owners, question, question.max_nodes)
    frontier = [owners.start]
    while frontier:
        frontier = await read_level(transaction, question, owners, frontier)
        frontier = frontier or await read_circles(transaction, question, search)
    search.add_guesses()
    return owners


async def read_level(
    transaction: Transaction, question: OwnersQuestion, owners: Owners, companies: Sequence[str]
) -> list[str]:
    """Add the holders and stated controllers of the companies; return new parties that can have holders."""
    met: list[str] = []
    for begin in range(0, len(companies), NODES_AT_ONCE):
        chunk = companies[begin : begin + NODES_AT_ONCE]
        stated = await read_above(transaction, "control/stated_controllers", question, chunk)
        met += add_level(owners, stated, owners.stated, question.max_nodes)
        met += await read_holdings(transaction, question, owners, chunk)
    return met


async def read_holdings(
    transaction: Transaction, question: OwnersQuestion, owners: Owners, companies: Sequence[str]
) -> list[str]:
    """Add the holders of some companies, of hubs all of them; return new parties that can have holders."""
    holders = await read_holders(transaction, companies, question.time_point)
    owners.unread.difference_update(companies)
    met = add_level(owners, holders, owners.holdings, question.max_nodes)
    for company in find_hubs(holders.steps):
        rest = await read_hub(transaction, question, owners, company)
        met += add_level(owners, rest, owners.holdings, question.max_nodes)
    return met


async def read_holders(transaction: Transaction, companies: Sequence[str], time_point: TimePoint) -> Expansion:
    """Read the largest holders of some companies, halving the list until an answer of the engine holds them."""
    limits = {"ids": list(companies), "most": FIRST, "rows": MOST_ROWS}
    rows = await transaction.run(read_statement("read/owners/holders"), {**limits, **time_point.parameters})
    if len(rows) < MOST_ROWS or len(companies) == 1:
        return Expansion(tuple(sorted((read_step(PARTY, row) for row in rows), key=order_by_size)), frozenset())
    middle = len(companies) // 2
    parts = [await read_holders(transaction, half, time_point) for half in (companies[:middle], companies[middle:])]
    return Expansion(tuple(sorted((step for part in parts for step in part.steps), key=order_by_size)), frozenset())


def find_hubs(steps: Iterable[Step]) -> list[str]:
    """Return the companies of which as many holders were read as are read at first: there may be more."""
    counts = Counter(step.origin.id for step in steps)
    return [company for company, count in counts.items() if count >= FIRST]


async def read_hub(transaction: Transaction, question: OwnersQuestion, owners: Owners, company: str) -> Expansion:
    """Read the holders of a company that has many, in the order of size; what was read of them before stays."""
    owners.unread.add(company)  # until they are read: the time budget may end before
    most, days = question.max_nodes, question.time_point.parameters
    rows = await transaction.run(read_statement("read/owners/holders_of_hub"), {"id": company, "most": most, **days})
    page = rows[0]["page"]
    if len(page) >= most:
        limits = {"ids": [company], "most": most, "rows": most}
        sorted_rows = await transaction.run(read_statement("read/owners/holders"), {**limits, **days})
        return Expansion(tuple(read_step(PARTY, row) for row in sorted_rows), frozenset({Truncation.HOLDERS}))
    owners.unread.discard(company)
    met = ({"origin": company, "type": "OWNS", "outgoing": False, **row} for row in page)
    steps = (read_step(PARTY, row) for row in met if row["element"] not in owners.holdings)
    return Expansion(tuple(sorted(steps, key=order_by_size)), frozenset())


def order_by_size(step: Step) -> tuple[float, str, str]:
    """Return what orders holdings: the larger of capital and votes first, then ids."""
    values = step.tie.properties
    capital = values.get("share", values.get("share_max")) or 0.0
    return -max(capital, values.get("voting_share") or 0.0), step.other.id, step.tie.record


async def read_circles(transaction: Transaction, question: OwnersQuestion, search: CircleSearch) -> list[str]:
    """Follow ties of family and concert to their end; return new parties that can have holders."""
    met: list[str] = []
    while parties := search.take(FIRST):
        met += search.add(await read_above(transaction, "control/circle_members", question, parties))
    return met


async def read_above(transaction: Transaction, name: str, question: OwnersQuestion, ids: Sequence[str]) -> Expansion:
    """Run one of the statements that expand a list of parties."""
    limits = {"most": SCAN, "scan": SCAN, "rows": MOST_ROWS, "confidence": question.circle_confidence}
    rows = await transaction.run(
        read_statement(f"read/{name}"), {"ids": list(ids), **limits, **question.time_point.parameters}
    )
    return keep_capped(PARTY, rows, SCAN - 1)


def add_level(owners: Owners, found: Expansion, kept: dict[str, TieView], max_nodes: int) -> list[str]:
    """Add relationships as `add_steps` does; return the new parties that can have holders, which are unread yet."""
    added = add_steps(owners, found, kept, max_nodes)
    met = [id_ for id_ in added.met if owners.nodes[id_].kind != PartyKind.PERSON]
    owners.cuts |= {Truncation.HOLDERS} if added.left_out else set()
    owners.unread.update(met, added.left_out)
    return met


def is_nominee(step: Step) -> bool:
    """Return whether a tie says that a party is the nominee of another."""
    return bool(step.tie.properties["kind"] == RelationKind.NOMINEE)


def add_steps(owners: Owners, found: Expansion, kept: dict[str, TieView], max_nodes: int) -> Added:
    """Add relationships and the parties they lead to, if there is room."""
    added = Added([], set())
    owners.relationships_seen += len(found.steps)
    owners.cuts |= found.cuts
    for step in found.steps:
        if step.other.id not in owners.nodes:
            if len(owners.nodes) >= max_nodes:
                added.left_out.add(step.origin.id)
                continue
            owners.nodes[step.other.id] = owners.described.get(step.other.id, step.other)
            added.met.append(step.other.id)
        kept[step.element] = step.tie
    return added
