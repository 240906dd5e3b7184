"""A seeded generator of a fictional economy, with the truth about its planted schemes."""

from .generate import WorldSummary, write_world

__all__ = ["WorldSummary", "write_world"]
