"""Loans, figures and cases as they were known on a day, folded from the versions of records that were current then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import orjson

from ...engine.fragments import expand_fragments
from ...engine.statements import read_statement
from ...engine.store import Row, Transaction
from ...load.fold import Description, Node, fold, read_descriptions
from ...schema.properties import ENDED_ON
from ...time_point import TimePoint
from ...truncation import Truncation
from ..network import read_start
from ..ties import PARTY, TieView, read_ties

MOST = 20_000  # versions in one answer of the engine
MOST_CASES = 2_000
MOST_BEFORE = 2_000  # loans and figures that are another party's today
FIGURE = ("name", "period", "value", "unit", "source", "record", "id")
KEYS = {"Facility": "borrower", "Indicator": "party", "Lawsuit": "id"}  # by what each kind is found
# a thing that one record describes names it; a thing that several describe, or described, is linked to all of them
ONLY_RECORD = "(record:Record {key: node.record})"
LINKED_RECORDS = "(node)<-[:ABOUT]-(record:Record)"
NOT_ALL = frozenset({Truncation.ROWS})


@dataclass(frozen=True, slots=True)
class ThingsBefore:
    """The ids, by label, of loans and figures that may have been known as those of another party than today's."""

    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    cuts: frozenset[Truncation] = frozenset()


NOTHING_BEFORE = ThingsBefore()


class Things(NamedTuple):
    """Loans, figures or cases as they were known, and what left some of them out."""

    rows: list[Row]
    cuts: frozenset[Truncation]


class ThingsThen(NamedTuple):
    """The loans, figures and cases of a party as they were known, by the name of the list, and what cut each list."""

    rows: dict[str, list[Row]]
    cuts: dict[str, frozenset[Truncation]]


async def read_things_before(transaction: Transaction, party: str, time_point: TimePoint) -> ThingsBefore:
    """Find what is another party's today, by a scan of all records; raise UnknownPartyError for an unknown party."""
    await read_start(transaction, party)
    text = orjson.dumps(party).decode()
    asked = {"id": party, "loan": f'"borrower":{text}', "figure": f'"party":{text}', "limit": MOST_BEFORE}
    rows = await transaction.run(
        read_statement("read/party/things_of_party_before"), {**asked, **time_point.parameters}
    )
    return group_things(rows)


async def read_defaulted_before(transaction: Transaction, time_point: TimePoint) -> ThingsBefore:
    """Find the loans known to be in default, and as those of other borrowers than today's, by a scan of all records."""
    parameters = {"limit": MOST_BEFORE, **time_point.parameters}
    return group_things(await transaction.run(read_statement("read/party/defaulted_before"), parameters))


def group_things(rows: Sequence[Row]) -> ThingsBefore:
    """Group the ids of things by their label."""
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        ids[row["label"]].append(row["id"])
    return ThingsBefore(ids, NOT_ALL if len(rows) >= MOST_BEFORE else frozenset())


async def read_things(
    transaction: Transaction,
    label: str,
    keys: Sequence[str],
    time_point: TimePoint,
    trust: Mapping[str, float],
    before: ThingsBefore = NOTHING_BEFORE,
) -> Things:
    """Read the things of one kind, of some parties or with some ids, as they were known on a day, in order of id."""
    rows, cuts = await read_all_versions(transaction, label, KEYS[label], keys, time_point)
    found, cut = await read_all_versions(transaction, label, "id", before.ids.get(label, ()), time_point)
    things = [thing for thing in fold_versions(label, (*rows, *found), time_point, trust) if thing[KEYS[label]] in keys]
    return Things(things, cuts | cut)


async def read_all_versions(
    transaction: Transaction, label: str, key: str, keys: Sequence[str], time_point: TimePoint
) -> tuple[list[Row], frozenset[Truncation]]:
    """Read the versions of records about things found by a property: the only ones, and those of several."""
    only, cuts = await read_versions(transaction, build_statement(label, key, ONLY_RECORD), keys, time_point)
    several, cut = await read_versions(transaction, build_statement(label, key, LINKED_RECORDS), keys, time_point)
    return [*only, *several], cuts | cut


async def read_versions(
    transaction: Transaction, statement: str, keys: Sequence[str], time_point: TimePoint
) -> tuple[list[Row], frozenset[Truncation]]:
    """Read versions of records, halving the list of keys until an answer of the engine holds them."""
    if not keys:
        return [], frozenset()
    rows = await transaction.run(statement, {"keys": list(keys), "limit": MOST, **time_point.parameters})
    if len(rows) < MOST or len(keys) == 1:
        return list(rows), NOT_ALL if len(rows) >= MOST else frozenset()
    middle = len(keys) // 2
    left, cuts = await read_versions(transaction, statement, keys[:middle], time_point)
    right, cut = await read_versions(transaction, statement, keys[middle:], time_point)
    return [*left, *right], cuts | cut


def fold_versions(label: str, rows: Iterable[Row], time_point: TimePoint, trust: Mapping[str, float]) -> list[Row]:
    """Fold versions of records into things of one kind, in order of id."""
    found: dict[Node, list[Description]] = defaultdict(list)
    for row in {row["key"]: row for row in rows}.values():
        for node, description in read_descriptions(row["key"], row):
            if node[0] == label:
                later = description.ended is not None and description.ended > time_point.as_of
                found[node].append(replace(description, ended=None) if later else description)
    return [fold(label, descriptions, trust) for _, descriptions in sorted(found.items())]


async def read_things_then(
    transaction: Transaction, id_: str, time_point: TimePoint, trust: Mapping[str, float], before: ThingsBefore
) -> ThingsThen:
    """Read the loans, figures and cases of a party as they were known, as rows of the statements for those of today."""
    loans = await read_things(transaction, "Facility", [id_], time_point, trust, before)
    figures = await read_things(transaction, "Indicator", [id_], time_point, trust, before)
    found = await read_ties(transaction, PARTY, [id_], ["PARTY_TO"], MOST_CASES, time_point)
    cases = await read_things(transaction, "Lawsuit", [step.other.id for step in found.steps], time_point, trust)
    known = {case["id"]: case for case in cases.rows if is_open(case, "filed_on", time_point.as_of)}
    period = time_point.as_of.isoformat()[:7]
    shown = sorted(
        (one for one in figures.rows if one["period"] <= period and ENDED_ON.name not in one), key=lambda one: one["id"]
    )
    shown.sort(key=lambda one: one["period"], reverse=True)
    lists: dict[str, list[Row]] = {
        "facilities": [{"facility": loan} for loan in loans.rows if is_open(loan, "starts_on", time_point.as_of)],
        "past_defaults": list_past_defaults(loans.rows, time_point.as_of),
        "indicators": [{name: one.get(name) for name in FIGURE} for one in shown],
        "lawsuits": [
            {"lawsuit": known[step.other.id], "tie": {**step.tie.properties, **write_tie(step.tie)}}
            for step in found.steps
            if step.other.id in known
        ],
    }
    cuts = {
        "facilities": loans.cuts | before.cuts,
        "indicators": figures.cuts | before.cuts,
        "lawsuits": cases.cuts | (NOT_ALL if found.cuts else frozenset()),
    }
    return ThingsThen(lists, cuts)


def list_past_defaults(loans: Iterable[Mapping[str, Any]], as_of: date) -> list[Row]:
    """List the loans that were in default and are no longer open on a day, those of the latest closing day first."""
    past = [
        {"id": loan["id"], "since": loan["defaulted_on"], "closed": loan["closed_on"], "record": loan["record"]}
        for loan in loans
        if all(loan.get(end) is not None and loan[end] <= as_of for end in ("defaulted_on", "closed_on"))
    ]
    return sorted(past, key=lambda one: (-one["closed"].toordinal(), one["id"]))


def write_tie(tie: TieView) -> Row:
    """Return the properties that every relationship has, as they are stored."""
    names = ("source", "record", "valid_from", "valid_to", "known_from", "confidence", "status", "recorded_at")
    return {name: getattr(tie, name) for name in names}


def is_open(thing: Mapping[str, Any], begins: str, as_of: date) -> bool:
    """Check whether a loan or case is open on a day; an unknown day of its beginning excludes nothing."""
    begun, closed = thing.get(begins), thing.get("closed_on")
    return (begun is None or begun <= as_of) and (closed is None or closed > as_of)


@cache
def build_statement(label: str, key: str, records: str) -> str:
    """Build the statement that reads the versions of records about things of one kind, found by a property of them."""
    text = f"""
UNWIND $keys AS key
MATCH (node:{label} {{{key}: key}})
MATCH {records}
WHERE @known(record)
RETURN record.key AS key, record.content AS content, record.change AS change, record.place AS place,
       record.valid_to AS valid_to
LIMIT $limit
"""
    return expand_fragments(text, f"records about {label}")
