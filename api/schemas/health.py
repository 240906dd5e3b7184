"""Whether the process lives and can answer."""

from pydantic import Field

from .common import Schema


class Health(Schema):
    """The process lives."""

    status: str = Field(examples=["alive"])


class Readiness(Schema):
    """Whether answers can be given."""

    ready: bool
    engine: str = Field(examples=["embedded"])
    engine_answers: bool
    schema_version: int | None = Field(description="Of the stored graph; 0 before the first load.", examples=[1])
    schema_version_wanted: int = Field(examples=[1])
