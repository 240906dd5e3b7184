"""Clearing vectors: what each party pays if all obligations fall due at once and some cannot pay in full."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from ..matrices import FloatMatrix, Floats, Indices, Matrix, read_fraction, read_ties, read_vector, sum_rows


@dataclass(frozen=True, slots=True)
class Clearing:
    """What each party pays and keeps if all obligations fall due at once; every array is [parties].

    `payments`, `equity` and `lost` are amounts. `equity` is what remains after paying, 0 in default. `lost` is what the
    costs of default destroy; equity and losses sum to the cash. `default_round` is 0 for a fundamental default (even if
    all others pay), higher for defaults by contagion, and -1 for none.
    """

    payments: Floats
    equity: Floats
    lost: Floats
    default_round: Indices


def clearing_vector(liabilities: Matrix, cash: ArrayLike, alpha: float = 1.0, beta: float = 1.0) -> Clearing:
    """Compute the greatest clearing vector of a network of obligations: `liabilities[i, j]` is what i owes j.

    Each party pays p_i = min(owed_i, cash_i + received_i), split in proportion to its debts (Eisenberg and Noe 2001).
    With costs of default, a defaulting party pays alpha of its cash and beta of what it receives (Rogers and Veraart
    2013). If several vectors clear, this is the one with the highest payments for every party. It is found by the
    fictitious default algorithm: solve for the parties in default, find the next ones to default, and repeat; each
    party defaults at most once.

    `cash` [parties] is net of senior liabilities outside the network. Represent outside liabilities of equal rank by an
    extra party. A party that owes nothing never defaults. Raises `MeasureError` for negative or unknown amounts, alpha
    or beta outside 0 to 1, or an obligation to oneself.
    """
    network = _read_obligations(liabilities, cash, read_fraction(alpha, "alpha"), read_fraction(beta, "beta"))
    payments = network.owed.copy()
    default_round = np.full(len(payments), -1, dtype=np.int64)
    number = 0
    while len(defaulting := network.find_defaulting(payments, default_round < 0)):
        default_round[defaulting] = number
        payments = network.pay(payments, np.flatnonzero(default_round >= 0))
        number += 1
    resources = network.cash + network.inflow @ payments
    left = np.maximum(resources - payments, 0.0)
    failed = default_round >= 0
    return Clearing(payments, np.where(failed, 0.0, left), np.where(failed, left, 0.0), default_round)


@dataclass(frozen=True, slots=True)
class Obligations:
    """A network of obligations: `owed` and `cash` [parties], and `inflow` [receiver, payer], fractions of a payment."""

    owed: Floats
    cash: Floats
    inflow: FloatMatrix
    alpha: float
    beta: float

    def find_defaulting(self, payments: Floats, solvent: NDArray[np.bool_]) -> Indices:
        """Find the parties among `solvent` that cannot pay in full, beyond rounding."""
        resources = self.cash + self.inflow @ payments
        return np.flatnonzero(solvent & (resources < self.owed * (1 - 1e-12)))

    def pay(self, payments: Floats, failed: Indices) -> Floats:
        """Compute the payments if exactly these have failed: they pay what they have, all others what they owe."""
        paid = self.owed.copy()
        paid[failed] = 0.0
        rows = self.inflow[failed]
        base = self.alpha * self.cash[failed] + self.beta * (rows @ paid)
        paid[failed] = _solve_payments(self.beta * rows[:, failed], base, payments[failed])
        return np.clip(paid, 0.0, self.owed)


def _read_obligations(liabilities: Matrix, cash: ArrayLike, alpha: float, beta: float) -> Obligations:
    owing = read_ties(liabilities, "liabilities")
    money = read_vector(cash, "cash", owing.shape[0], remedy="cash is net of senior liabilities and not below 0")
    owed = sum_rows(owing)
    parts = sparse.csr_array(owing, copy=True)
    parts.data = parts.data / np.repeat(owed, np.diff(parts.indptr))
    return Obligations(owed, money, sparse.csr_array(parts.T), alpha, beta)


def _solve_payments(inflow: FloatMatrix, base: Floats, start: Floats) -> Floats:
    """Solve p = base + inflow p: by iteration from above, fast for large sparse networks, else by sparse LU.

    The solution is unique, because parties that owe only each other never all fail: each would need a debtor that pays
    less than it receives.
    """
    paid = start
    for _ in range(200):
        following = base + inflow @ paid
        if np.all(np.abs(following - paid) <= 1e-14 * np.maximum(following, paid)):
            return following
        paid = following
    return np.asarray(splu(sparse.csc_array(sparse.eye_array(len(base)) - inflow)).solve(base))
