"""Parts of a `source.yml`, each checked for its form; what is wrong is a `SourceError` that names it."""

from collections.abc import Mapping

from ..errors import SourceError


def check_keys(part: object, known: frozenset[str], what: str) -> dict[str, object]:
    """The part of a YAML as a table, none of its keys unknown."""
    if not isinstance(part, dict):
        raise SourceError(f"{part!r} is no {what}: a table of {', '.join(sorted(known))} is needed")
    if unknown := [str(key) for key in part if key not in known]:
        raise SourceError(f"unknown {', '.join(unknown)} in a {what}; known are {', '.join(sorted(known))}")
    return part


def list_parts(part: object) -> list[object]:
    """The part as a list."""
    if not isinstance(part, list):
        raise SourceError(f"{part!r} must be a list")
    return part


def list_texts(part: object) -> frozenset[str]:
    """The part as a set of texts, flags and numbers written as cells have them."""
    return frozenset(map(write_constant, list_parts(part)))


def read_text(part: Mapping[str, object], key: str) -> str | None:
    """The text under a key; `None` if there is none."""
    return str(part[key]) if part.get(key) is not None else None


def read_table(part: Mapping[str, object], key: str) -> Mapping[object, object]:
    """The table under a key; an empty one if there is none."""
    table = part.get(key, {})
    if not isinstance(table, dict):
        raise SourceError(f"`{key}` must be a table, not {table!r}")
    return table


def write_constant(value: object) -> str:
    """A constant of the YAML as the text that readers take."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
