"""From a snapshot of the graph to the economy that the measures read.

What several sources say of one pair counts once, and amounts that are not in the home currency are unknown: they can be
neither added to others nor set against them.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np

from ..graph.snapshot.tables import Table
from ..graph.snapshot.take import Edges, Snapshot
from ..ingest.records import TIES
from ..ingest.records.declaration import Field, Mark, Value, find_marked, read_fields
from ..ingest.records.words import GuaranteeForm
from .economy import Accounts, Cases, Economy, Flags, Loans, Ties, Words, sum_by
from .matrices import Floats

# the numbers that measures and models read off each type of tie, as the declarations of records mark them
NUMBERS = {
    record.label: tuple(item for item in read_fields(record) if Mark.MEASURED in item.marks)
    for record in TIES
    if record.measured or find_marked(record, Mark.MEASURED)
}
HOME_CURRENCY = "CNY"
HOME_UNITS = ("", HOME_CURRENCY, "RMB", "YUAN", "元")  # what names no currency is in the home currency


def read_economy(snapshot: Snapshot) -> Economy:
    """Read what a snapshot holds into plain arrays; parties keep their numbers."""
    parties = snapshot.parties
    return Economy(
        as_of=snapshot.as_of,
        ids=parties.words("id"),
        kinds=parties.words("kind"),
        founded=parties.days("founded"),
        industry=parties.words("industry"),
        status=read_status(parties, snapshot.as_of),
        ties={label: _read_ties(snapshot.edges(label), numbers) for label, numbers in NUMBERS.items()},
        accounts=_read_accounts(snapshot.indicator_table),
        loans=_read_loans(snapshot.facilities),
        cases=_read_cases(snapshot),
    )


def _read_ties(edges: Edges, numbers: Sequence[Field]) -> Ties:
    columns = {item.name: edges.columns.numbers(item.name) for item in numbers}
    if "share" in columns:
        columns["share"] = _read_shares(edges.columns, columns["share"])
    for name in (item.name for item in numbers if item.value is Value.AMOUNT):
        columns[name] = np.where(is_home(edges.columns.words("currency")), columns[name], np.nan)
    ties, source = (
        Ties(edges.start.astype(np.int64), edges.end.astype(np.int64), columns),
        edges.columns.words("source"),
    )
    if "form" in edges.columns.table.column_names:
        secured = edges.columns.words("form") != GuaranteeForm.COUNTER.value
        ties, source = keep_ties(ties, secured), source[secured]
    return merge_sources(ties, source) if columns else ties


def keep_ties(ties: Ties, kept: Flags) -> Ties:
    """Return the marked ties: of guarantees, those that secure a debt and no other guarantor."""
    return Ties(ties.start[kept], ties.end[kept], {name: values[kept] for name, values in ties.columns.items()})


def read_status(parties: Table, as_of: date) -> Words:
    """Return the registered status of each party; empty where the description is of a later day."""
    described = parties.days("described_at")
    return np.where(described > np.datetime64(as_of, "D"), "", parties.words("operating_status"))


def is_home(units: Words) -> Flags:
    """Return which units and currencies are the home currency."""
    return np.asarray(np.isin(np.char.upper(units), HOME_UNITS))


def merge_sources(ties: Ties, source: Words) -> Ties:
    """Merge the ties of each pair reported by several sources: of each number the largest sum of one source.

    Ties come sorted by start and end. Those of a pair that only one source reports stay as they are.
    """
    first = np.append(True, (np.diff(ties.start) != 0) | (np.diff(ties.end) != 0))[: len(ties.start)]
    names, voice = np.unique(source, return_inverse=True)
    if len(names) < 2:
        return ties
    reported, place = np.unique((np.cumsum(first) - 1) * len(names) + voice, return_inverse=True)
    pair = reported // len(names)
    repeated = np.bincount(pair)[pair[place]] > 1
    kept = first | ~repeated
    columns = {}
    for name, values in ties.columns.items():
        largest = np.full(int(pair[-1]) + 1, np.nan)
        np.fmax.at(largest, pair, sum_by(place, values, len(reported)))
        columns[name] = np.where(repeated, largest[pair[place]], values)[kept]
    return Ties(ties.start[kept], ties.end[kept], columns)


def _read_shares(table: Table, share: Floats) -> Floats:
    """Return shares, and where only a band is known its lower bound, which is undisputed."""
    if "share_min" not in table.table.column_names:
        return share
    return np.where(np.isnan(share), table.numbers("share_min"), share)


def _read_accounts(table: Table) -> Accounts:
    known = np.flatnonzero(table.indices("party") >= 0)
    return Accounts(
        party=table.indices("party")[known].astype(np.int64),
        name=table.words("name")[known],
        period=table.words("period")[known],
        value=table.numbers("value")[known],
        home=is_home(table.words("unit")[known]),
    )


def _read_loans(table: Table) -> Loans:
    known = np.flatnonzero(table.indices("borrower") >= 0)
    return Loans(
        id=table.words("id")[known],
        borrower=table.indices("borrower")[known].astype(np.int64),
        limit=np.where(is_home(table.words("currency")), table.numbers("limit"), np.nan)[known],
        loan_class=table.words("loan_class")[known],
        starts_on=table.days("starts_on")[known],
        due_on=table.days("due_on")[known],
        closed_on=table.days("closed_on")[known],
        defaulted_on=table.days("defaulted_on")[known],
    )


def _read_cases(snapshot: Snapshot) -> Cases:
    """Return a row per part that a party has in a case."""
    parts, cases = snapshot.edges("PARTY_TO"), snapshot.lawsuits
    return Cases(
        id=cases.words("id")[parts.end],
        party=parts.start.astype(np.int64),
        kind=cases.words("kind")[parts.end],
        role=parts.columns.words("role"),
        amount=cases.numbers("amount")[parts.end],
        filed_on=cases.days("filed_on")[parts.end],
        closed_on=cases.days("closed_on")[parts.end],
    )
