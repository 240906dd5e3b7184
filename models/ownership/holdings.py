"""The holdings above a company as arrays: what each party holds of each company, at least and at most.

Several ties of one source between the same two add up; sources that repeat each other do not, the largest counts. Votes
and income are those of the sources that report them. What sums to more than a whole is scaled down to it, and the
answer carries a note.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ...graph.read.owners.owners import Owners
from ...graph.read.ties import TieView
from ..control.votes import limit_unreported
from ..matrices import TOLERANCE, FloatMatrix, round_share
from .integrated import find_closed_loops
from .regimes import Basis

Pair = tuple[str, str]
# the number of a tie where a basis has one of its own; without it capital counts
FIELDS = {Basis.VOTES: "voting_share", Basis.INCOME: "income_share"}


# made by the thousand in one answer, and making it frozen takes several times as long
@dataclass(slots=True)
class Holding:
    """What one party holds of a company by all its ties; `most` is None where unknown."""

    least: float
    most: float | None
    ties: tuple[TieView, ...]

    def reports(self, basis: Basis) -> bool:
        """Return whether a source reports the holding by a basis of its own, and not only by capital."""
        return any(FIELDS[basis] in tie.properties for tie in self.ties)

    @property
    def exact(self) -> bool:
        """Return whether the share is known and not only its bounds."""
        return self.most is not None and self.most - self.least <= TOLERANCE

    @property
    def stated(self) -> float | None:
        """Return the share, or the least that it can be; None where no source gives any number."""
        return None if self.least == 0 and self.most is None else self.least


@dataclass(frozen=True)
class Holdings:
    """All holdings above a company: by holder and company, and as an array over `ids`."""

    ids: tuple[str, ...]
    place: Mapping[str, int]
    pairs: Mapping[Pair, Holding]
    above: Mapping[str, Sequence[tuple[str, Holding]]]

    @cached_property
    def shares(self) -> FloatMatrix:
        """Return shares[holder, company], at least."""
        holders = [self.place[holder] for holder, _ in self.pairs]
        companies = [self.place[company] for _, company in self.pairs]
        least: NDArray[np.float64] = np.array([holding.least for holding in self.pairs.values()], dtype=np.float64)
        totals = (
            np.bincount(companies, weights=least, minlength=len(self.ids)) if self.pairs else np.ones(len(self.ids))
        )
        scaled = least / np.maximum(totals, 1.0)[companies] if self.pairs else least
        return sparse.csr_array((scaled, (holders, companies)), shape=(len(self.ids), len(self.ids)))

    @cached_property
    def closed_loops(self) -> tuple[tuple[int, ...], ...]:
        """Groups of companies that own each other wholly, by their places."""
        return find_closed_loops(self.shares)

    @cached_property
    def totals(self) -> Mapping[str, float]:
        """What the holders of each company hold together, at least."""
        return {company: sum_least(held) for company, held in self.above.items()}

    @cached_property
    def above_one(self) -> Mapping[str, float]:
        """The companies whose holdings add up to more than a whole, with what they add up to."""
        return {company: total for company, total in self.totals.items() if total > 1 + TOLERANCE}

    def is_held(self, company: str) -> bool:
        """Return whether a company has a holder; of how much may be unknown."""
        return any(holding.most is None or holding.most > 0 for _, holding in self.holders_of(company))

    def scale_of(self, company: str) -> float:
        """Return by what the holdings of a company are scaled, as they sum to more than a whole; else one."""
        return 1.0 / self.above_one.get(company, 1.0)

    def find_above(self, parties: Iterable[str]) -> set[str]:
        """Return some parties and everyone above them by holdings of whatever size."""
        waiting = [*parties]
        met = set(waiting)
        for party in waiting:
            above = [holder for holder, _ in self.holders_of(party) if holder not in met]
            met.update(above)
            waiting += above
        return met

    def holders_of(self, company: str) -> Sequence[tuple[str, Holding]]:
        """Return who holds a company, the largest first."""
        return self.above.get(company, ())


def collect_holdings(owners: Owners, basis: Basis) -> Holdings:
    """Sum the ties between each two parties."""
    grouped: dict[Pair, list[TieView]] = defaultdict(list)
    for tie in owners.holdings.values():
        grouped[tie.start, tie.end].append(tie)
    pairs = {pair: sum_ties(ties, basis) for pair, ties in grouped.items()}
    if basis in FIELDS:
        pairs = share_rest(pairs, basis)
    above: dict[str, list[tuple[str, Holding]]] = defaultdict(list)
    for (holder, company), holding in sorted(pairs.items(), key=lambda pair: (-pair[1].least, pair[0])):
        above[company].append((holder, holding))
    ids = tuple(owners.nodes)
    return Holdings(
        ids=ids,
        place={id_: number for number, id_ in enumerate(ids)},
        pairs=pairs,
        above=above,
    )


def share_rest(pairs: Mapping[Pair, Holding], basis: Basis) -> dict[Pair, Holding]:
    """Return holdings by votes or income; holders without reported ones have at most what the others leave."""
    companies = {company: number for number, company in enumerate(dict.fromkeys(company for _, company in pairs))}
    reported = np.array([holding.reports(basis) for holding in pairs.values()], dtype=np.bool_)
    if not reported.any():
        return dict(pairs)
    company = np.array([companies[company] for _, company in pairs], dtype=np.int64)
    least = limit_unreported(
        np.array([holding.least for holding in pairs.values()], dtype=np.float64), reported, company
    )
    left = np.maximum(1.0 - np.bincount(company, np.where(reported, least, 0.0)), 0.0)[company]
    some = (np.bincount(company, reported) > 0)[company]
    return {
        pair: replace(holding, least=votes, most=None if holding.most is None else max(min(holding.most, rest), votes))
        if some_reported and not holding.reports(basis)
        else holding
        for (pair, holding), votes, rest, some_reported in zip(
            pairs.items(), least.tolist(), left.tolist(), some.tolist(), strict=True
        )
    }


def sum_least(held: Iterable[tuple[str, Holding]]) -> float:
    """Return what the holders of a company hold together, at least."""
    return sum(holding.least for _, holding in held)


def sum_ties(ties: Sequence[TieView], basis: Basis) -> Holding:
    """Put the ties between two parties together; sources that count agree, so each narrows what the others leave."""
    if len(ties) == 1:
        return read_single(ties[0], basis)
    by_source: dict[str, list[TieView]] = defaultdict(list)
    for tie in ties:
        by_source[tie.source].append(tie)
    reports = [part for part in by_source.values() if any(FIELDS.get(basis) in tie.properties for tie in part)]
    bounds = [sum_bounds(part, basis) for part in reports or by_source.values()]
    most = [upper for _, upper in bounds if upper is not None]
    least = round_share(min(max(lower for lower, _ in bounds), 1.0))
    upper = max(round_share(min(*most, 1.0)), least) if most else None
    return Holding(least, upper, tuple(tie for part in by_source.values() for tie in part))


def read_single(tie: TieView, basis: Basis) -> Holding:
    """Read the holding that a single tie makes, as most do."""
    lower, upper = read_bounds(tie, basis)
    least = round_share(min(lower, 1.0))
    if upper is None or upper == lower:
        return Holding(least, None if upper is None else least, (tie,))
    return Holding(least, max(round_share(min(upper, 1.0)), least), (tie,))


def sum_bounds(ties: Iterable[TieView], basis: Basis) -> tuple[float, float | None]:
    """Add up the shares of one source; the upper bound is None unless every tie has one."""
    bounds = [read_bounds(tie, basis) for tie in ties]
    most = [upper for _, upper in bounds if upper is not None]
    return sum(lower for lower, _ in bounds), sum(most) if len(most) == len(bounds) else None


def read_bounds(tie: TieView, basis: Basis) -> tuple[float, float | None]:
    """Return what a tie is at least, and at most; without any number it is at least nothing and at most unknown."""
    share = tie.properties.get("share")
    if basis is not Basis.CAPITAL:
        share = tie.properties.get(FIELDS[basis], share)
    if share is not None:
        return share, share
    return tie.properties.get("share_min") or 0.0, tie.properties.get("share_max")
