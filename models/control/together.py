"""Those who control companies together, and those who are named for them: the controllers of their members."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from ..components import condense
from ..matrices import Indices

Pairs = Set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Together:
    """Parties that control `companies` together, by place: the members of a circle, or parties named by one source.

    `circle` is the circle whose votes count, None for a stated set. `by_votes` are the companies for which its votes
    suffice without a statement. Where a member has controllers of its own, these are `members` of a further side, and
    what they replace is in `replaced`. `named` are the companies as whose controllers the members are named.
    """

    members: frozenset[int]
    companies: frozenset[int]
    circle: int | None = None
    by_votes: frozenset[int] = frozenset()
    replaced: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Naming:
    """Who is named as controller: parties alone without a controller; a circle where no member controls alone.

    A stated set is named unless its members are named already.
    """

    alone: Pairs
    sides: Sequence[Together]
    circle: Indices

    @cached_property
    def alone_of(self) -> Mapping[int, Set[int]]:
        """The parties that control each company alone."""
        found: dict[int, set[int]] = {}
        for party, company in self.alone:
            found.setdefault(company, set()).add(party)
        return found

    @cached_property
    def controlled(self) -> Set[int]:
        """Everything that anyone controls."""
        return self.alone_of.keys() | {company for side in self.sides for company in side.companies}

    @cached_property
    def circles_of(self) -> Mapping[int, Set[int]]:
        """The members of the circles that control each company where no member controls it alone."""
        found: dict[int, set[int]] = {}
        for side in self.sides:
            for company in side.companies if side.circle is not None else ():
                if not side.members & self.alone_of.get(company, set()):
                    found.setdefault(company, set()).update(side.members)
        return found

    def list_tops(self, company: int) -> list[frozenset[int]]:
        """Return those who control a company alone and are not controlled; members of one circle are one side."""
        by_circle: dict[int, set[int]] = {}
        for party in self.alone_of.get(company, ()):
            if party not in self.controlled:
                by_circle.setdefault(int(self.circle[party]), set()).add(party)
        return [frozenset(parties) for parties in by_circle.values()]

    def is_named_already(self, members: frozenset[int], company: int) -> bool:
        """Return whether each of some parties controls a company alone or in a circle that is named."""
        return members <= self.alone_of.get(company, set()) | self.circles_of.get(company, set())

    def find_named(self, side: Together) -> frozenset[int]:
        """Return the companies as whose controller a side is named, by itself or by those who control its members."""
        if side.circle is not None:
            return frozenset(one for one in side.companies if not side.members & self.alone_of.get(one, set()))
        return frozenset(one for one in side.companies if not self.is_named_already(side.members, one))

    @cached_property
    def sides_of(self) -> Mapping[int, Sequence[Together]]:
        """The sides that are named as controllers of each company."""
        found: dict[int, list[Together]] = {}
        for side in self.sides:
            for company in self.find_named(side):
                found.setdefault(company, []).append(side)
        return found

    def list_above(self, company: int) -> list[frozenset[int]]:
        """Return every side that is named as controller of a company, with the members as they are."""
        return [*self.list_tops(company), *(side.members for side in self.sides_of.get(company, ()))]

    @cached_property
    def heads(self) -> Mapping[int, frozenset[int]]:
        """Those who stand for each member of a side: its controllers, where these are one side and it is in no ring."""
        heads: dict[int, frozenset[int]] = {}
        above = self._list_all_above()
        for party, in_ring in order_from_above(above):
            lifted = {self._lift(side, heads) for side in above[party]}
            several = {side for side in lifted if side in above[party] or not self.is_named_already(side, party)}
            heads[party] = frozenset((party,)) if in_ring or len(several) != 1 else several.pop()
        return heads

    def _list_all_above(self) -> dict[int, list[frozenset[int]]]:
        """Return the named sides above each member of a side, and above their members in turn."""
        waiting = list(dict.fromkeys(member for side in self.sides for member in side.members))
        above: dict[int, list[frozenset[int]]] = {}
        for party in waiting:
            if party not in above:
                above[party] = self.list_above(party)
                waiting += [member for side in above[party] for member in side]
        return above

    @staticmethod
    def _lift(members: Iterable[int], heads: Mapping[int, frozenset[int]]) -> frozenset[int]:
        return frozenset(head for member in members for head in heads.get(member, (member,)))

    def lift(self, side: Together, by_votes: Set[int]) -> Iterator[Together]:
        """Return a side, and after it the one of those who control its members, where this is another.

        `by_votes` are the companies that someone controls without a statement.
        """
        members, named = self._lift(side.members, self.heads), self.find_named(side)
        if members == side.members:
            yield replace(side, named=named)
            return
        yield side
        replaced = self._list_replaced(side.members - members)
        rest = frozenset(one for one in named - members if not self.is_named_already(members, one))
        if len(members) > 1 and rest:
            votes = side.by_votes & rest if replaced <= by_votes else frozenset()
            yield Together(members, rest, side.circle, votes, replaced, rest)

    def _list_replaced(self, members: Iterable[int]) -> frozenset[int]:
        """Return members who are replaced, and those who replaced them and are replaced in turn."""
        waiting = list(members)
        for party in waiting:
            if self.heads.get(party, frozenset((party,))) != {party}:
                waiting += [one for side in self.list_above(party) for one in side if one not in waiting]
        return frozenset(party for party in waiting if party not in self.heads.get(party, (party,)))


def order_from_above(above: Mapping[int, Sequence[frozenset[int]]]) -> Iterator[tuple[int, bool]]:
    """Return the parties, those above others first, and whether each is in a ring of parties above each other."""
    parties = sorted(above)
    place = {party: number for number, party in enumerate(parties)}
    ends = [(place[member], place[party]) for party in parties for side in above[party] for member in side]
    rows, columns = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    parts = condense(sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(parties), len(parties))))
    for number in np.argsort(parts.level[parts.component], kind="stable").tolist():
        yield parties[number], bool(parts.size[parts.component[number]] > 1)
