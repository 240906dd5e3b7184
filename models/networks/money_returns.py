"""Loan money followed over a few stations: what comes back to the borrower, or to those who stand behind it.

Money that arrives at a party can be passed on from the day of its arrival, and never more than arrived, to all payees
together. It is followed until it reaches the circle of the borrower, its *homes*. Money has no marks: what is reported
is the most that can have come back.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from ...graph.engine.store import Row
from ...graph.rules.algorithms import Algorithm, Hits, Read, Thresholds
from ...ingest.records.words import PaymentPurpose
from .money_flow import Returned, Transfer, find_most_returned

STATIONS = 3
LEASE = PaymentPurpose.LEASE.value


@dataclass(frozen=True, slots=True)
class Loan:
    """An open loan, the end of its window, and the smallest amount that is followed."""

    row: Row
    until: date
    smallest: float


@dataclass(frozen=True, slots=True)
class Circle:
    """The homes of a borrower's money, and its heads and sisters with the ties and records that this rests on."""

    homes: frozenset[str]
    reasons: Sequence[Row]


@dataclass(slots=True)
class Trail:
    """Where the money of a loan may have gone: the payments by payer and payee, and since when a party may have some.

    `most` is how much of it each party can have had; `frontier` are the parties whose payments are read next.
    """

    loan: Loan
    homes: Set[str] = frozenset()
    legs: dict[tuple[str, str], dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))
    since: dict[str, date] = field(default_factory=dict)
    most: dict[str, float] = field(default_factory=dict)
    frontier: dict[str, date] = field(default_factory=dict)

    def begin(self) -> None:
        """Start at the borrower, who has the whole loan."""
        row = self.loan.row
        self.most = {row["borrower_id"]: row["lent"]}
        self.since = self.frontier = {row["borrower_id"]: row["lent_on"]}

    def follow(self, payments: Mapping[str, Sequence[Row]]) -> None:
        """Follow the money by one station; parties who can have had little of it are not looked at further."""
        met: dict[str, date] = {}
        for payer, since in self.frontier.items():
            for leg in choose_payments(payments.get(payer, ()), since, self.loan, self.homes):
                payee = leg["payee_id"]
                self.legs[payer, payee][leg["record"]] = leg
                met[payee] = min(met.get(payee, leg["paid_on"]), leg["paid_on"])
        self.frontier = {}
        for payee in sorted(met.keys() - self.homes):
            self.most[payee] = self.find_most(payee)
            if self.most[payee] >= self.loan.smallest and met[payee] < self.since.get(payee, date.max):
                self.frontier[payee] = met[payee]
        self.since = {**self.since, **self.frontier}

    def find_most(self, party: str) -> float:
        """Return the most that can have arrived at a party from those met so far."""
        arrived = (
            min(sum(leg["amount"] for leg in choose_source(legs.values())), self.most[payer])
            for (payer, payee), legs in self.legs.items()
            if payee == party
        )
        return float(min(sum(arrived), self.loan.row["lent"]))

    def find_returned(self) -> Returned:
        """Find how much can have come to the homes."""
        transfers = [
            Transfer(payer, payee, leg["paid_on"], leg["amount"])
            for (payer, payee), legs in sorted(self.legs.items(), key=itemgetter(0))
            for leg in choose_source(legs.values())
        ]
        if self.homes.isdisjoint(one.payee for one in transfers):
            return Returned(0.0, ())
        return find_most_returned(transfers, self.loan.row["borrower_id"], self.loan.row["lent"], self.homes)


def find_returns(read: Read, thresholds: Thresholds) -> Hits:
    """Find the loans whose money largely comes back, summed over all routes and parts."""
    window, smallest = timedelta(days=thresholds["window_days"]), thresholds["smallest_part"]
    trails = [
        Trail(Loan(row, row["lent_on"] + window, row["lent"] * smallest))
        for row in read("open_loans")
        if row["lent"] > 0
    ]  # fmt: skip
    for trail in trails:
        trail.begin()
    payments = read_payments(read, trails)
    trails = [trail for trail in trails if trail.loan.row["borrower_id"] in payments]
    circles = read_circles(read, {trail.loan.row["borrower_id"] for trail in trails})
    names: dict[str, str] = {}
    for station in range(STATIONS + 1):
        payments = read_payments(read, trails) if station else payments
        names.update((row["payee_id"], row["payee"]) for rows in payments.values() for row in rows)
        for trail in trails:
            trail.homes = circles[trail.loan.row["borrower_id"]].homes
            trail.follow(payments)
    returned = ((trail, trail.find_returned()) for trail in trails)
    return Hits([
        describe_return(trail, circles[trail.loan.row["borrower_id"]], back, names)
        for trail, back in returned
        if back.over and back.amount >= trail.loan.row["lent"] * thresholds["minimum_part"]
    ])  # fmt: skip


MONEY_RETURNS = Algorithm(
    find=find_returns,
    reads={"open_loans": (), "payments_from": ("payers",), "control_around": ("ids",)},
    columns=(
        "party_id", "facility_id", "borrower", "lent", "lent_on", "returned", "unit", "part", "ends", "through",
        "intermediaries", "last_on", "party_ids", "records",
    ),
    thresholds=("window_days", "minimum_part", "smallest_part"),
)  # fmt: skip


def read_circles(read: Read, borrowers: Set[str]) -> dict[str, Circle]:
    """Read who stands around each borrower."""
    rows = read("control_around", ids=sorted(borrowers)) if borrowers else ()
    return {row["party_id"]: arrange_circle(row) for row in rows}


def arrange_circle(row: Row) -> Circle:
    """Return the homes of a borrower's money: itself, its heads and its sisters, but not its own subsidiaries."""
    by_end = itemgetter("end", "records", "through")  # engines list them in orders of their own
    reasons = sorted(row["heads"], key=by_end) + sorted(row["sisters"], key=by_end)
    around = {reason["end"] for reason in reasons}.difference(row["owned"])
    return Circle(frozenset((row["party_id"], *around)), reasons)


def read_payments(read: Read, trails: Sequence[Trail]) -> dict[str, list[Row]]:
    """Read the payments by which the money at the frontiers may have gone on, by payer."""
    windows: dict[str, tuple[date, date]] = {}
    for trail in trails:
        for party, day in trail.frontier.items():
            since, until = windows.get(party, (day, trail.loan.until))
            windows[party] = min(since, day), max(until, trail.loan.until)
    payers = [{"id": id_, "since": since, "until": until} for id_, (since, until) in sorted(windows.items())]
    rows = read("payments_from", payers=payers) if payers else ()
    return {payer: list(found) for payer, found in groupby(rows, itemgetter("payer_id"))}


def choose_payments(payments: Sequence[Row], since: date, loan: Loan, homes: Set[str]) -> Iterator[Row]:
    """Choose the payments in the window, after the money arrived and in its currency.

    A lease excuses a payment unless lessor and lessee both stand around the borrower.
    """
    for leg in payments:
        in_time = since <= leg["paid_on"] <= loan.until
        leased = leg["purpose"] == LEASE and not (leg["payer_id"] in homes and leg["payee_id"] in homes)
        if in_time and not leased and leg["currency"] == loan.row["currency"] and leg["payee_id"] != loan.row["lender"]:
            yield leg


def choose_source(legs: Iterable[Row]) -> list[Row]:
    """Choose the payments of one source between two parties: several sources count once, the largest sum."""
    by_source: dict[str, list[Row]] = defaultdict(list)
    for leg in legs:
        by_source[leg["source"]].append(leg)
    return max((by_source[source] for source in sorted(by_source)), key=lambda rows: sum(leg["amount"] for leg in rows))


def describe_return(trail: Trail, circle: Circle, back: Returned, names: Mapping[str, str]) -> Row:
    """Write a loan whose money came back as a row of the rule."""
    row, ends = trail.loan.row, {one.payee for one in back.over if one.payee in trail.homes}
    stations = sorted({one.payee for one in back.over})
    legs = {record: leg for one in back.over for record, leg in trail.legs[one.payer, one.payee].items()}
    reasons = choose_reasons(circle.reasons, ends)
    return {
        "party_id": row["borrower_id"],
        "facility_id": row["facility_id"],
        "borrower": row["borrower"],
        "lent": row["lent"],
        "lent_on": row["lent_on"],
        "returned": back.amount,
        "unit": "" if row["currency"] == "CNY" else f" {row['currency']}",
        "part": back.amount / row["lent"],
        "ends": [names[station] for station in stations if station in ends],
        "through": [tie for reason in reasons for tie in reason["through"]],
        "intermediaries": [names[station] for station in stations if station not in ends],
        "last_on": max(one.day for one in back.over if one.payee in ends),
        "party_ids": [row["borrower_id"], *stations],
        "records": [row["record"], *sorted(legs, key=lambda record: (legs[record]["paid_on"], record)),
                    *(record for reason in reasons for record in reason["records"])],
    }  # fmt: skip


def choose_reasons(reasons: Sequence[Row], ends: Set[str]) -> list[Row]:
    """Choose why each end is a home of the money: by shares alone where they suffice, else by the ties of a circle."""
    reached = [reason for reason in reasons if reason["end"] in ends]
    openly = {reason["end"] for reason in reached if not reason["through"]}
    return [reason for reason in reached if not reason["through"] or reason["end"] not in openly]
