"""Annotated dependencies of the route handlers: access to the graph, the id of a party, the days of the question."""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, Path, Query, Request
from pydantic import BeforeValidator

from ..answers.access.graph_access import GraphAccess
from ..errors import AccessError, EngineBusyError, UsageError
from ..graph.engine.process_locks import is_being_reset
from ..graph.schema.graph_model import choose_types, relationship_types
from ..graph.time_point import TimePoint
from ..ingest.near_words import suggest
from ..ingest.records.checks import LONGEST_NAME
from .callers.callers import Caller
from .callers.open_paths import OPEN_PATHS
from .callers.roles import find_least, may_call

WITHOUT_NUL = r"^[^\x00]*$"  # a query with one is refused before a route sees it
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


async def get_any_access(request: Request) -> GraphAccess:
    """Return the access to the graph, in whatever state it is."""
    access: GraphAccess = request.app.state.access
    return access


async def check_role(request: Request) -> None:
    """Refuse a caller whose role does not allow the route; what is open has no caller."""
    pattern = request.scope["route"].path
    if pattern in OPEN_PATHS:
        return
    caller: Caller = request.state.caller
    if not may_call(caller.role, request.method, pattern):
        least = find_least(request.method, pattern)
        needed = f"needs the role {least}" if least else "is open to no role"
        raise AccessError(f"this route {needed}; the key of {caller.name} has the role {caller.role}")


async def get_access(request: Request) -> GraphAccess:
    """Return the access to the graph; raise EngineBusyError while a command empties it: answers would lack a part."""
    access = await get_any_access(request)
    if is_being_reset(access.settings.data_dir):
        raise EngineBusyError("`riskgraph db reset` is emptying the graph")
    return access


async def refuse_unknown_parameters(request: Request) -> None:
    """Refuse a parameter that the route does not know, or one given twice: a misspelt date must not pass unseen."""
    known = request.app.state.query_parameters.get(request.scope["route"].path, frozenset())
    given = [name for name, _ in request.query_params.multi_items()]
    for name in given:
        if name not in known:
            near, listed = suggest(name, sorted(known)), ", ".join(sorted(known)) or "none"
            raise UsageError(f"the parameter {name[:40]!r} is not one of this route{near}; valid are: {listed}")
        if given.count(name) > 1:
            raise UsageError(f"the parameter {name!r} is given more than once")


def decode_id(encoded: str) -> str:
    """Decode the id in one part of the path."""
    decoded = unquote(encoded, errors="strict")
    if len(decoded) > LONGEST_NAME:
        raise UsageError(f"an id or a name has at most {LONGEST_NAME} characters")
    return decoded


async def read_id(
    request: Request,
    id: Annotated[str, Path(min_length=1, description="Id, or what names it; encoded.", examples=["world:C000152"])],  # noqa: A002
) -> str:
    """Return the id in the path."""
    request.state.asked_id = decode_id(id)
    return str(request.state.asked_id)


def build_decoder(name: str, description: str, example: str | None = None) -> Callable[[str], Awaitable[str]]:
    """Build the dependency that returns the id or key in the path, which no near party is suggested for."""
    examples = [example] if example else None
    placed = Annotated[str, Path(alias=name, min_length=1, description=description, examples=examples)]

    async def read(encoded: str) -> str:
        return decode_id(encoded)

    read.__annotations__["encoded"] = placed
    return read


def check_date(value: Any) -> Any:
    """Refuse what is not written as a day `2024-12-31`."""
    if isinstance(value, str) and not ISO_DATE.fullmatch(value):
        raise ValueError("write a day as 2024-12-31")
    return value


Day = Annotated[date | None, BeforeValidator(check_date)]
RequiredDay = Annotated[date, BeforeValidator(check_date)]


async def read_moment(
    as_of: Annotated[Day, Query(description="Day in the world for which to answer; today if absent.")] = None,
    as_known: Annotated[Day, Query(description="Answer as it was known on this day; as known now if absent.")] = None,
) -> TimePoint:
    """Return the days of the question."""
    return TimePoint(as_of or date.today(), as_known)


TYPES = tuple(relationship_types())
TYPES_PATTERN = f"^({'|'.join(TYPES)})(,({'|'.join(TYPES)}))*$"


def check_types(value: Any) -> Any:
    """Refuse a type that no relationship has."""
    for name in value.split(",") if isinstance(value, str) else ():
        if name not in TYPES:
            raise ValueError(f"there is no type {name[:40]!r}{suggest(name, TYPES)}; there are {', '.join(TYPES)}")
    return value


async def read_types(
    types: Annotated[
        str | None,
        Query(
            description="Relationship types, separated by commas; all if absent.",
            examples=["OWNS,GUARANTEES"],
            pattern=TYPES_PATTERN,
            max_length=300,
        ),
        BeforeValidator(check_types),
    ] = None,
) -> tuple[str, ...]:
    """Return the relationship types to follow."""
    return choose_types(types)


Access = Annotated[GraphAccess, Depends(get_access)]
AnyAccess = Annotated[GraphAccess, Depends(get_any_access)]
NodeId = Annotated[str, Depends(read_id)]
RecordKey = Annotated[
    str,
    Depends(
        build_decoder(
            "key", "Key of a record as answers cite it, `source|reference`; encoded.", "world|holding|world:H000247"
        )
    ),
]
FacilityId = Annotated[str, Depends(build_decoder("id", "Id of a loan; encoded.", "world:F000065"))]
LawsuitId = Annotated[str, Depends(build_decoder("id", "Id of a case; encoded.", "world:L000001"))]
FigureId = Annotated[
    str, Depends(build_decoder("id", "Id of a figure, `party|name|period`; encoded.", "world:C000152|net_assets|2022"))
]
FindingId = Annotated[str, Depends(build_decoder("id", "Id of a finding, as answers have it; encoded."))]
RelationshipKey = Annotated[
    str,
    Depends(
        build_decoder("key", "Key as evidence has it, `TYPE|start|end`; encoded.", "OWNS|world:C001536|world:C000152")
    ),
]
RequestedTimePoint = Annotated[TimePoint, Depends(read_moment)]
Types = Annotated[tuple[str, ...], Depends(read_types)]
