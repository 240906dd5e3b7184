"""Why a request is refused before it reaches a route."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status with its sentence and headers; `late` when the answer is held back for a while."""

    status: HTTPStatus
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    late: bool = False
