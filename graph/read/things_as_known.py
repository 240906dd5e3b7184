"""Loans, figures and cases as they were known on a day, folded from the versions of records that were current then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from ..engine.fragments import expand_fragments
from ..engine.store import Row, Transaction
from ..load.fold import Description, Node, fold, read_descriptions
from ..time_point import TimePoint

MOST = 20_000  # versions in one answer of the engine
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
