"""Loans, figures and cases as they were known on a day, folded from the versions of records that were current then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from ...engine.fragments import expand_fragments
from ...engine.store import Row, Transaction
from ...load.fold import Description, Node, fold, read_descriptions
from ...time_point import TimePoint
from ..ties import PARTY, TieView, read_ties

MOST = 20_000  # versions in one answer of the engine
MOST_CASES = 2_000
FIGURE = ("name", "period", "value", "unit", "source", "record", "id")
KEYS = {"Facility": "borrower", "Indicator": "party", "Lawsuit": "id"}  # by what each kind is found


async def read_things(
    transaction: Transaction, label: str, keys: Sequence[str], time_point: TimePoint, trust: Mapping[str, float]
) -> list[Row]:
    """Read the things of one kind, of some parties or with some ids, as they were known on a day, in order of id."""
    if not keys:
        return []
    parameters = {"keys": list(keys), "limit": MOST, **time_point.parameters}
    rows = await transaction.run(build_statement(label), parameters)
    found: dict[Node, list[Description]] = defaultdict(list)
    for row in {row["key"]: row for row in rows}.values():
        for node, description in read_descriptions(row["key"], row):
            if node[0] == label:
                later = description.ended is not None and description.ended > time_point.as_of
                found[node].append(replace(description, ended=None) if later else description)
    things = [fold(label, descriptions, trust) for _, descriptions in sorted(found.items())]
    return [thing for thing in things if thing[KEYS[label]] in keys]


async def read_things_then(
    transaction: Transaction, id_: str, time_point: TimePoint, trust: Mapping[str, float]
) -> dict[str, list[Row]]:
    """Read the loans, figures and cases of a party as they were known, as rows of the statements for those of today."""
    loans = await read_things(transaction, "Facility", [id_], time_point, trust)
    figures = await read_things(transaction, "Indicator", [id_], time_point, trust)
    found = await read_ties(transaction, PARTY, [id_], ["PARTY_TO"], MOST_CASES, time_point)
    cases = await read_things(transaction, "Lawsuit", [step.other.id for step in found.steps], time_point, trust)
    known = {case["id"]: case for case in cases if is_open(case, "filed_on", time_point.as_of)}
    period = time_point.as_of.isoformat()[:7]
    shown = sorted((one for one in figures if one["period"] <= period), key=lambda one: one["id"])
    shown.sort(key=lambda one: one["period"], reverse=True)
    return {
        "facilities": [{"facility": loan} for loan in loans if is_open(loan, "starts_on", time_point.as_of)],
        "indicators": [{name: one.get(name) for name in FIGURE} for one in shown],
        "lawsuits": [
            {"lawsuit": known[step.other.id], "tie": {**step.tie.properties, **write_tie(step.tie)}}
            for step in found.steps
            if step.other.id in known
        ],
    }


def write_tie(tie: TieView) -> Row:
    """Return the properties that every relationship has, as they are stored."""
    names = ("source", "record", "valid_from", "valid_to", "known_from", "confidence", "status", "recorded_at")
    return {name: getattr(tie, name) for name in names}


def is_open(thing: Mapping[str, Any], begins: str, as_of: date) -> bool:
    """Check whether a loan or case is open on a day; an unknown day of its beginning excludes nothing."""
    begun, closed = thing.get(begins), thing.get("closed_on")
    return (begun is None or begun <= as_of) and (closed is None or closed > as_of)


@cache
def build_statement(label: str) -> str:
    """Build the statement that reads the versions of records about things of one kind."""
    text = f"""
UNWIND $keys AS key
MATCH (node:{label} {{{KEYS[label]}: key}})<-[:ABOUT]-(record:Record)
WHERE @known(record)
RETURN record.key AS key, record.content AS content, record.change AS change, record.place AS place,
       record.valid_to AS valid_to
LIMIT $limit
"""
    return expand_fragments(text, f"records about {label}")
