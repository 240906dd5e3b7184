"""What stands above one company, computed once per question: holdings, exact shares, chains and closed loops."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ...graph.read.owners import Owners
from ..matrices import read_shares, round_share
from .carry_down import Chains, prepare_chains
from .chains import Chain, find_chains
from .holdings import Holdings, collect_holdings, has_own
from .integrated import find_ultimate_shares
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
        return collect_holdings(self.read, Basis.VOTES)

    @cached_property
    def has_own_votes(self) -> bool:
        """Whether votes differ from capital anywhere above the company."""
        return has_own(self.read, Basis.VOTES)

    @cached_property
    def income(self) -> Holdings | None:
        """Holdings by rights to profit, capital where none are reported; None where they never differ."""
        return collect_holdings(self.read, Basis.INCOME) if has_own(self.read, Basis.INCOME) else None

    @cached_property
    def _prepared(self) -> Chains:
        return prepare_chains(read_shares(self.capital.shares, "holdings"))

    @cached_property
    def closed_loops(self) -> tuple[tuple[str, ...], ...]:
        """Groups of companies that own each other wholly."""
        return tuple(tuple(self.capital.ids[place] for place in loop) for loop in self._prepared.closed)

    @cached_property
    def capital_shares(self) -> Mapping[str, float]:
        """The exact share of each ultimate owner in the company, by id."""
        return share_in_company(self.capital, self._prepared, self.read.start)

    @cached_property
    def vote_shares(self) -> Mapping[str, float] | None:
        """The same by votes; None where votes never differ from capital."""
        if not self.has_own_votes:
            return None
        prepared = prepare_chains(read_shares(self.votes.shares, "votes"))
        return share_in_company(self.votes, prepared, self.read.start)

    @cached_property
    def income_shares(self) -> Mapping[str, float] | None:
        """The same by rights to profit; None where they never differ from capital."""
        if self.income is None:
            return None
        prepared = prepare_chains(read_shares(self.income.shares, "income"))
        return share_in_company(self.income, prepared, self.read.start)

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


def share_in_company(holdings: Holdings, prepared: Chains, company: str) -> dict[str, float]:
    """Return the share of each ultimate owner in one company."""
    owner, held, share = find_ultimate_shares(prepared, holdings.shares, 0.0, inclusive=True)
    wanted = held == holdings.place[company]
    return {
        holdings.ids[place]: round_share(float(part)) for place, part in zip(owner[wanted], share[wanted], strict=True)
    }
