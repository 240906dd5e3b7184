"""Which role may call which route, in one table; a route that is not in it is closed to all.

A role may do what the roles before it may. What only explains answers is open to readers; rows as delivered, and how
deliveries went, are not.
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The roles in rising order: an officer takes decisions, an administrator lets callers in."""

    READER = "reader"
    ANALYST = "analyst"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


ORDER = tuple(Role)
LEAST: Mapping[str, Role] = {
    "GET /metrics": Role.READER,
    "GET /v1/search": Role.READER,
    "GET /v1/parties/{id}": Role.READER,
    "GET /v1/parties/{id}/lists/{list}": Role.READER,
    "GET /v1/parties/{id}/network": Role.READER,
    "GET /v1/parties/{id}/owners": Role.READER,
    "GET /v1/parties/{id}/controller": Role.READER,
    "GET /v1/parties/{id}/score": Role.READER,
    "GET /v1/paths": Role.READER,
    "GET /v1/documents/{id}": Role.READER,
    "GET /v1/records/{key}": Role.ANALYST,
    "GET /v1/relationships/{key}": Role.READER,
    "GET /v1/facilities/{id}": Role.READER,
    "GET /v1/lawsuits/{id}": Role.READER,
    "GET /v1/figures/{id}": Role.READER,
    "GET /v1/findings": Role.READER,
    "GET /v1/findings/{id}": Role.READER,
    "GET /v1/changes": Role.READER,
    "GET /v1/rules": Role.READER,
    "GET /v1/regimes": Role.READER,
    "GET /v1/sources": Role.ANALYST,
}


def find_least(method: str, pattern: str) -> Role | None:
    """Return the least role that may call a route, None where no role may; HEAD is GET without the body."""
    return LEAST.get(f"{'GET' if method == 'HEAD' else method} {pattern}")


def may_call(role: Role, method: str, pattern: str) -> bool:
    """Return whether a role may call a route."""
    least = find_least(method, pattern)
    return least is not None and ORDER.index(role) >= ORDER.index(least)
