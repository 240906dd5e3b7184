"""Whether the process lives, whether it can answer, and its figures."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from ...answers.access.graph_access import GraphAccess
from ...errors import EngineError
from ...graph.schema.prepare import READ_VERSION
from ...graph.schema.types import VERSION
from ..depends import Access
from ..envelope import send_json
from ..schemas.health import Health, Readiness
from ..validated_route import ValidatedRoute

router = APIRouter(tags=["health"], route_class=ValidatedRoute)

PROBE_BUDGET_S = 2.0


@router.get("/health", summary="Check that the process is alive", response_model=Health)
async def read_health() -> Response:
    """Confirm that the process is alive."""
    return send_json({"status": "alive"})


@router.get(
    "/ready",
    summary="Check that the graph can be asked",
    response_model=Readiness,
    responses={503: {"model": Readiness}},
)
async def read_ready(access: Access) -> Response:
    """Return whether the engine answers and holds a graph of this program's schema version."""
    version = await fetch_version(access)
    ready = version == VERSION
    content = {
        "ready": ready,
        "engine": access.store.engine.kind,
        "engine_answers": version is not None,
        "schema_version": version,
        "schema_version_wanted": VERSION,
    }
    return send_json(content, 200 if ready else 503)


@router.get(
    "/metrics",
    summary="Read the metrics for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
)
async def read_metrics(request: Request, access: Access) -> Response:
    """Return the figures of this process for Prometheus; each worker counts its own requests."""
    up = await fetch_version(access) is not None
    return Response(request.app.state.metrics.write(engine_up=up), media_type=CONTENT_TYPE_LATEST)


async def fetch_version(access: GraphAccess) -> int | None:
    """Return the schema version of the graph: 0 if never prepared, None if the engine does not answer."""
    try:
        rows = await access.store.read(READ_VERSION, budget_s=PROBE_BUDGET_S)
    except EngineError:
        return None
    return int(rows[0]["number"]) if rows else 0
