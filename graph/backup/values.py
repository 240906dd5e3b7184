"""Nodes and relationships as lines of JSON that keep the type of every value."""

import json
from base64 import b64decode, b64encode
from datetime import date, datetime
from typing import Any

from ...errors import EngineError

Line = list[Any]
DAY, TIME, BYTES = "@date", "@datetime", "@bytes"


def write_tagged(value: object) -> dict[str, str]:
    """Write a value that JSON does not have under a tag that names its type."""
    if isinstance(value, datetime):
        return {TIME: value.isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, bytes | bytearray):
        return {BYTES: b64encode(value).decode()}
    raise EngineError(f"the graph holds a value of the type {type(value).__name__}, which a backup cannot keep")


def read_tagged(values: dict[str, Any]) -> Any:
    """Read what `write_tagged` wrote; return other objects as they are."""
    if len(values) == 1:
        ((tag, text),) = values.items()
        if tag == DAY:
            return date.fromisoformat(text)
        if tag == TIME:
            return datetime.fromisoformat(text)
        if tag == BYTES:
            return b64decode(text, validate=True)
    return values


# not orjson: it writes numbers that are not finite as null
_encoder = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"), default=write_tagged)
_decoder = json.JSONDecoder(object_hook=read_tagged)


def write_line(line: Line) -> bytes:
    """Write one node or relationship as a line."""
    return _encoder.encode(line).encode() + b"\n"


def read_line(text: bytes) -> Line:
    """Read one line."""
    line: Line = _decoder.decode(text.decode())
    return line
