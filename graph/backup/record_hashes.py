"""Compute from what the graph holds of a row the hash that was stored when the row was loaded."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from typing import Any

import orjson

from ..load.deliveries.ending import ENDED
from ..personal.keyed import WITHHELD
from ..schema.graph_model import relationship_types

Row = Mapping[str, Any]


def is_compared(record: Row) -> bool:
    """Return whether the hash of a record is that of what it holds.

    That of an erased person's row is keyed. A relationship whose row left its full file got another last day.
    """
    has_ended = bool(record.get("ties")) and record["hash"].endswith(ENDED)
    return f"|{WITHHELD}" not in record["key"] and not has_ended


def is_intact(record: Row, tie: tuple[str, Row] | None = None) -> bool:
    """Return whether a record that describes things, or makes the one relationship, has the hash of its content."""
    content = (record.get("content") or "").encode()
    hashed = content if tie is None else content + orjson.dumps([[tie[0], read_given(*tie)]])
    digest: str = blake2b(hashed, digest_size=16).hexdigest()
    return bool(record["hash"].rstrip(ENDED) == digest)


def read_given(label: str, tie: Row) -> dict[str, Any]:
    """Return what a row said of a relationship, in the order in which it was hashed."""
    given = {"start": tie.get("start_key"), "end": tie.get("end_key")}
    return {name: value for name in list_fields(label) if (value := given.get(name, tie.get(name))) is not None}


@cache
def list_fields(label: str) -> tuple[str, ...]:
    """List the fields of the record of a relationship."""
    return tuple(item.name for item in fields(relationship_types()[label].record))
