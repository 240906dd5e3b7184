"""Loan money followed over a few stations: what comes back to the borrower, or to those who stand behind it.

Money that arrives at a party can be passed on from the day of its arrival, and never more than arrived. It is followed
until it reaches the circle of the borrower, its *homes*.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from ...graph.engine.store import Row
from ...graph.rules.algorithms import Algorithm, Hits, Read, Thresholds
from ...ingest.records.words import PaymentPurpose

STATIONS = 3
LEASE = PaymentPurpose.LEASE.value


@dataclass(frozen=True, slots=True)
class Stop:
    """Money of a loan at one party: how much arrived there, from when to when, over which parties, by which records."""

    party: str
    amount: float
    since: date
    last: date
    through: frozenset[str]
    records: frozenset[str]


@dataclass(frozen=True, slots=True)
class Loan:
    """An open loan, the end of its window, and the smallest amount that is followed."""

    row: Row
    until: date
    smallest: float

    @property
    def start(self) -> Stop:
        """Return the stop at which the whole loan is with its borrower."""
        lent_on = self.row["lent_on"]
        return Stop(self.row["borrower_id"], self.row["lent"], lent_on, lent_on, frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Circle:
    """The homes of a borrower's money, and its heads and sisters with the ties and records that this rests on."""

    homes: frozenset[str]
    reasons: Sequence[Row]


def find_returns(read: Read, thresholds: Thresholds) -> Hits:
    """Find the loans whose money largely comes back, summed over all routes and parts."""
    window, smallest = timedelta(days=thresholds["window_days"]), thresholds["smallest_part"]
    loans = [Loan(row, row["lent_on"] + window, row["lent"] * smallest) for row in read("open_loans")]
    stops = {loan.row["facility_id"]: [loan.start] for loan in loans}
    payments = read_payments(read, loans, stops)
    loans = [loan for loan in loans if loan.row["borrower_id"] in payments]
    circles = read_circles(read, {loan.row["borrower_id"] for loan in loans})
    names: dict[str, str] = {}
    back: dict[str, list[Stop]] = defaultdict(list)
    for station in range(STATIONS + 1):
        payments = read_payments(read, loans, stops) if station else payments
        names.update((row["payee_id"], row["payee"]) for rows in payments.values() for row in rows)
        for loan in loans:
            id_, homes = loan.row["facility_id"], circles[loan.row["borrower_id"]].homes
            arrived = pass_on(stops[id_], loan, homes, payments)
            back[id_] += [stop for stop in arrived if stop.party in homes]
            stops[id_] = [stop for stop in arrived if stop.party not in homes]  # what came back is followed no more
    hits = ((loan, back[loan.row["facility_id"]]) for loan in loans)
    return Hits([
        describe_return(loan, circles[loan.row["borrower_id"]], stops, names)
        for loan, stops in hits
        if sum(stop.amount for stop in stops) >= loan.row["lent"] * thresholds["minimum_part"]
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


def read_payments(read: Read, loans: Sequence[Loan], stops: Mapping[str, Sequence[Stop]]) -> dict[str, list[Row]]:
    """Read the payments by which the money at these stops may have gone on, by payer."""
    windows: dict[str, tuple[date, date]] = {}
    for loan in loans:
        for stop in stops[loan.row["facility_id"]]:
            since, until = windows.get(stop.party, (stop.since, loan.until))
            windows[stop.party] = min(since, stop.since), max(until, loan.until)
    payers = [{"id": id_, "since": since, "until": until} for id_, (since, until) in sorted(windows.items())]
    rows = read("payments_from", payers=payers) if payers else ()
    return {payer: list(found) for payer, found in groupby(rows, itemgetter("payer_id"))}


def pass_on(stops: Sequence[Stop], loan: Loan, homes: Set[str], payments: Mapping[str, Sequence[Row]]) -> list[Stop]:
    """Find where the money of these stops went next; small parts are not followed."""
    arrived: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops:
        legs: dict[str, list[Row]] = defaultdict(list)
        for leg in choose_payments(payments.get(stop.party, ()), stop, loan, homes):
            legs[leg["payee_id"]].append(leg)
        for payee, rows in legs.items():
            arrived[payee].append(move_money(stop, payee, rows))
    merged = (merge_stops(parts) for parts in arrived.values())
    return [stop for stop in merged if stop.amount >= loan.smallest]


def choose_payments(payments: Sequence[Row], stop: Stop, loan: Loan, homes: Set[str]) -> Iterator[Row]:
    """Choose the payments in the window, after the money arrived and in its currency.

    A lease excuses a payment unless lessor and lessee both stand around the borrower.
    """
    for leg in payments:
        in_time = stop.since <= leg["paid_on"] <= loan.until
        leased = leg["purpose"] == LEASE and not (leg["payer_id"] in homes and leg["payee_id"] in homes)
        if in_time and not leased and leg["currency"] == loan.row["currency"] and leg["payee_id"] != loan.row["lender"]:
            yield leg


def move_money(stop: Stop, payee: str, legs: Sequence[Row]) -> Stop:
    """Move money from a stop to a payee: several sources count once, and no more moves than arrived."""
    paid: dict[str, float] = defaultdict(float)
    for leg in legs:
        paid[leg["source"]] += leg["amount"]
    days = [leg["paid_on"] for leg in legs]
    records = stop.records.union(leg["record"] for leg in legs)
    return Stop(payee, min(max(paid.values()), stop.amount), min(days), max(days), stop.through | {payee}, records)


def merge_stops(parts: Sequence[Stop]) -> Stop:
    """Add up what arrived at one party from several."""
    return Stop(
        parts[0].party,
        sum(part.amount for part in parts),
        min(part.since for part in parts),
        max(part.last for part in parts),
        frozenset().union(*(part.through for part in parts)),
        frozenset().union(*(part.records for part in parts)),
    )


def describe_return(loan: Loan, circle: Circle, back: Sequence[Stop], names: Mapping[str, str]) -> Row:
    """Write a loan whose money came back as a row of the rule."""
    row, ends = loan.row, {stop.party for stop in back}
    stations = sorted(frozenset().union(*(stop.through for stop in back)))
    reasons = choose_reasons(circle.reasons, ends)
    returned = min(row["lent"], sum(stop.amount for stop in back))
    return {
        "party_id": row["borrower_id"],
        "facility_id": row["facility_id"],
        "borrower": row["borrower"],
        "lent": row["lent"],
        "lent_on": row["lent_on"],
        "returned": returned,
        "unit": "" if row["currency"] == "CNY" else f" {row['currency']}",
        "part": returned / row["lent"],
        "ends": [names[station] for station in stations if station in ends],
        "through": [tie for reason in reasons for tie in reason["through"]],
        "intermediaries": [names[station] for station in stations if station not in ends],
        "last_on": max(stop.last for stop in back),
        "party_ids": [row["borrower_id"], *stations],
        "records": [row["record"], *(record for stop in back for record in stop.records),
                    *(record for reason in reasons for record in reason["records"])],
    }  # fmt: skip


def choose_reasons(reasons: Sequence[Row], ends: Set[str]) -> list[Row]:
    """Choose why each end is a home of the money: by shares alone where they suffice, else by the ties of a circle."""
    reached = [reason for reason in reasons if reason["end"] in ends]
    openly = {reason["end"] for reason in reached if not reason["through"]}
    return [reason for reason in reached if not reason["through"] or reason["end"] not in openly]
