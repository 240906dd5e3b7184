"""Who controls a company: the least fixed point of votes above half, statements, and circles that vote together."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from .books import Books, Version, list_ends
from .deliveries import STATED, RelationRow
from .ownership import Holdings, Pairs, find_above, read_holdings, scale

CIRCLES = ("spouse", "parent", "child", "acts_in_concert", "nominee")
CIRCLE_CONFIDENCE = 50
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
        return set().union(*self.votes, *self.stated.values(), self.stated, *self.circles)

    @property
    def statements(self) -> list[tuple[str, str]]:
        """Return the pairs of stated controller and company."""
        return [(party, company) for company, side in self.stated.items() for party in side]

    @cached_property
    def own(self) -> dict[Side, set[str]]:
        """Return what single parties and circles control."""
        return {side: self.close(side, set(side)) for side in {*map(alone, self.parties), *self.circles}}

    @cached_property
    def joint(self) -> dict[Side, set[str]]:
        """Return what parties named together by a source control: the votes of each elsewhere stay its own."""
        sets = {side: {one for one in self.stated if self.stated[one] == side} for side in self.stated.values()}
        return {side: self.close(side, companies) for side, companies in sets.items() if len(side) > 1}

    def close(self, side: Side, begun: set[str]) -> set[str]:
        """Return what a side controls: stated controllers within it, or more than half of the votes."""
        reached, before = set(begun), set[str]()
        while reached != before:
            before = set(reached)
            votes: dict[str, Fraction] = {}
            for (holder, company), part in self.votes.items():
                if holder in reached:
                    votes[company] = votes.get(company, Fraction(0)) + part
            reached |= {company for company, part in votes.items() if part > Fraction(1, 2)}
            reached |= {company for company, named in self.stated.items() if named <= before}
        return reached - side

    @cached_property
    def there(self) -> dict[str, Side]:
        """Return who controls each company by itself, or in a circle without such a member."""
        return {one: self.find_alone(one).union(*self.find_circles(one)) for one in self.parties}

    def find_alone(self, company: str) -> Side:
        """Return everyone who controls a company by itself."""
        return frozenset(party for party in self.parties if company in self.own[alone(party)])

    def find_circles(self, company: str) -> set[Side]:
        """Return the circles that control a company, and no member does by itself."""
        return {one for one in self.circles if company in self.own[one] and not one & self.find_alone(company)}

    @cached_property
    def sides(self) -> dict[str, set[Side]]:
        """Return the sides above each company: parties without a controller, circles, and those stated together.

        Parties of one circle who control the company each by itself are one side.
        """
        found, controlled = dict[str, set[Side]](), set().union(*self.own.values(), *self.joint.values())
        for company in self.parties:
            tops = self.find_alone(company) - controlled
            single = {alone(one) for one in tops.difference(*self.circles)} | {tops & one for one in self.circles}
            joint = {side for side, reach in self.joint.items() if company in reach and not side <= self.there[company]}
            found[company] = {side for side in single if side} | self.find_circles(company) | joint
        return found

    @cached_property
    def rings(self) -> set[str]:
        """Return the parties that are members of a side above a side, and so on, above themselves."""
        pairs = [(member, company) for company, sides in self.sides.items() for side in sides for member in side]
        return {member for member, company in pairs if company in find_above(pairs, member)}

    @cached_property
    def lifted(self) -> dict[str, set[Side]]:
        """Return who controls each company: the sides above it, each member replaced by who controls it in turn.

        A member is replaced where one side controls it and it is in no ring.
        """
        lifted, before = self.sides, dict[str, set[Side]]()
        while lifted != before:
            before, lonely = lifted, self.parties - self.rings
            heads = {party: next(iter(before[party])) for party in lonely if len(before[party]) == 1}
            lifted = {company: self.lift(company, heads) for company in self.parties}
        return lifted

    def lift(self, company: str, heads: dict[str, Side]) -> set[Side]:
        """Replace members of the sides above a company; others count where they add someone to who is there already."""
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
        return {one: one in self.own.get(alone(party), ()) for one in together - {party}}


def alone(party: str) -> Side:
    """Return the side of one party."""
    return frozenset((party,))


def read_control(books: Books, as_of: date, as_known: date | None, holdings: Holdings | None = None) -> Control:
    """Read what control on a day rests on: of sources that name controllers of one company, the best."""
    votes, ties = (holdings or read_holdings(books, as_of, as_known)).votes, books.ties(RelationRow, as_of, as_known)
    rows = [tie.row for tie in ties if isinstance(tie.row, RelationRow)]
    pairs = [(row.start, row.end) for row in rows if row.kind in CIRCLES and row.confidence >= CIRCLE_CONFIDENCE]
    pairs += [(right, left) for left, right in pairs]
    said: dict[str, list[Version]] = {}
    persons = books.find_persons(as_known)
    for version in books.known(as_known):
        row = version.row
        if not isinstance(row, RelationRow) or row.kind not in STATED or row.end in persons:
            continue
        if row.status != "retracted":
            said.setdefault(row.end, []).append(version)
    stated = {company: side for company, versions in said.items() if (side := choose_side(versions, as_of))}
    return Control(scale(votes), stated, frozenset(frozenset(find_above(pairs, one)) for one, _ in pairs))


def choose_side(versions: list[Version], day: date) -> Side:
    """Return the controllers that the best source names, unless a better one has ended a statement of control.

    That one speaks against the same controller, and against others who were named before the end.
    """
    ends = list_ends(versions, day)
    by_source: dict[str, dict[str, Version]] = {}
    for one in sorted(versions, key=lambda version: version.rank):
        if one.row.holds(day) and one.row.status != "disputed":  # type: ignore[union-attr]
            by_source.setdefault(one.source.name, {})[one.row.start] = one  # type: ignore[union-attr]
    for said in sorted(by_source.values(), key=lambda said: max(one.rank for one in said.values()), reverse=True):
        better = [end for end in ends if end.rank > max(one.rank for one in said.values())]
        if not any(is_denied(one, end) for one in said.values() for end in better):
            return frozenset(said)
    return frozenset()


def is_denied(said: Version, end: Version) -> bool:
    """Return whether a statement of control that has ended speaks against another."""
    ended = end.row.valid_to  # type: ignore[union-attr]
    is_older = said.first_known < (ended or date.max) or said.row.start == end.row.start  # type: ignore[union-attr]
    return said.row.begins_before(ended) and is_older  # type: ignore[union-attr]
