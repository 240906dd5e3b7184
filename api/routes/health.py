"""Whether the process lives, whether it can answer, and its figures."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from ...answers.readiness import answer_readiness
from ..depends import AnyAccess
from ..envelope import send_json
from ..schemas.health import Health, Readiness
from ..validated_route import ValidatedRoute

router = APIRouter(tags=["health"], route_class=ValidatedRoute)


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
async def read_ready(access: AnyAccess) -> Response:
    """Return whether the engine answers and holds a graph of this program's schema version."""
    answer = await answer_readiness(access)
    content = {
        "ready": answer.ready,
        "engine": answer.engine,
        "engine_answers": answer.engine_answers,
        "schema_version": answer.schema_version,
        "schema_version_wanted": answer.schema_version_wanted,
    }
    return send_json(content, 200 if answer.ready else 503)


@router.get(
    "/metrics",
    summary="Read the metrics for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
)
async def read_metrics(request: Request, access: AnyAccess) -> Response:
    """Return the figures of this process for Prometheus; each worker counts its own requests."""
    up = (await answer_readiness(access)).engine_answers
    return Response(request.app.state.metrics.write(engine_up=up), media_type=CONTENT_TYPE_LATEST)
