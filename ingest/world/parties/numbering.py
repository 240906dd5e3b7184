"""Party codes inside the generator: the kind in the high bits, the position in the low bits."""

import numpy as np

from ..sampling import Flags, Ints

KIND_BITS = 32
PERSON = 1 << KIND_BITS
PUBLIC_BODY = 2 << KIND_BITS
NO_PARTY = -1
KIND_LETTERS = ("C", "P", "G")


def find_kinds(codes: Ints) -> Ints:
    """Return 0 for companies, 1 for persons, 2 for public bodies, -1 for none."""
    return codes >> KIND_BITS


def find_positions(codes: Ints) -> Ints:
    """Return the position of each party within its kind."""
    return codes & np.int64(PERSON - 1)


def is_company(codes: Ints) -> Flags:
    """Check which codes are companies."""
    return (codes >= 0) & (codes < PERSON)
