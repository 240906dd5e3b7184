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
    def own(self) -> dict[Side, set[str]]:
        """Return what single parties and circles control."""
        return {side: self.close(side, set(side)) for side in [*map(alone, sorted(self.parties)), *self.circles]}

    @cached_property
    def joint(self) -> dict[Side, set[str]]:
        """Return what parties named together by a source control: the votes of each elsewhere stay its own."""
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
        return sum((part for holder, part in self.votes_in.get(company, ()) if holder in holders), Fraction(0))

    @cached_property
    def votes_in(self) -> dict[str, list[tuple[str, Fraction]]]:
        """Return the holders of each company with their votes."""
        held: dict[str, list[tuple[str, Fraction]]] = {}
        for (holder, company), part in self.votes.items():
            held.setdefault(company, []).append((holder, part))
        return held

    @cached_property
    def controlled(self) -> set[str]:
        """Return every party that some side controls."""
        return set().union(*self.own.values(), *self.joint.values())

    @cached_property
    def there(self) -> dict[str, Side]:
        """Return who controls each company by itself, or in a circle without such a member."""
        there = {company: self.find_alone(company) for company in self.parties}
        return {company: parties.union(*self.find_circles(company)) for company, parties in there.items()}

    def find_alone(self, company: str) -> Side:
        """Return everyone who controls a company by itself."""
        return frozenset(party for party in self.parties if company in self.own[alone(party)])

    def find_circles(self, company: str) -> set[Side]:
        """Return the circles that control a company, and no member does by itself."""
        alone_ = self.find_alone(company)
        return {circle for circle in self.circles if company in self.own[circle] and not circle & alone_}

    @cached_property
    def sides(self) -> dict[str, set[Side]]:
        """Return the sides above each company: parties without a controller, circles, and those stated together.

        Parties of one circle who control the company each by itself are one side.
        """
        found: dict[str, set[Side]] = {}
        for company in self.parties:
            tops = self.find_alone(company) - self.controlled
            single = {alone(one) for one in tops.difference(*self.circles)} | {tops & one for one in self.circles}
            joint = {side for side, reach in self.joint.items() if company in reach and not side <= self.there[company]}
            found[company] = {side for side in single if side} | self.find_circles(company) | joint
        return found

    @cached_property
    def rings(self) -> set[str]:
        """Return the parties that are members of a side above a side, and so on, above themselves."""
        above = {party: set().union(*sides) for party, sides in self.sides.items()}
        for middle in self.parties:
            for party in self.parties:
                above[party] |= above[middle] if middle in above[party] else set()
        return {party for party in self.parties if party in above[party]}

    @cached_property
    def lifted(self) -> dict[str, set[Side]]:
        """Return who controls each company: the sides above it, each member replaced by who controls it in turn.

        A member is replaced where one side controls it and it is in no ring. A side of others counts only where it adds
        someone to those who are there without it.
        """
        lifted, before = self.sides, dict[str, set[Side]]()
        while lifted != before:
            before = lifted
            heads = {party: next(iter(sides)) for party, sides in before.items()
                     if len(sides) == 1 and party not in self.rings}  # fmt: skip
            lifted = {company: self.lift(company, heads) for company in self.parties}
        return lifted

    def lift(self, company: str, heads: dict[str, Side]) -> set[Side]:
        """Return the sides above a company with members replaced."""
        moved = {side: frozenset().union(*(heads.get(one, alone(one)) for one in side)) for side in self.sides[company]}
        return {now for side, now in moved.items() if now == side or not now <= self.there[company]}

    def controllers(self, company: str) -> set[Side]:
        """Return who controls a company."""
        return self.lifted.get(company, set())

    def controls(self, party: str) -> dict[str, bool]:
        """Return what a party controls, and whether by itself; with others where it takes the place of one of them."""
        reaches = (*self.own.items(), *self.joint.items())  # a circle can be stated together as well
        together = {company for side, reach in reaches if party in side for company in reach}
        together |= {company for company in self.parties for side in self.controllers(company) if party in side}
        own = self.own.get(alone(party), set())
        return {company: company in own for company in own | together if company != party}


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
