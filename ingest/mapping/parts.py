"""Parts of a `source.yml`, each checked for its form; what is wrong is a `SourceError` that names it."""

from collections.abc import Mapping, Sequence
from datetime import date

import yaml

from ...errors import SourceError
from ..rejects import show_value

DEEPEST = 20
LONGEST = 2_000_000


def parse_yaml(text: str) -> object:
    """The content of a YAML, if it is neither nested too deeply nor grows too large by its aliases."""
    check_extent(text)
    return yaml.safe_load(text)


def check_extent(text: str) -> None:
    """Raise `SourceError` for a YAML that would use up memory or stack; an alias counts as what it repeats."""
    sizes: dict[str | None, int] = {}
    opened: list[tuple[str | None, int]] = []
    size = 0
    for event in yaml.parse(text, yaml.SafeLoader):
        anchor, before = getattr(event, "anchor", None), size
        size += 1 + len(getattr(event, "value", ""))
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append((anchor, before))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
        elif isinstance(event, yaml.AliasEvent):
            size += sizes.get(anchor, 0)
            check_alias(anchor, [around for around, _ in opened])
        sizes[anchor] = size - before
        check_tag(getattr(event, "tag", None))
        if len(opened) > DEEPEST:
            raise SourceError(f"it is nested deeper than {DEEPEST} levels: close the brackets that are left open")
        if size > LONGEST:
            raise SourceError(f"with its aliases it is longer than {LONGEST:,} characters: shorten it")


def check_alias(anchor: str | None, around: Sequence[str | None]) -> None:
    """Raise `SourceError` for an alias that stands inside of what it repeats, which would never end."""
    if anchor in around:
        raise SourceError(f"the alias *{anchor} stands inside of what it repeats: write the part out")


def check_tag(tag: str | None) -> None:
    """Raise `SourceError` for a tag such as `!!int`: what a text means is told by the mapping alone."""
    if tag is not None:
        raise SourceError(f"the tag {tag} has no meaning here: leave it out")


def check_keys(part: object, known: frozenset[str], what: str) -> dict[str, object]:
    """The part of a YAML as a table, none of its keys unknown."""
    if not isinstance(part, dict):
        raise SourceError(f"{quote(part)} is no {what}: a table of {', '.join(sorted(known))} is needed")
    if unknown := [str(key) for key in part if key not in known]:
        raise SourceError(f"unknown {show_value(', '.join(unknown))} in a {what}; known are {', '.join(sorted(known))}")
    return part


def list_parts(part: object) -> list[object]:
    """The part as a list."""
    if not isinstance(part, list):
        raise SourceError(f"{quote(part)} must be a list")
    return part


def list_texts(part: object) -> frozenset[str]:
    """The part as a set of texts, flags and numbers written as cells have them."""
    return frozenset(map(write_constant, list_parts(part)))


def read_text(part: Mapping[str, object], key: str) -> str | None:
    """The text under a key; `None` if there is none."""
    try:
        return write_constant(part[key]) if part.get(key) is not None else None
    except SourceError as error:
        raise SourceError(f"`{key}`: {error}") from error


def read_flag(part: Mapping[str, object], key: str) -> bool:
    """The flag under a key; false if there is none. A word in quotes is no flag: `"no"` would be taken for a yes."""
    flag = part.get(key, False)
    if not isinstance(flag, bool):
        raise SourceError(f"`{key}` is true or false, not {quote(flag)}")
    return flag


def read_whole(value: object, what: str, lowest: int, highest: int) -> int:
    """A whole number between two bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise SourceError(f"{what} is a whole number from {lowest:,} to {highest:,}, not {quote(value)}")
    return value


def read_table(part: Mapping[str, object], key: str) -> Mapping[object, object]:
    """The table under a key; an empty one if there is none."""
    table = part.get(key, {})
    if not isinstance(table, dict):
        raise SourceError(f"`{key}` must be a table, not {quote(table)}")
    return table


def write_constant(value: object) -> str:
    """A constant of the YAML as the text that readers take."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float | date):
        raise SourceError(f"{quote(value)} is no constant: write a text in quotes, a number, a day, true or false")
    return str(value)


def quote(part: object) -> str:
    """A part as an error shows it, cut where it is long."""
    return show_value(repr(part))
