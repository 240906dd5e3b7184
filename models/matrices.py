"""Read and check the matrices and vectors that measures take.

An error names the cell, its value and what is allowed. The caller's arrays are never changed.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from ..errors import MeasureError

FloatMatrix: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"
BoolMatrix: TypeAlias = "sparse.csr_array[np.bool_, tuple[int, int]]"
Matrix: TypeAlias = "ArrayLike | sparse.sparray | sparse.spmatrix"
Floats: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.int64]

TOLERANCE = 1e-9  # allowed rounding of shares: three times .3333333333 is no error
SHARE_DECIMALS = 9  # of shares in answers: 0.1 and 0.2 are 0.3


def round_share(share: float) -> float:
    """Return a share without the noise that sums of floats leave in the last digits."""
    return round(share, SHARE_DECIMALS)


def read_square(matrix: Matrix, name: str) -> FloatMatrix:
    """Copy a square matrix of finite, non-negative numbers to sorted CSR form without stored zeros."""
    square = _copy_square(matrix, name)
    square.sum_duplicates()
    _reject_cell(square, ~np.isfinite(square.data), name, "must be a finite number")
    _reject_cell(square, square.data < 0, name, "must not be negative")
    square.eliminate_zeros()
    return square


def read_ties(matrix: Matrix, name: str) -> FloatMatrix:
    """Copy a square matrix whose diagonal must be empty, because no party has such a tie with itself."""
    square = read_square(matrix, name)
    for party in np.flatnonzero(square.diagonal())[:1]:
        raise MeasureError(f"{name}[{party}, {party}] is {square[party, party]:g}: a party has no such tie with itself")
    return square


def read_shares(matrix: Matrix, name: str) -> FloatMatrix:
    """Copy shares (rows: holders, columns: companies), as fractions; no column may sum to more than 1.

    A column that exceeds 1 by no more than the tolerance is scaled to 1.
    """
    shares = read_square(matrix, name)
    _reject_cell(shares, shares.data > 1 + TOLERANCE, name, "a share is a fraction between 0 and 1")
    totals = sum_columns(shares)
    for company in np.flatnonzero(totals > 1 + TOLERANCE)[:1]:
        raise MeasureError(f"{name}: the shares in company {company} (column) sum to {totals[company]:.12g}, above 1")
    shares.data /= np.maximum(totals, 1.0)[shares.indices]
    return shares


def read_vector(values: ArrayLike, name: str, size: int, *, upper: float = np.inf, remedy: str = "") -> Floats:
    """Copy a vector of one finite number between 0 and `upper` per party; `remedy` is added to errors."""
    vector = _read_floats(values, name)
    if vector.shape != (size,):
        raise MeasureError(f"{name} must hold one number for each of the {size} parties, not shape {vector.shape}")
    for party in np.flatnonzero(~np.isfinite(vector) | (vector < 0) | (vector > upper))[:1]:
        bounds = "0 or above" if np.isinf(upper) else f"between 0 and {upper:g}"
        advice = f": {remedy}" if remedy else ""
        raise MeasureError(f"{name}[{party}] is {vector[party]:g}; it must be a finite number {bounds}{advice}")
    return vector


def read_fraction(value: float, name: str) -> float:
    """Check that a parameter is a fraction between 0 and 1, and return it."""
    if not 0 <= value <= 1:
        raise MeasureError(f"{name} is {value}; it must be between 0 and 1")
    return float(value)


def list_rows(matrix: FloatMatrix) -> Indices:
    """List the row of each stored cell, in storage order."""
    return np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))


def sum_rows(matrix: FloatMatrix) -> Floats:
    """Sum each row: [rows]."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64)


def sum_columns(matrix: FloatMatrix) -> Floats:
    """Sum each column: [columns]."""
    return np.asarray(matrix.sum(axis=0), dtype=np.float64)


def _copy_square(matrix: Matrix, name: str) -> FloatMatrix:
    if not sparse.issparse(matrix):
        matrix = _read_floats(matrix, name)
    shape = matrix.shape
    if len(shape) != 2 or shape[0] != shape[1]:
        raise MeasureError(f"{name} must be a square array over the parties, not of shape {shape}")
    square: FloatMatrix = sparse.csr_array(sparse.coo_array(matrix, dtype=np.float64), shape=shape, copy=True)
    return square


def _read_floats(values: Matrix, name: str) -> Floats:
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise MeasureError(f"{name} must hold numbers only: {error}") from error


def _reject_cell(square: FloatMatrix, wrong: NDArray[np.bool_], name: str, rule: str) -> None:
    for position in np.flatnonzero(wrong)[:1]:
        row, column = list_rows(square)[position], square.indices[position]
        raise MeasureError(f"{name}[{row}, {column}] is {square.data[position]:g}: {rule}")
