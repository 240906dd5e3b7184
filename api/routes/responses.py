"""The problem documents that every route of `/v1` may answer with, for its description."""

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
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": reason,
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}},
    }
    for status, reason in REASONS.items()
}
