"""Holdings, statements of control and ties of circles that do not count: a better one does, or they are disputed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ....ingest.records import Holding
from ....ingest.records.words import STATED_KINDS, FactStatus
from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...time_point import TimePoint
from ..tie_filter import TieFilter

COMPANIES_AT_ONCE = 1_000
NUMBERS = ("share", "share_min", "share_max", "voting_share", "income_share")


@dataclass(frozen=True, slots=True)
class Better:
    """What counts instead: its shares, the day on which it ended if that has come, and whether it disputes a tie."""

    share: float | None = None
    share_min: float | None = None
    share_max: float | None = None
    voting_share: float | None = None
    income_share: float | None = None
    ended: date | None = None
    disputed: bool = False


SILENT = Better()


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A holding, a statement of control or a tie of a circle that does not count, and the record of the better one.

    `better` is None where it does not count because it is disputed; an unstated share is None. `said` is what the
    better record says of the same two parties. `disputes` is the record of another source that states the same of them
    and counts although this one disputes it.
    """

    company_id: str
    holder_id: str
    company: str
    holder: str
    kind: str | None
    share: float | None
    record: str
    better: str | None
    type: str = Holding.label
    share_min: float | None = None
    share_max: float | None = None
    voting_share: float | None = None
    income_share: float | None = None
    known_from: date | None = None
    said: Better = SILENT
    disputes: str | None = None


async def read_superseded(
    transaction: Transaction, companies: Sequence[str], time_point: TimePoint, most: int, found: list[Superseded]
) -> None:
    """Fill `found` with holdings of some companies, and statements of their control, that do not count."""
    found.clear()
    for begin in range(0, len(companies), COMPANIES_AT_ONCE):
        ids, limit = list(companies[begin : begin + COMPANIES_AT_ONCE]), most - len(found)
        found += await read_rows(transaction, "owners/superseded", time_point, ids=ids, limit=limit)
        if len(found) >= most:
            break


async def read_superseded_of_holder(
    transaction: Transaction, holder: str, time_point: TimePoint, most: int
) -> list[Superseded]:
    """Read what does not count of what a party holds, and of what it is stated to control."""
    return await read_rows(transaction, "owners/superseded_of_holder", time_point, id=holder, limit=most)


async def read_superseded_circle_ties(
    transaction: Transaction, parties: Sequence[str], time_point: TimePoint, most: int, confidence: float
) -> list[Superseded]:
    """Read ties of family, concert and nominees of some parties that do not count; none less sure than asked for."""
    found: dict[tuple[str, str, str], Superseded] = {}
    for begin in range(0, len(parties), COMPANIES_AT_ONCE):
        ids, limit = list(parties[begin : begin + COMPANIES_AT_ONCE]), most - len(found)
        asked = {"ids": ids, "limit": limit, "confidence": confidence}
        for one in await read_rows(transaction, "control/superseded_circle_ties", time_point, **asked):
            found[one.holder_id, one.company_id, one.record] = one
        if len(found) >= most:
            break
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Between:
    """Two parties, and what a search for paths between them follows."""

    one: str
    other: str
    types: Sequence[str]
    followed: TieFilter


async def read_superseded_between(
    transaction: Transaction, between: Between, time_point: TimePoint, most: int
) -> list[Superseded]:
    """Read the holdings and statements of control between two parties that do not count and would be followed."""
    return await read_rows(
        transaction, "owners/superseded_between", time_point,
        one=between.one, other=between.other, limit=most, types=list(between.types),
        min_share=between.followed.min_share or 0.0, nominees=between.followed.nominees,
    )  # fmt: skip


async def read_rows(
    transaction: Transaction, name: str, time_point: TimePoint, **parameters: object
) -> list[Superseded]:
    """Read the rows of one of the statements."""
    rows = await transaction.run(read_statement(f"read/{name}"), {**parameters, **time_point.parameters})
    return follow_versions([read_one(row, time_point) for row in rows])


def read_one(row: Row, time_point: TimePoint) -> Superseded:
    """Turn one row into what does not count."""
    stated = {name: value for name, value in row.items() if name != "counted"}
    return Superseded(**{**stated, "said": read_better(row, time_point), "disputes": find_disputed(row)})


def find_disputed(row: Row) -> str | None:
    """Find the record of another source that states what a disputed tie states, and counts; the first of several."""
    source = row["record"].partition("|")[0]
    same = [
        one["record"]
        for one in row["counted"]
        if find_sort(one) == find_sort(row) and all(one[name] == row[name] for name in NUMBERS)
    ]
    return min((record for record in same if record.partition("|")[0] != source), default=None)


def read_better(row: Row, time_point: TimePoint) -> Better:
    """Read what the better record says of the same two parties, of ties of the same sort: the largest of several."""
    said = sorted((one for one in row["said"] if find_sort(one) == find_sort(row)), key=find_most, reverse=True)
    ended = [one["ended"] for one in said if one["ended"] and one["ended"] <= time_point.as_of]
    if not said:
        return SILENT
    first: Mapping[str, Any] = said[0]
    return Better(
        share=first["share"],
        share_min=first["share_min"],
        share_max=first["share_max"],
        voting_share=first["voting_share"],
        income_share=first["income_share"],
        ended=max(ended) if len(ended) == len(said) else None,
        disputed=all(one["status"] == FactStatus.DISPUTED for one in said),
    )


def find_most(tie: Mapping[str, Any]) -> tuple[float, ...]:
    """Return the numbers of a tie for ordering; one that is not stated comes below zero."""
    return tuple(-1.0 if tie[name] is None else tie[name] for name in NUMBERS)


def find_sort(tie: Mapping[str, Any]) -> str:
    """Return whether a tie states who controls a company, else its type."""
    stated = tie["kind"] in STATED_KINDS
    return "statement" if stated else str(tie["type"])


def follow_versions(found: Sequence[Superseded]) -> list[Superseded]:
    """Name the record that counts where the better one is itself an older version of another."""
    better = {(one.company_id, one.holder_id, one.kind, one.record): one.better for one in found if one.better}
    followed = []
    for one in found:
        record, left = one.better, len(found)
        while record and left and (one.company_id, one.holder_id, one.kind, record) in better:
            record, left = better[one.company_id, one.holder_id, one.kind, record], left - 1
        followed.append(one if record == one.better else replace(one, better=record, said=SILENT))
    return followed
