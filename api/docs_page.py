"""The page at `/docs` on which the routes can be tried out: Swagger UI from an installed package, served from here.

Nothing is loaded from another site, and the policy of the page forbids it as it forbids scripts within the page.
"""

from importlib.resources import files

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>riskgraph API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="routes"></div>
<noscript>This page needs JavaScript; <a href="openapi.json">openapi.json</a> describes the API without it.</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
# the local token comes in the fragment of the address, which a browser sends to no server, and is taken out of it
START = """const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  history.replaceState(null, "", location.pathname);
}
const page = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#routes",
  deepLinking: true,
  validatorUrl: "none",
  onComplete: () => given && page.preauthorizeApiKey("key", given),
});
"""
BUNDLE = files("fastapi_swagger.resources")
BUNDLED = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css", "favicon-32x32.png": "image/png"}
ADDRESSES = frozenset(("/docs", "/docs/start.js", *(f"/docs/{name}" for name in BUNDLED)))
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def add_docs_page(app: FastAPI) -> None:
    """Serve the page and the files it loads; they are no part of the API's description."""
    app.router.routes.append(Route("/docs", send_page, include_in_schema=False))
    app.router.routes.append(Route("/docs/start.js", send_start, include_in_schema=False))
    for name in BUNDLED:
        app.router.routes.append(Route(f"/docs/{name}", send_bundled, include_in_schema=False))


def send_page(_: Request) -> Response:
    """Send the page."""
    return Response(PAGE, media_type="text/html", headers=HEADERS)


def send_start(_: Request) -> Response:
    """Send the script that starts Swagger UI on the page."""
    return Response(START, media_type="text/javascript", headers=HEADERS)


def send_bundled(request: Request) -> Response:
    """Send a file of the bundle; the browser keeps it and asks whether it has changed."""
    name = request.url.path.rpartition("/")[2]
    return FileResponse(str(BUNDLE / name), media_type=BUNDLED[name], headers=HEADERS | {"Cache-Control": "no-cache"})
