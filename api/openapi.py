"""The OpenAPI description: what FastAPI gives, with the problem documents and the key added."""

from typing import Any

from fastapi import FastAPI

from .callers.open_paths import OPEN_PATHS
from .schemas.common import Problem

REFERENCE = "#/components/schemas/{model}"
SECURITY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key, or on the machine of the server its local token.",
}


def complete_description(app: FastAPI) -> None:
    """Add to the description of the application what its routes refer to."""
    description = app.openapi()
    components: dict[str, Any] = description.setdefault("components", {})
    problem = Problem.model_json_schema(ref_template=REFERENCE, mode="serialization", by_alias=True)
    components.setdefault("schemas", {}).update(problem.pop("$defs", {}), Problem=problem)
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    components["securitySchemes"] = {"key": SECURITY}
    description["security"] = [{"key": []}]
    for path in OPEN_PATHS & description["paths"].keys():
        for operation in description["paths"][path].values():
            operation["security"] = []
