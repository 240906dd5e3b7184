"""Seeded random streams, one per subject, so that a change to one part of the world does not affect the others."""

from zlib import crc32

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def open_stream(seed: int, subject: str) -> Generator:
    """Build the random stream of a subject; the same seed and subject yield the same numbers on every platform."""
    return Generator(PCG64(SeedSequence([seed, crc32(subject.encode())])))


def draw_ints(rng: Generator, low: int, high: int, count: int) -> Ints:
    """Draw whole numbers from `low` to `high`, both included."""
    return rng.integers(low, high, size=count, endpoint=True, dtype=np.int64)


def draw_each(rng: Generator, low: Ints, high: Ints) -> Ints:
    """Draw one whole number between each pair of bounds, or the lower bound where they cross."""
    width = np.maximum(high - low, 0)
    drawn: Ints = low + np.floor(rng.random(len(low)) * (width + 1)).astype(np.int64)
    return drawn


def choose_by_weight(rng: Generator, weights: Floats, count: int) -> Ints:
    """Draw positions with probability proportional to their weight."""
    edges = np.cumsum(weights)
    positions = np.searchsorted(edges, rng.random(count) * edges[-1], side="right")
    drawn: Ints = np.minimum(positions, len(weights) - 1).astype(np.int64)
    return drawn
