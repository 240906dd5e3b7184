"""Who controls a company: the least fixed point of votes above half, statements, and circles that vote together."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from .books import Books
from .deliveries import RelationRow
from .ownership import Holdings, Pairs, read_holdings, scale

STATED = ("controls", "actual_controller")
CIRCLES = ("spouse", "parent", "child", "acts_in_concert", "nominee")
CIRCLE_CONFIDENCE = 50
HALF = Fraction(1, 2)
Side = frozenset[str]


@dataclass(frozen=True)
class Control:
    """Control on a day: votes by pair, the stated controllers of each company, and the circles."""

    votes: Pairs
    stated: dict[str, Side]
    circles: frozenset[Side]

    @cached_property
    def parties(self) -> set[str]:
        """Return everyone who holds, is held, states or is in a circle."""
        stated = {party for company, side in self.stated.items() for party in (company, *side)}
        return {party for pair in self.votes for party in pair} | stated | set().union(*self.circles)

    @property
    def statements(self) -> Pairs:
        """Return the pairs of stated controller and company."""
        return {(party, company): Fraction(0) for company, side in self.stated.items() for party in side}

    @cached_property
    def reach(self) -> dict[Side, set[str]]:
        """Return what each side controls: single parties, circles, and those whom a source names together.

        Where a party that is named with others is controlled itself, its controller stands beside them too.
        """
        reach = dict(self.own)
        for side, companies in self.joint.items():
            for together in (side, self.lift(side, frozenset())):
                reach[together] = reach.get(together, set()) | (companies - together)
        return reach

    @cached_property
    def joint(self) -> dict[Side, set[str]]:
        """Return what those control whom a source names together: the votes of each elsewhere stay its own."""
        joint: dict[Side, set[str]] = {}
        for company, together in self.stated.items():
            if len(together) > 1:
                joint[together] = joint.get(together, set()) | self.close(together, {company})
        return joint

    def close(self, side: Side, begun: set[str]) -> set[str]:
        """Return what a side controls: stated controllers within it, or more than half of the votes."""
        reached, before = set(begun), set[str]()
        while reached != before:
            before = set(reached)
            reached |= {company for company in self.parties if self.is_controlled(company, reached)}
        return reached - side

    def is_controlled(self, company: str, holders: set[str]) -> bool:
        """Return whether holders together control a company."""
        return self.stated.get(company, alone("")) <= holders or self.count(company, holders) > HALF

    def count(self, company: str, holders: set[str]) -> Fraction:
        """Return the votes of holders in a company."""
        return sum((part for (holder, held), part in self.votes.items() if held == company and holder in holders),
                   Fraction(0))  # fmt: skip

    @cached_property
    def own(self) -> dict[Side, set[str]]:
        """Return what single parties and circles control."""
        return {side: self.close(side, set(side)) for side in [*map(alone, sorted(self.parties)), *self.circles]}

    @cached_property
    def controlled(self) -> set[str]:
        """Return everyone whom some side controls."""
        return set().union(*self.own.values(), *self.joint.values())

    def controllers(self, company: str, passed: Side = frozenset()) -> set[Side]:
        """Return who controls a company and is controlled by no one.

        Of a circle only those count who control alone, if any does; those named together only where they are no circle.
        """
        sides = {side for side, reached in self.own.items() if company in reached}
        tops = {side for side in sides if len(side) == 1 and not side & self.controlled}
        for circle in self.circles:
            if together := {side for side in tops if side <= circle}:
                tops = (tops - together) | {frozenset().union(*together)}
        circles = {side for side in sides if len(side) > 1 and not any(alone(member) in sides for member in side)}
        there = {party for side in sides if len(side) == 1 for party in side}.union(*circles)
        joint = {side for side, reached in self.joint.items() if company in reached and not side <= there}
        return tops | {self.lift(side, passed | {company}) for side in circles | joint}

    def lift(self, side: Side, passed: Side) -> Side:
        """Return a side with each member replaced by its own controllers, where these are one side and no ring."""
        lifted: Side = frozenset()
        for member in side:
            above = set[Side]() if member in passed else self.controllers(member, passed)
            ultimate = next(iter(above)) if len(above) == 1 else alone(member)
            lifted |= alone(member) if ultimate & (passed | {member}) else ultimate
        return lifted

    def controls(self, party: str) -> dict[str, bool]:
        """Return what a party controls, and whether by itself."""
        own = self.own.get(alone(party), set())
        joint = set().union(*(reached for side, reached in self.reach.items() if party in side))
        return {company: company in own for company in own | joint if company != party}


def alone(party: str) -> Side:
    """Return the side of one party."""
    return frozenset((party,))


def read_control(books: Books, as_of: date, as_known: date | None, holdings: Holdings | None = None) -> Control:
    """Read what control on a day rests on."""
    held = holdings or read_holdings(books, as_of, as_known)
    stated: dict[str, dict[str, tuple[object, set[str]]]] = {}
    ties: set[Side] = set()
    for version in books.ties(RelationRow, as_of, as_known):
        row = version.row
        assert isinstance(row, RelationRow)
        if row.kind in STATED:
            rank, named = stated.setdefault(row.end, {}).get(version.source.name, (version.rank, set()))
            stated[row.end][version.source.name] = (max(rank, version.rank), named | {row.start})  # type: ignore[type-var]
        elif row.kind in CIRCLES and row.confidence >= CIRCLE_CONFIDENCE:
            ties.add(frozenset((row.start, row.end)))
    named = {company: frozenset(max(said.values(), key=lambda one: one[0])[1]) for company, said in stated.items()}  # type: ignore[type-var, return-value]
    return Control(scale(held.votes), named, frozenset(join(ties)))


def join(ties: set[Side]) -> set[Side]:
    """Return the groups of parties that ties connect."""
    groups: set[Side] = set()
    for tie in ties:
        met = {group for group in groups if group & tie}
        groups = (groups - met) | {frozenset(tie.union(*met))}
    return groups
