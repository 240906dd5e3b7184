"""The oracle's answers, and where the product's differ: equal, or marked incomplete for a reason that is true."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..oracle.books import Books, Version
from ..oracle.control import Control, read_control
from ..oracle.deliveries import HoldingRow, World
from ..oracle.ownership import Holdings, find_above, find_greatest, find_loops, own_shares, read_holdings, sum_up
from .questions import CLOSE, THRESHOLD, TODAY, Difference, Given, Question, is_same

MOST_NODES = 500
AGED = "control_older_than_graph"  # the note that says that control was derived before the graph moved on


@dataclass(slots=True)
class Oracle:
    """The truth about one world."""

    world: World
    books: Books = field(init=False)
    kept: dict[tuple[date, date | None], tuple[Holdings, Control]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Store the deliveries."""
        self.books = Books(self.world)

    def answer(self, question: Question) -> dict[str, Any]:
        """Answer a question; nothing is known of a party that no source has described yet."""
        if self.books.describe(question.party, question.as_of, question.as_known) is None:
            return {"known": False}
        fields: dict[str, Any] = getattr(self, question.about)(question)
        return fields

    def read(self, question: Question) -> tuple[Holdings, Control]:
        """Return holdings and control on the day asked for, once for all questions."""
        days = question.as_of, question.as_known
        if days not in self.kept:
            holdings = read_holdings(self.books, *days)
            self.kept[days] = holdings, read_control(self.books, *days, holdings)
        return self.kept[days]

    def control(self, question: Question) -> Control:
        """Return control on the day asked for."""
        return self.read(question)[1]

    def describe(self, question: Question, party: str) -> tuple[object, object]:
        """Return the kind and the name of a party as known on the day asked for."""
        values = self.books.describe(party, question.as_of, question.as_known) or {}
        return values.get("kind", self.books.kinds[party]), values.get("name")

    def owners(self, question: Question) -> dict[str, Any]:
        """Answer who owns a company."""
        described = {party: self.describe(question, party) for party in self.books.kinds}
        if question.party not in described:
            return {"known": False}
        if described[question.party][0] != "Company":
            return {"refused": True}
        holdings, control = self.read(question)
        shares = own_shares(holdings.capital, question.party)
        above = find_above([*holdings.capital, *control.statements], question.party)
        votes = (
            own_shares(holdings.votes, question.party)
            if any(company in above for _, company in holdings.reported)
            else {}
        )
        sides = control.controllers(question.party)
        persons = {party for party, (kind, _) in described.items() if kind == "Person"}
        rest = max(0.0, 1.0 - sum(shares.values()))  # a controller of unknown share can have it
        most = dict.fromkeys(set().union(*sides) - {question.party}, rest)
        holders = find_above(holdings.capital, question.party) - {question.party}
        most |= {party: find_greatest(holdings, question.party, party) for party in holders}
        ends = holders - {company for _, company in holdings.capital}
        possible = {party for party, share in most.items() if share >= THRESHOLD - CLOSE}
        enough = {party for party, share in (*shares.items(), *votes.items()) if share >= THRESHOLD - CLOSE}
        return {
            **({"described": {party: described[party] for party in shares}} if question.as_known else {}),
            "shares": shares,
            "votes": {party: part for party, part in votes.items() if party in shares},
            "controllers": sides,
            "most": {party: share for party, share in most.items() if party in ends.union(*sides)},
            "possible": persons & (possible | enough.union(*sides)),
            "owners": persons & enough.union(*sides),
            "above_one": {one for one, total in sum_up(holdings.capital).items() if total > 1 and one in above},
            "loops": {loop for loop in find_loops(holdings.capital) if loop <= above},
            "unattributed": rest,
        }

    def controllers(self, question: Question) -> dict[str, Any]:
        """Answer who controls a company."""
        if self.describe(question, question.party)[0] != "Company":
            return {"refused": True}
        return {"controllers": self.control(question).controllers(question.party)}

    def page(self, question: Question) -> dict[str, Any]:
        """Answer what is known of a party."""
        described = self.books.describe(question.party, question.as_of, question.as_known)
        ties = self.books.ties(HoldingRow, question.as_of, question.as_known)
        control = self.control(question)
        kept = question.as_known is None and question.as_of == TODAY  # the one day for which control is derived
        return {
            "known": True,
            **({"capital": None, "operating_status": None} | described if described else {}),
            "owners": write_ties(ties, "end", "start", question.party),
            "holdings": write_ties(ties, "start", "end", question.party),
            "controls": control.controls(question.party) if kept else {},
        }

    def find_reasons(self, question: Question) -> set[str]:
        """Return what may cut an answer: limits that the graph above the company exceeds."""
        holdings, control = self.read(question)
        above = find_above([*holdings.capital, *control.statements], question.party)
        return {"chains", "time"} | ({"holders", "nodes"} if len(above) > MOST_NODES else set())


def write_ties(ties: list[Version], near: str, far: str, party: str) -> list[tuple[Any, ...]]:
    """Write the holdings at one end of which a party is: the source, the other end and the share."""
    found = [(one.source.name, getattr(one.row, far), one.row.share) for one in ties
             if isinstance(one.row, HoldingRow) and getattr(one.row, near) == party]  # fmt: skip
    return sorted(found, key=repr)


def find_differences(question: Question, given: Given, oracle: Oracle) -> Iterator[Difference]:
    """Return the fields that differ from the truth or are missing; of an incomplete answer, those that claim too much.

    An answer without any field claims nothing: it ran out of time.
    """
    truth, reasons = oracle.answer(question), oracle.find_reasons(question)
    if "error" in given.fields:
        yield Difference(question, "error", given.fields["error"], None)
        return
    if not given.cuts <= reasons:
        yield Difference(question, "cuts", given.cuts - reasons, reasons)
    if given.fields.get("known") is False:
        truth = {"known": truth.get("known", True)}
    if given.fields.get("refused"):
        truth = {"refused": truth.get("refused", False)}
    for name, true in truth.items() if given.fields else ():
        if name in given.lacking:
            continue
        if name not in given.fields:
            yield Difference(question, name, "missing", true)
        elif is_wrong(name, given, true):
            yield Difference(question, name, given.fields[name], true)


def is_wrong(name: str, given: Given, true: Any) -> bool:
    """Return whether a field is not the truth, and the answer does not say so."""
    if name == "controls" and AGED in given.notes:
        return False
    claimed = given.fields[name]
    return claims_too_much(name, claimed, true) if given.cuts else not is_same(claimed, true)


def claims_too_much(name: str, claimed: Any, true: Any) -> bool:
    """Return whether an incomplete answer says what is not so."""
    if name in ("shares", "votes"):
        return any(share > true.get(party, 0.0) + CLOSE for party, share in claimed.items())
    if name == "most":
        return any(share < true.get(party, 0.0) - CLOSE for party, share in claimed.items())
    return name in ("controllers", "owners", "loops", "above_one") and not claimed <= true
