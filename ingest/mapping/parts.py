"""The YAML of a mapping file read as plain values, with limits on size and depth, and its constants as text."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml

from ...errors import SourceError
from ..rejects import show_value

DEEPEST = 20
LONGEST = 2_000_000


def parse_yaml(text: str) -> object:
    """Read YAML that is neither nested too deeply nor expanded too far by aliases, and has no key twice."""
    check_extent(text)
    loader = UniqueKeyLoader(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


class UniqueKeyLoader(yaml.SafeLoader):
    """A safe loader that refuses a key given twice, of which YAML would take the second."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        """Read a table; raise `SourceError` with both lines for a key given twice."""
        node: yaml.MappingNode = super().compose_mapping_node(anchor)
        lines: dict[tuple[str, str], int] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                line, name = key.start_mark.line + 1, (key.tag, key.value)
                if name in lines:
                    raise SourceError(
                        f"line {line}: the key {quote(key.value)} is in line {lines[name]} too: remove one"
                    )
                lines[name] = line
        return node


def check_extent(text: str) -> None:
    """Raise `SourceError` for YAML that would exhaust memory or stack; an alias counts at its expanded size."""
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
    """Raise `SourceError` for an alias inside the part it repeats: its expansion would never end."""
    if anchor in around:
        raise SourceError(f"the alias *{anchor} is inside the part it repeats: write the part out")


def check_tag(tag: str | None) -> None:
    """Raise `SourceError` for a tag such as `!!int`: only the mapping says what a text means."""
    if tag is not None:
        raise SourceError(f"the tag {tag} has no meaning here: leave it out")


def read_whole(value: object, what: str, lowest: int, highest: int) -> int:
    """Return a whole number within two bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise SourceError(f"{what} is a whole number from {lowest:,} to {highest:,}, not {quote(value)}")
    return value


def write_constant(value: object) -> str:
    """Return a YAML constant as the text that readers take."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float | date):
        raise SourceError(f"{quote(value)} is not a constant: write a text in quotes, a number, a day, true or false")
    return str(value)


def quote(part: object) -> str:
    """Return a part as errors show it, shortened where it is long."""
    return show_value(repr(part))
