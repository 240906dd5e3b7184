"""Shares of companies through every chain of holdings, including cross-holdings and rings.

Shares are fractions; `holdings[i, j]` is party i's share of company j, whose column sums to at most 1. What is missing
from a column is unknown ownership and is attributed to no one.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ...errors import ClosedLoopError, MeasureError
from ..components import label_components
from ..matrices import TOLERANCE, FloatMatrix, Floats, Indices, Matrix, list_rows, read_fraction, read_shares
from .carry_down import Chains, carry_down, find_closed, prepare_chains

OWNERS_AT_ONCE = 8192  # bounds the memory of `beneficial_owners` for graphs of any size


class OwnershipMethod(StrEnum):
    """How money that returns to an owner through a ring is counted."""

    BALDONE = "baldone"
    BRIOSCHI = "brioschi"


def integrated_ownership(holdings: Matrix, method: str = OwnershipMethod.BALDONE) -> FloatMatrix:
    """Each party's direct and indirect share of each company: [parties, parties], sparse.

    "brioschi" is Y = W (I - W)^-1 (Brioschi, Buzzacchi and Colombo 1989), which counts again what returns to the owner
    through a ring; "baldone" leaves that out (Baldone, Brioschi and Paleari 1998): D Y with D = diag((I - W)^-1)^-1.
    The diagonal is what a company owns of itself. For parties without owners both methods agree, and their shares
    of a company sum to 1 when every share above it is known.

    Raises `MeasureError` for a share below 0, above 1 or not a number and for a company whose shares sum above 1, and
    `ClosedLoopError`, which names the companies, where a ring is owned wholly by itself.
    """
    kind = _read_method(method)
    chains = prepare_chains(read_shares(holdings, "holdings"))
    if chains.closed:
        raise ClosedLoopError(chains.closed)
    carried = carry_down(chains, chains.order)
    own = carried.diagonal()
    company, owner, share = list_rows(carried), carried.indices, carried.data
    share = np.where(company == owner, share - 1.0, share)
    if kind is OwnershipMethod.BALDONE:
        share = share / own[owner]
    order = chains.order
    total = sparse.csr_array((share, (order[owner], order[company])), shape=carried.shape)
    total.eliminate_zeros()
    return total


def beneficial_owners(
    holdings: Matrix, threshold: float, inclusive: bool, held: NDArray[np.bool_] | None = None
) -> tuple[Indices, Indices, Floats]:
    """Every end of the chains with enough of a company: (owner, company, share), sorted by company, then owner.

    An owner here is a party without known holders: a natural person, or where the records end. Holdings in
    between are in `integrated_ownership`. `held` marks further parties with holders, whose shares are unknown.
    `inclusive` says whether a share equal to the threshold (within 1e-9)
    counts, as it does for "25% or more" and does not for "more than 25%". A company in a closed loop, or below one
    only, has no ultimate owner and so no row (`find_closed_loops` names it).
    """
    limit = read_fraction(threshold, "threshold")
    shares = read_shares(holdings, "holdings")
    return find_ultimate_shares(prepare_chains(shares), find_ends(shares, held), limit, inclusive)


def find_ends(shares: FloatMatrix, held: NDArray[np.bool_] | None = None) -> Indices:
    """Return the parties that hold shares and have no holders; `held` marks further parties with holders."""
    is_held = np.bincount(shares.indices, minlength=shares.shape[0]) > 0
    return np.flatnonzero(~(is_held if held is None else is_held | held) & (np.diff(shares.indptr) > 0))


def find_ultimate_shares(
    chains: Chains, ends: Indices, limit: float, inclusive: bool
) -> tuple[Indices, Indices, Floats]:
    """Compute what some ends of chains have of every company, where it is enough: (owner, company, share)."""
    parts = [
        _find_large_shares(chains, ends[begin : begin + OWNERS_AT_ONCE], limit, inclusive)
        for begin in range(0, len(ends), OWNERS_AT_ONCE)
    ]
    owner, company, share = (np.concatenate(column) for column in zip(_no_shares(), *parts, strict=True))
    ranked = np.lexsort((owner, company))
    return owner[ranked], company[ranked], share[ranked]


def find_closed_loops(holdings: Matrix) -> tuple[tuple[int, ...], ...]:
    """The groups of companies that own each other, or themselves, wholly and so have no ultimate owner."""
    shares = read_shares(holdings, "holdings")
    component = label_components(shares)
    return tuple(tuple(np.flatnonzero(component == loop).tolist()) for loop in find_closed(shares, component))


def _find_large_shares(chains: Chains, owners: Indices, limit: float, inclusive: bool) -> tuple[Indices, ...]:
    carried = carry_down(chains, owners)
    company, owner = chains.order[list_rows(carried)], owners[carried.indices]
    enough = carried.data >= limit - TOLERANCE if inclusive else carried.data > limit + TOLERANCE
    wanted = enough & (owner != company) & (carried.data > 0)
    return owner[wanted], company[wanted], carried.data[wanted]


def _no_shares() -> tuple[Indices, Indices, Floats]:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)


def _read_method(method: str) -> OwnershipMethod:
    try:
        return OwnershipMethod(method)
    except ValueError as error:
        raise MeasureError(f"method {method!r} is unknown; use one of: {', '.join(OwnershipMethod)}") from error
