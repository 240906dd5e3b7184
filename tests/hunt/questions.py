"""The questions to a world, and the form in which both sides answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..oracle.books import Books
from ..oracle.deliveries import World

TODAY = date(2023, 6, 1)  # later than everything delivered; control is derived for it
THRESHOLD = 0.25
CLOSE = 5e-9  # answers are rounded to nine decimals
MOST_QUESTIONS = 24


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a party, for a day, as known on a day; `held`: when the state of the graph is on disk."""

    about: str
    party: str
    as_of: date
    as_known: date | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: its fields, what cut it, the codes of its notes, and the fields that ran out of time."""

    fields: Mapping[str, Any]
    cuts: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()

    @property
    def unanswered(self) -> bool:
        """Return whether the question, or a part of it, was not answered."""
        return not self.fields or bool(self.lacking)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the product's answer is not the truth."""

    question: Question
    field: str
    product: object
    truth: object

    @property
    def sign(self) -> str:
        """Return what distinguishes one kind of difference from another."""
        return f"{'held ' if self.question.held else ''}{self.question.about}.{self.field}"


def ask_questions(world: World) -> list[Question]:
    """Return what is asked of a world: of today, of an earlier day, as known on one, and of pages."""
    return list(draw_questions(world))[:MOST_QUESTIONS]


def draw_questions(world: World) -> Iterator[Question]:
    """Return the questions, the most telling first."""
    kinds = Books(world).kinds
    days = sorted({delivery.day for delivery in world.deliveries})
    middle = days[len(days) // 2]
    companies = [party for party, kind in kinds.items() if kind == "Company"][-7:]
    for company in companies:
        yield Question("owners", company, TODAY)
    for party in [*companies[:2], *(party for party, kind in kinds.items() if kind == "Person")][:4]:
        yield Question("page", party, TODAY)
    for company in companies:
        yield Question("owners", company, TODAY, middle)
    yield Question("page", companies[0], TODAY, middle)
    yield Question("page", companies[1], middle)
    yield Question("controllers", companies[-1], TODAY)
    for company in companies:
        yield Question("owners", company, TODAY, middle, held=True)
    for company in companies:
        yield Question("owners", company, middle)


def is_same(left: Any, right: Any) -> bool:
    """Return whether two answers are equal, numbers within rounding."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_same(left[key], right[key]) for key in left)
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= CLOSE
    return bool(left == right)
