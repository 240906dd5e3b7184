"""Build the application: its routes, the layers around them, and its resources."""

from functools import partial

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from .. import __version__
from ..settings import Settings
from .callers.asked_parties import AskedParties, note_asked_parties
from .depends import check_role, refuse_unknown_parameters
from .docs_page import add_docs_page
from .openapi import complete_description
from .problems import add_problem_handlers
from .routes import ROUTERS
from .server.guard import Guard
from .server.metrics import Metrics
from .server.observe import Observer
from .server.resources import open_resources

DESCRIPTION = """Who is behind a company, what could hurt it, how risky it is and why.
Every answer carries its evidence; every error is a problem document (RFC 9457)."""
COMPRESSED_FROM = 4096  # bytes; smaller answers are sent faster as they are
COMPRESSION = 3  # JSON becomes a seventh in 10 ms per MB; level 9 takes seven times as long for a tenth less


def create_app(settings: Settings) -> FastAPI:
    """Return the application; it opens the store when it starts to serve."""
    app = FastAPI(
        title="riskgraph",
        version=__version__,
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=partial(open_resources, settings=settings),
        dependencies=[Depends(check) for check in (check_role, note_asked_parties, refuse_unknown_parameters)],
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.state.metrics = Metrics()
    app.state.asked_parties = AskedParties(settings)
    app.state.validate_answers = settings.validate_answers
    for router in ROUTERS:
        app.include_router(router)
    complete_description(app)
    app.state.query_parameters = list_query_parameters(app)
    add_docs_page(app)
    add_problem_handlers(app)
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=COMPRESSION)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Observer, metrics=app.state.metrics)
    return app


def list_query_parameters(app: FastAPI) -> dict[str, frozenset[str]]:
    """Return the names of the query parameters of each route, as the API describes them."""
    return {
        path: frozenset(
            parameter["name"]
            for operation in operations.values()
            for parameter in operation.get("parameters", ())
            if parameter["in"] == "query"
        )
        for path, operations in app.openapi()["paths"].items()
    }
