"""Who a party is on a day, as it was known on a day: from its records when the question is about the past.

A party's node holds the latest description of each property. An earlier state is rebuilt from its
records: the newest description that holds on the day comes first, older ones fill its gaps.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from ...errors import NotFoundError
from ..schema.types import PropertyType, node_types
from ..time_point import TimePoint

PROVENANCE = ("change", "source", "record")


def describe_party(
    stored: Mapping[str, Any], records: Sequence[Mapping[str, Any]], time_point: TimePoint
) -> dict[str, Any]:
    """Return the properties of a party; raise NotFoundError when nothing was known of it then."""
    if not time_point.is_past:
        return {name: value for name, value in stored.items() if name not in PROVENANCE}
    descriptions = list(read_descriptions(stored["id"], records))
    if not descriptions and time_point.as_known is not None:
        raise NotFoundError(f"the party {stored['id'][:80]!r} was not known yet on {time_point.as_known}")
    holding = [item for item in descriptions if (item.get("described_at") or date.min) <= time_point.as_of]
    return merge_descriptions(stored, holding or descriptions[:1])


def read_descriptions(id_: str, records: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """Return the description of the party in each record; records hold days as text."""
    days = [item.name for item in node_types()["Party"].properties if item.type is PropertyType.DATE]
    for record in records:
        for label, item in orjson.loads(record["content"] or "[]"):
            if label == "Party" and item["id"] == id_:
                yield item | {name: date.fromisoformat(item[name]) for name in days if item.get(name)}


def merge_descriptions(stored: Mapping[str, Any], descriptions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Put descriptions together, the newest first; lists of names and identifiers are joined."""
    newest_first = sorted(descriptions, key=lambda item: item.get("described_at") or date.min, reverse=True)
    merged: dict[str, Any] = {"id": stored["id"], "kind": stored["kind"]}
    lists: dict[str, dict[str, None]] = {"names": {}, "identifiers": {}}
    for item in newest_first:
        lists["names"].setdefault(item["name"])
        for name, values in lists.items():
            values.update(dict.fromkeys(item.get(name) or ()))
        for name, value in item.items():
            if value is not None and name not in lists:
                merged.setdefault(name, value)
    merged.setdefault("name", stored["name"])
    return {**merged, **{name: list(values) for name, values in lists.items()}}
