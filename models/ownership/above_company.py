"""What stands above one company, computed once per question: holdings, exact shares, chains and closed loops."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...graph.read.owners.owners import Owners
from ..matrices import read_shares, round_share
from .at_most import UpperBounds
from .chains import Chain, find_chains
from .holdings import FIELDS, Holdings, collect_holdings, sum_least
from .one_company import find_shares_in_one
from .regimes import Basis


@dataclass(frozen=True)
class Ownership:
    """Everything that owners, control and gaps of one company are read from.

    `read` is what was read from the graph; the rest is derived from it when first asked for.
    """

    read: Owners

    @cached_property
    def capital(self) -> Holdings:
        """Holdings by capital."""
        return collect_holdings(self.read, Basis.CAPITAL)

    @cached_property
    def votes(self) -> Holdings:
        """Holdings by votes, capital where no votes are reported."""
        is_reported = any(FIELDS[Basis.VOTES] in tie.properties for tie in self.read.holdings.values())
        return collect_holdings(self.read, Basis.VOTES) if is_reported else self.capital

    @cached_property
    def above(self) -> Set[str]:
        """The company and everyone above it.

        Companies that were read only because they are in a circle with one of these are not above it.
        """
        held: dict[str, list[str]] = {}
        for tie in (*self.read.holdings.values(), *self.read.stated.values()):
            held.setdefault(tie.end, []).append(tie.start)
        waiting = [self.read.start]
        for company in waiting:
            waiting += held.pop(company, ())
        return set(waiting)

    @cached_property
    def reported(self) -> Set[str]:
        """What sources report of the holdings above the company: the names of their properties."""
        return set[str]().union(*(tie.properties for tie in self.read.holdings.values() if tie.end in self.above))

    @cached_property
    def has_own_votes(self) -> bool:
        """Whether votes differ from capital anywhere above the company."""
        return FIELDS[Basis.VOTES] in self.reported

    @cached_property
    def income(self) -> Holdings | None:
        """Holdings by rights to profit, capital where none are reported; None where they never differ."""
        return collect_holdings(self.read, Basis.INCOME) if FIELDS[Basis.INCOME] in self.reported else None

    @cached_property
    def closed_loops(self) -> tuple[tuple[str, ...], ...]:
        """Groups of companies that own each other wholly."""
        loops = (tuple(self.capital.ids[place] for place in loop) for loop in self.capital.closed_loops)
        return tuple(loop for loop in loops if not self.above.isdisjoint(loop))

    @cached_property
    def all_shares(self) -> Mapping[str, float]:
        """The exact share of every party above the company, those in the middle of chains too, by id."""
        return share_in_company(self.capital, self.read.start)

    @cached_property
    def all_vote_shares(self) -> Mapping[str, float] | None:
        """The same by votes; None where votes never differ from capital."""
        return share_in_company(self.votes, self.read.start) if self.has_own_votes else None

    @cached_property
    def capital_shares(self) -> Mapping[str, float]:
        """The exact share of each ultimate owner in the company, by id."""
        return {id_: share for id_, share in self.all_shares.items() if not self.capital.is_held(id_)}

    @cached_property
    def vote_shares(self) -> Mapping[str, float] | None:
        """The same by votes; None where votes never differ from capital."""
        shares = self.all_vote_shares
        return None if shares is None else {id_: share for id_, share in shares.items() if not self.votes.is_held(id_)}

    @cached_property
    def middle_shares(self) -> Mapping[str, float]:
        """The exact share of each company in the middle of a chain, by id."""
        ends = self.capital_shares.keys() - self.read.unread
        return {id_: share for id_, share in self.all_shares.items() if id_ not in ends}

    @cached_property
    def not_read_at_most(self) -> Mapping[str, float]:
        """The part of each company whose holders were not all read that those can hold, at most, by id."""
        return {id_: max(0.0, 1.0 - sum_least(self.capital.holders_of(id_))) for id_ in sorted(self.read.unread)}

    @cached_property
    def not_read_share(self) -> float:
        """The part of the company to which holders that were not read can amount, at most."""
        shares = {self.read.start: 1.0, **self.all_shares}
        return min(1.0, sum(shares.get(id_, 0.0) * part for id_, part in self.not_read_at_most.items()))

    @cached_property
    def holders_above(self) -> Set[str]:
        """The company and everyone above it by holdings of whatever size."""
        return self.capital.find_above([self.read.start])

    @cached_property
    def inexact(self) -> Set[str]:
        """Parties that hold the company through a holding with known bounds only, or of unknown size."""
        pairs = self.capital.pairs.items()
        found = [pair[0] for pair, holding in pairs if not holding.exact and pair[1] in self.holders_above]
        return self.capital.find_above(found)

    @cached_property
    def _upper_bounds(self) -> UpperBounds:
        return UpperBounds(self.capital, self.read.start)

    def find_most(self, party: str) -> float:
        """Return the most of the company that a party can have; one that no source calls a holder can have the rest."""
        share = self.all_shares.get(party)
        if party not in self.inexact:
            return self.unattributed if share is None else share + self.not_read_share
        most = None if self.read.unread else self._upper_bounds.find_most(party)
        return (share or 0.0) + self.unattributed if most is None else most

    @cached_property
    def ends_of_unknown_size(self) -> Set[str]:
        """Ultimate owners of which no source states how much they hold on the way to the company."""
        return {id_ for id_ in self.inexact - {self.read.start} if not self.capital.is_held(id_)}

    @cached_property
    def income_shares(self) -> Mapping[str, float] | None:
        """The same by rights to profit; None where they never differ from capital."""
        income = self.income
        if income is None:
            return None
        shares = share_in_company(income, self.read.start)
        return {id_: share for id_, share in shares.items() if not income.is_held(id_)}

    @cached_property
    def unattributed(self) -> float:
        """The part of the capital that leads to no named owner."""
        named = sum(share for id_, share in self.capital_shares.items() if id_ not in self.read.unread)
        return round_share(max(0.0, 1.0 - named))

    @cached_property
    def _chains(self) -> tuple[dict[str, list[Chain]], bool]:
        return find_chains(self.capital, self.read.start)

    @property
    def chains(self) -> Mapping[str, list[Chain]]:
        """The chains of holdings down to the company, by the party each begins with."""
        return self._chains[0]

    @property
    def chains_are_all(self) -> bool:
        """Whether every chain was found."""
        return self._chains[1]


def share_in_company(holdings: Holdings, company: str) -> dict[str, float]:
    """Return the share of each party in one company, where it has one."""
    matrix = read_shares(holdings.shares, "holdings")
    shares = find_shares_in_one(matrix, holdings.place[company], holdings.closed_loops)
    return {holdings.ids[place]: round_share(float(shares[place])) for place in np.flatnonzero(shares > 0).tolist()}
