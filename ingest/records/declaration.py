"""How a record declares itself: what its fields mean, how they are read, and what every room does with them.

A field is annotated with its type, its meaning, and, where they are needed, in any order: how its cells are read (a
`Value`), its closed words (a `Word` class), what is done with it (`Mark`s) and the name under which a page prints it
(`Printed`). Groups, strengths, columns and lists of words everywhere else are derived from these.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from .words import Word

Text = str | None
Number = float | None
Day = date | None


class Value(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    RAW = "raw text"
    ID = "id"
    PARTY = "id of a party"
    WORD = "closed word"
    SHARE = "share"
    AMOUNT = "amount"
    CURRENCY = "currency"
    COUNTRY = "country"
    NUMBER = "number"
    WHOLE = "whole number"
    FLAG = "flag"
    DAY = "day"
    LIST = "list"


class Mark(StrEnum):
    """What is done with a field beside storing it."""

    REPEATS = "few different texts: snapshots store each once"
    LEFT_OUT = "snapshots leave it out"
    MEASURED = "measures read it"
    STRENGTH = "where there are too many ties, those with the most of it are kept; the first that is known counts"
    BEGINS = "the day on which a thing begins"
    ENDS = "a day that ends a thing"
    PAST = "a day that has come: a later one is rejected"
    LAST_STATE = "true only at the end of a thing: unknown on earlier days"
    BELONGS_TO = "the party whose thing it is: looked up by it, and its index in snapshots"
    INDEXED = "looked up by it"


class Side(StrEnum):
    """From which end of a relationship a party sees it."""

    START = "start"
    END = "end"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Group:
    """What the relationships of a type are to the party at one end: a key of the party view, and its printed name.

    A loan in default at the other end matters to the party where `exposed` is true.
    """

    name: str
    side: Side
    english: str
    chinese: str
    exposed: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """The words for a field on the page of a party, where they follow a number, and in notes."""

    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record as its annotation declares it."""

    name: str
    kind: type
    required: bool
    may_be_unknown: bool
    meaning: str
    value: Value
    words: type[Word] | None
    marks: frozenset[Mark]
    printed: Printed | None

    @property
    def repeats(self) -> bool:
        """Return whether its texts come from a small set."""
        return Mark.REPEATS in self.marks or self.value in (Value.WORD, Value.CURRENCY, Value.COUNTRY)


BY_TYPE: dict[type, Value] = {
    str: Value.TEXT, float: Value.NUMBER, int: Value.WHOLE, bool: Value.FLAG, date: Value.DAY, tuple: Value.LIST,
}  # fmt: skip


def read_fields(record: type) -> tuple[Field, ...]:
    """Read the declared fields of a record, in their order."""
    return _read_fields(record)


def find_marked(record: type, mark: Mark) -> tuple[str, ...]:
    """Find the names of the fields that bear a mark, in their order."""
    return tuple(item.name for item in read_fields(record) if mark in item.marks)


def name_groups(groups: Sequence[Group]) -> tuple[str, str] | None:
    """Return the group of a type's relationships as their start and as their end sees them; None without groups."""
    names = {
        side: group.name for group in groups for side in (Side.START, Side.END) if group.side in (side, Side.EITHER)
    }
    return (names[Side.START], names[Side.END]) if names else None


def find_subclasses(namespace: Iterable[object], base: type) -> Iterator[type]:
    """Find the records of a module that extend a base, in the order of their declaration."""
    return (value for value in namespace if isinstance(value, type) and issubclass(value, base) and value is not base)


@cache
def _read_fields(record: type) -> tuple[Field, ...]:
    hints = get_type_hints(record, include_extras=True)
    needed = {item.name: item.default is MISSING for item in fields(record)}
    return tuple(_read_field(name, hints[name], is_needed) for name, is_needed in needed.items())


def _read_field(name: str, hint: Any, required: bool) -> Field:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"the field {name} has no meaning: annotate it with a sentence")
    declared, meaning, *rest = get_args(hint)
    kind = _plain_type(declared)
    words = next((part for part in (*rest, kind) if isinstance(part, type) and issubclass(part, Word)), None)
    value = next((part for part in rest if isinstance(part, Value)), Value.WORD if words else BY_TYPE.get(kind))
    return Field(
        name=name,
        kind=kind,
        required=required,
        may_be_unknown=type(None) in _list_members(declared),
        meaning=meaning,
        value=value or Value.TEXT,
        words=words,
        marks=frozenset(part for part in rest if isinstance(part, Mark)),
        printed=next((part for part in rest if isinstance(part, Printed)), None),
    )


def _plain_type(hint: Any) -> type:
    plain = next(part for part in _list_members(hint) if part is not type(None))
    kind: type = get_origin(plain) or plain
    return kind


def _list_members(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
