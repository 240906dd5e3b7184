"""Questions to the product and to the oracle, in one form, and what differs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..oracle.books import Books
from ..oracle.control import read_control
from ..oracle.deliveries import World
from ..oracle.ownership import find_above, find_loops, own_shares, read_holdings

THRESHOLD = 0.25
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a party, for a day, as known on a day."""

    about: str
    party: str
    as_of: date
    as_known: date | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the product's answer is not the truth."""

    question: Question
    field: str
    product: object
    truth: object

    @property
    def sign(self) -> str:
        """Return what tells one kind of difference from another."""
        return f"{self.question.about}.{self.field}"


@dataclass(slots=True)
class Oracle:
    """The truth about one world."""

    world: World
    books: Books = field(init=False)

    def __post_init__(self) -> None:
        """Store the deliveries."""
        self.books = Books(self.world)

    def answer(self, question: Question) -> dict[str, Any]:
        """Answer a question."""
        return getattr(self, question.about)(question)

    def owners(self, question: Question) -> dict[str, Any]:
        """Answer who owns a company."""
        known = self.books.describe(question.party, question.as_known)
        holdings = read_holdings(self.books, question.as_of, question.as_known)
        shares = own_shares(holdings.capital, question.party)
        control = read_control(self.books, question.as_of, question.as_known, holdings)
        above = find_above({**holdings.capital, **control.statements}, question.party)
        controlling = {party for side in control.controllers(question.party) for party in side}
        votes = own_shares(holdings.votes, question.party) if holdings.reported_in(above) else {}
        enough = {party for party, share in (*shares.items(), *votes.items()) if share >= THRESHOLD - CLOSE}
        owners = {party for party in enough | controlling if self.books.kinds[party] == "Person"}
        return {
            "shares": shares,
            "votes": {party: part for party, part in votes.items() if party in shares},
            "controllers": control.controllers(question.party),
            "owners": owners if known else set(),
            "above_one": holdings.above_one & above,
            "loops": {loop for loop in find_loops(holdings.capital) if loop <= above},
            "unattributed": max(0.0, 1.0 - sum(shares.values())),
        }

    def controllers(self, question: Question) -> dict[str, Any]:
        """Answer who controls a company."""
        control = read_control(self.books, question.as_of, question.as_known)
        return {"controllers": control.controllers(question.party)}


def ask_questions(world: World) -> Iterator[Question]:
    """Return what is asked of a world: of the last day as known now, of an earlier day, and as known on one."""
    books = Books(world)
    last = world.deliveries[-1].day
    days = sorted({delivery.day for delivery in world.deliveries})
    middle = days[len(days) // 2]
    companies = [party for party, kind in books.kinds.items() if kind == "Company"]
    for company in companies:
        yield Question("owners", company, last, None)
        yield Question("owners", company, middle, None)
        yield Question("owners", company, last, middle)
    yield Question("controllers", companies[0], last, None)


def find_differences(question: Question, product: dict[str, Any], truth: dict[str, Any]) -> Iterator[Difference]:
    """Return the fields that differ."""
    for name, value in truth.items():
        if name in product and not is_same(product[name], value):
            yield Difference(question, name, product[name], value)


def is_same(left: Any, right: Any) -> bool:
    """Return whether two answers are equal, numbers within rounding."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_same(left[key], right[key]) for key in left)
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= CLOSE
    return bool(left == right)
