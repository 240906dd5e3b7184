"""The problem documents that every route of `/v1` may answer with, for its description."""

from collections.abc import Mapping
from typing import Any

from ..problems import MEDIA_TYPE
from ..schemas.common import Problem

REASONS = {
    401: "No key, or a wrong one.",
    403: "The role of the key does not allow this route.",
    404: "Not in the graph.",
    409: "The words name several parties; `candidates` has their ids.",
    421: "The name in `Host` is not this server's.",
    422: "A parameter cannot be used.",
    429: "Too many wrong keys were sent.",
    503: "The graph engine cannot be used at the moment.",
    504: "The time budget was used up.",
}
GONE = {410: "It names a person whose data was erased or is restricted."}


def describe_problems(reasons: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """Build the description of the problem documents of a route, by their status."""
    schema = {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}
    return {
        status: {"description": reason, "content": {MEDIA_TYPE: schema}} for status, reason in sorted(reasons.items())
    }


PROBLEMS = describe_problems(REASONS)
PROBLEMS_OF_RECORDS = describe_problems(REASONS | GONE)
