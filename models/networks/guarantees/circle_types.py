"""The kinds, limits and results of a search for guarantee circles."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, overload

Guarantee: TypeAlias = tuple[int, int]


class CircleKind(StrEnum):
    """The shape of a guarantee circle."""

    MUTUAL = "mutual"
    JOINT = "joint"
    CYCLE = "cycle"
    CHAIN = "chain"
    STAR = "star"


class CutReason(StrEnum):
    """Why a search left something out."""

    LENGTH = "length"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How far the search goes; steps and circles count per search (one ring, or the chains of one wide circle)."""

    max_length: int = 8
    max_steps: int = 200_000
    max_circles: int = 1_000
    star_size: int = 3


@dataclass(frozen=True, slots=True)
class Circle:
    """One circle: its parties, the guarantees (guarantor, borrower) that form it and their total amount.

    `members` of a cycle or chain are in the order of the guarantees, of a star begin with its centre, else ascend.
    `bridges` and `articulations` are those guarantees touching the circle, and members in it, whose release or failure
    splits the wide circle (the weakly connected component) around it.
    """

    kind: CircleKind
    members: tuple[int, ...]
    guarantees: tuple[Guarantee, ...]
    amount: float
    bridges: tuple[Guarantee, ...]
    articulations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SearchCut:
    """A search that may have missed circles of one kind among some parties, and why."""

    kind: CircleKind
    reason: CutReason
    among: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Circles(Sequence[Circle]):
    """The circles found, as a sequence, and where the search was cut."""

    found: tuple[Circle, ...]
    cuts: tuple[SearchCut, ...]

    @property
    def complete(self) -> bool:
        """Whether every circle of every kind was listed."""
        return not self.cuts

    @overload
    def __getitem__(self, index: int) -> Circle: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Circle]: ...
    def __getitem__(self, index: int | slice) -> Circle | Sequence[Circle]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)
