"""Votes of companies where sources tell them for some holders only."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def limit_untold(votes: Floats, told: NDArray[np.bool_], company: NDArray[np.int64]) -> Floats:
    """Give the votes of holders, of whom those that are not `told` are counted by their capital: [holders] each.

    In a company with votes that are told the others have what is left at most: where their capital is more, they share
    it in proportion. `company` is the place of each holder's company.
    """
    if not told.any():
        return votes
    size = int(company.max()) + 1
    left = np.maximum(1.0 - np.bincount(company, np.where(told, votes, 0.0), size), 0.0)
    capital = np.bincount(company, np.where(told, 0.0, votes), size)
    some = np.bincount(company, told, size) > 0
    part = np.divide(left, capital, out=np.ones(size), where=some & (capital > left))
    return np.asarray(np.where(told, votes, votes * part[company]), dtype=np.float64)
