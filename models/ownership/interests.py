"""What a party holds of a company where a regime does not only multiply: majority stakes, and layers under control.

A party has a stake in a company when it holds more than half of the votes, together with all in which it has one, or is
the only party that a source names as its controller.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import spsolve

from ..control.majority import VoteRows, reach_by_majority
from ..control.statements import Statements
from ..matrices import FloatMatrix, read_shares
from .above_company import Ownership
from .carry_down import Chains, prepare_chains
from .holdings import Holdings
from .integrated import find_ends, find_ultimate_shares
from .regimes import Aggregation, Basis, Regime

Held = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """A share as a regime counts it other than by multiplying.

    It is a share of `company`: the one asked about, or one that controls it. `through` are the parties whose holdings
    count in full, `together` those in concert whose holdings count as well.
    """

    basis: Basis
    aggregation: Aggregation
    company: str
    share: float
    share_max: float
    through: tuple[str, ...]
    together: tuple[str, ...]


@dataclass(frozen=True)
class Stakes:
    """Who has majority stakes in what above a company."""

    ownership: Ownership

    @cached_property
    def _least(self) -> VoteRows:
        return VoteRows.of(self.ownership.votes.shares)

    @cached_property
    def _most(self) -> VoteRows:
        votes = self.ownership.votes
        cells = [(votes.place[holder], votes.place[company]) for holder, company in votes.pairs]
        most = [1.0 if holding.most is None else holding.most for holding in votes.pairs.values()]
        places = np.array(cells, dtype=np.int64).reshape(-1, 2)
        return VoteRows.of(sparse.csr_array((most, (places[:, 0], places[:, 1])), shape=votes.shares.shape))

    @cached_property
    def _stated(self) -> Statements:
        place = self.ownership.votes.place
        pairs = {(place[tie.start], place[tie.end]) for tie in self.ownership.read.stated.values()}
        named = Counter(company for _, company in pairs)
        only: dict[int, list[int]] = defaultdict(list)
        for controller, company in sorted(pairs):
            if named[company] == 1:
                only[controller].append(company)
        return Statements(only)

    def below(self, side: Collection[str], *, at_most: bool = False) -> set[str]:
        """Return all in which a side has a stake, itself excepted; `at_most` goes by the upper bounds."""
        votes = self.ownership.votes
        begin = sorted(votes.place[id_] for id_ in side)
        reached = reach_by_majority(self._most if at_most else self._least, self._stated, begin)
        return {votes.ids[place] for place in reached} - set(side)

    @cached_property
    def above(self) -> Sequence[str]:
        """Return the parties with holders of their own that have a stake in the company asked about."""
        start, held = self.ownership.read.start, {company for _, company in self.ownership.capital.pairs}
        return [id_ for id_ in sorted(held - {start}) if start in self.below({id_})]

    @cached_property
    def concert(self) -> Mapping[str, frozenset[str]]:
        """Return for each party that acts in concert all who do so with it, itself included."""
        sides: dict[str, frozenset[str]] = {}
        for tie in self.ownership.read.circles.values():
            if tie.properties.get("kind") == "acts_in_concert":
                joined = sides.get(tie.start, frozenset({tie.start})) | sides.get(tie.end, frozenset({tie.end}))
                sides.update(dict.fromkeys(joined, joined))
        return sides


@dataclass(frozen=True)
class Counted:
    """The holdings by one basis, as they are added up for one company."""

    basis: Basis
    holdings: Holdings
    company: str

    @cached_property
    def least(self) -> Mapping[str, float]:
        """What each holder holds of the company directly, at least."""
        return self._list_direct(list_least(self.holdings))

    @cached_property
    def most(self) -> Mapping[str, float]:
        """The same at most; a holding of unknown size can be the whole."""
        return self._list_direct(list_most(self.holdings))

    def _list_direct(self, held: Held) -> dict[str, float]:
        return {
            holder: share
            for holder, companies in held.items()
            for company, share in companies
            if company == self.company != holder
        }

    @cached_property
    def _shares(self) -> FloatMatrix:
        return read_shares(self.holdings.shares, self.basis)

    @cached_property
    def _prepared(self) -> Chains:
        return prepare_chains(self._shares)

    @cached_property
    def multiplied(self) -> Mapping[str, Mapping[str, float]]:
        """The share of each ultimate owner in each company, multiplied along the chains: by owner, then company."""
        ids, owners = self.holdings.ids, defaultdict[str, dict[str, float]](dict)
        found = find_ultimate_shares(self._prepared, find_ends(self._shares), 0.0, inclusive=True)
        for owner, company, share in zip(*(column.tolist() for column in found), strict=True):
            owners[ids[owner]][ids[company]] = share
        return owners

    def carry(self, side: Collection[str]) -> Mapping[str, float]:
        """Return what a side holds of each company when all that its members hold of each other counts in full."""
        places = np.array(sorted(self.holdings.place[id_] for id_ in side), dtype=np.int64)
        closed = np.array([place for loop in self._prepared.closed for place in loop], dtype=np.int64)
        shares = self._shares.copy()
        shares.data[np.isin(shares.indices, np.concatenate([places, closed]))] = 0.0
        start = np.zeros(len(self.holdings.ids))
        start[places] = 1.0
        equations = sparse.csc_array(sparse.eye_array(len(start)) - shares.T)
        return dict(zip(self.holdings.ids, spsolve(equations, start).tolist(), strict=True))


def find_interests(ownership: Ownership, regime: Regime, parties: Iterable[str]) -> dict[str, tuple[Interest, ...]]:
    """Find what parties hold by the ways of counting of a regime that do not multiply alone."""
    ways = [WAYS[way] for way in regime.aggregation if way in WAYS]
    stakes, counted = Stakes(ownership), list_counted(ownership, regime)
    if not ways:
        return {}
    return {
        id_: tuple(found for way in ways for part in counted for found in way(stakes, regime, part, id_))
        for id_ in parties
    }


def list_counted(ownership: Ownership, regime: Regime) -> list[Counted]:
    """Return the holdings by each basis of the regime; votes and income only where they differ from capital."""
    holdings = {
        Basis.CAPITAL: ownership.capital,
        Basis.VOTES: ownership.votes if ownership.has_own_votes else None,
        Basis.INCOME: ownership.income,
    }
    return [
        Counted(basis, held, ownership.read.start) for basis in regime.bases if (held := holdings[basis]) is not None
    ]


def add_stakes(stakes: Stakes, regime: Regime, counted: Counted, party: str) -> Iterator[Interest]:
    """Add up what a party, those in concert with it, and all in which they have a stake hold of the company."""
    alone = frozenset({party})
    side = stakes.concert.get(party, alone) if regime.joint_holdings else alone
    below = stakes.below(side)
    share = min(1.0, sum(counted.least.get(id_, 0.0) for id_ in side | below))
    share_max = min(1.0, sum(counted.most.get(id_, 0.0) for id_ in side | stakes.below(side, at_most=True)))
    if share_max > 0:
        yield Interest(
            basis=counted.basis, aggregation=Aggregation.MAJORITY_STAKES, company=counted.company,
            share=share, share_max=max(share, share_max),
            through=tuple(sorted(below & counted.most.keys())), together=tuple(sorted(side - alone)),
        )  # fmt: skip


def count_layers(stakes: Stakes, _: Regime, counted: Counted, party: str) -> Iterator[Interest]:
    """Count in full what a party controls, and its shares in companies that control the one asked about.

    This is article 54 of Regulation (EU) 2024/1624: (a) a person who controls the holders of the company, (b) a person
    with an interest in what controls it. Chains that mix both are multiplied outside the part under control. The
    largest such share counts.
    """
    below = stakes.below({party})
    if below:
        shares, companies = counted.carry({party, *below}), (counted.company, *stakes.above)
    else:
        shares, companies = counted.multiplied.get(party, {}), tuple(stakes.above)
    found = {company: shares.get(company, 0.0) for company in companies if company not in below}
    largest = max(found, key=lambda company: found[company], default=None)
    if largest is not None and found[largest] > 0:
        share = min(1.0, found[largest])
        yield Interest(
            basis=counted.basis, aggregation=Aggregation.CONTROLLED_LAYERS, company=largest,
            share=share, share_max=share, through=tuple(sorted(below)), together=(),
        )  # fmt: skip


WAYS = {Aggregation.MAJORITY_STAKES: add_stakes, Aggregation.CONTROLLED_LAYERS: count_layers}


def list_least(holdings: Holdings) -> Held:
    """Return what each party holds of each company, at least, scaled where holdings exceed a whole."""
    cells = sparse.coo_array(holdings.shares)
    held: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for holder, company, share in zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True):
        held[holdings.ids[holder]].append((holdings.ids[company], share))
    return held


def list_most(holdings: Holdings) -> Held:
    """Return what each party holds of each company, at most; a holding of unknown size can be the whole."""
    held: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (holder, company), holding in holdings.pairs.items():
        held[holder].append((company, 1.0 if holding.most is None else holding.most))
    return held
