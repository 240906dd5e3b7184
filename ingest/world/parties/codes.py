"""Identifiers with valid check characters in number ranges that no authority has assigned."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..sampling import Ints

USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = np.array([pow(3, place, 31) for place in range(17)], dtype=np.int64)
ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int64)
ORGANISATION_LETTERS = "0123456789X"
REGION = "999999"  # not a region in GB/T 2260
PREFIX = "91" + REGION


def make_usccs(numbers: Ints) -> pa.Array:
    """Build the unified social credit code (GB 32100-2015) of each number below 100 million."""
    organisation = _split_digits(numbers, 8)
    remainder = (11 - organisation @ ORGANISATION_WEIGHTS % 11) % 11  # GB 11714: 10 is X, 11 is 0
    inner = np.array([USCC_LETTERS.index(letter) for letter in ORGANISATION_LETTERS])[remainder]
    prefix = np.array([int(digit) for digit in PREFIX], dtype=np.int64)
    body = np.column_stack([np.tile(prefix, (len(numbers), 1)), organisation, inner])
    check = (31 - body @ USCC_WEIGHTS % 31) % 31
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 8, "0")
    first = pa.array(list(ORGANISATION_LETTERS)).take(pa.array(remainder))
    last = pa.array(list(USCC_LETTERS)).take(pa.array(check))
    return pc.binary_join_element_wise(PREFIX, digits, first, last, "")


def make_leis(numbers: Ints) -> pa.Array:
    """Build legal entity identifiers (ISO 17442, check digits by ISO 7064 mod 97-10) with the unused prefix 0000."""
    check = 98 - numbers * 100 % 97
    body = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 18, "0")
    return pc.binary_join_element_wise(body, pc.utf8_lpad(pc.cast(pa.array(check), pa.string()), 2, "0"), "")


def _split_digits(numbers: Ints, width: int) -> Ints:
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return numbers[:, None] // powers % 10
