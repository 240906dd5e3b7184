"""Whether the process lives and can answer."""

from pydantic import Field

from .common import Schema


class Health(Schema):
    """The process lives."""

    status: str = Field(description="alive.", examples=["alive"])


class Readiness(Schema):
    """Whether answers can be given."""

    ready: bool = Field(description="Whether answers can be given.")
    engine: str = Field(description="Graph engine.", examples=["embedded"])
    engine_answers: bool = Field(description="Whether the engine answers.")
    schema_version: int | None = Field(description="Of the stored graph; 0 before the first load.", examples=[1])
    schema_version_wanted: int = Field(description="The version this program needs.", examples=[1])
