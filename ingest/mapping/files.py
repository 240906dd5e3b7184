"""Rows of one file turned into records: its part of `source.yml`, compiled once into functions.

The format is described in `ingest/sources/README.md`. A declaration that cannot be right is a `SourceError` when the
source is opened or the file's header is read; a row that cannot be used is a `RecordError`.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Annotated, Self, cast

from pydantic import BeforeValidator, Field, field_validator, model_validator

from ...errors import RecordError, SourceError
from ..delivered import MAX_ENDED
from ..near_words import suggest
from ..records import THINGS, TIES, Entry, Holding, Item, Place, Tie
from ..records.checks import check_item
from .conditions import REMEDY, Condition, Predicate, ReasonedCondition
from .fields import CellReader, Cells, compile_field, compile_value, list_columns, read_width
from .parts import quote, write_constant
from .sections import Constant, Constants, Inside, Section, read_with
from .templates import Template

RECORDS: Mapping[str, type[Item]] = {record.__name__: record for record in (*THINGS, *TIES)}
ENDS = ("start", "end")
KEYS = ("id", *ENDS)
END_LABELS = frozenset(tie.end_label for tie in TIES)


def find_record(name: object) -> type[Item]:
    """Return the record of a name."""
    if not isinstance(name, str) or name not in RECORDS:
        raise ValueError(f"unknown record {quote(name)}{suggest(str(name), RECORDS)}; there are {', '.join(RECORDS)}")
    return RECORDS[name]


def read_reference(value: object) -> Template:
    """Read the template that names a row."""
    text = write_constant(value)
    if not text:
        raise SourceError("it is empty; write a template that names a row")
    return Template.parse(text)


def read_delimiter(value: object) -> str:
    """Read the character between two cells."""
    delimiter = write_constant(value)
    if len(delimiter) != 1 or delimiter in '"\r\n\0':
        raise SourceError(f"give one character such as , ; | or tab, not {quote(delimiter)}")
    return delimiter


class DeliveryKind(StrEnum):
    """What a file delivers: what changed, or everything, so that what it does not name has ended."""

    DELTA = "delta"
    FULL = "full"


def read_delivery(value: object) -> DeliveryKind:
    """Read what a file delivers."""
    kinds = [kind.value for kind in DeliveryKind]
    if value not in kinds:
        raise SourceError(f"write {' or '.join(kinds)}, not {quote(value)}")
    return DeliveryKind(str(value))


class ItemMapping(Section):
    """One record that a row contains: its class, its fields, and the condition under which it is built."""

    record: Annotated[type[Item], BeforeValidator(find_record)] = Field(description=f"one of {', '.join(RECORDS)}")
    fields: dict[Constant, object] = Field(alias="set", description="a table from the fields of the record to specs")
    when: Condition | None = Field(None, description="a condition")

    @field_validator("when", mode="before")
    @classmethod
    def check_when(cls, when: object) -> object:
        """Refuse an empty condition: it would hold for every row."""
        if when is None:
            raise ValueError("it is left empty; write a condition, or leave the key out")
        return when

    @model_validator(mode="after")
    def check_fields(self) -> Self:
        """Refuse a field that the record does not have, and the lack of one that it needs."""
        name, known = self.record.__name__, [field.name for field in fields(self.record)]
        if strange := [field for field in self.fields if field not in known]:
            named, near = ", ".join(map(repr, strange)), suggest(strange[0], known)
            raise ValueError(f"a {name} has no field {named}{near}; it has {', '.join(known)}")
        if missing := [field for field in list_required(self.record) if field not in self.fields]:
            raise ValueError(f"a {name} needs {', '.join(missing)}")
        return self


class FileMapping(Section):
    """What one file of a source says."""

    file: Inside = Field(description="the name of a file")
    reference: Annotated[Template, read_with(read_reference)] = Field(description="a template that names a row")
    items: tuple[ItemMapping, ...] = Field(min_length=1, strict=False, description="a list of what a row says")
    delimiter: Annotated[str, read_with(read_delimiter)] | None = Field(None, description="one character")
    encoding: Constant | None = Field(None, description="the name of an encoding")
    optional: bool = Field(False, description="true or false")
    delivery: Annotated[DeliveryKind, read_with(read_delivery)] = Field(DeliveryKind.DELTA, description="delta or full")
    max_ended: float = Field(MAX_ENDED, ge=0, le=1, description="a number from 0 to 1")
    parcels: bool = Field(False, description="true or false")
    pad: dict[Constant, Annotated[int, read_with(read_width)]] = Field({}, description="a table from columns to widths")
    empty: Constants = Field(frozenset(), description="a list of texts")
    known_from: object = None
    where: tuple[ReasonedCondition, ...] = Field((), strict=False, description="a list of conditions with reasons")
    rows: Constant | None = Field(None, description="the name of a method in read.py")
    adds: tuple[Constant, ...] = Field((), strict=False, description="a list of columns")

    @model_validator(mode="after")
    def check_specs(self) -> Self:
        """Refuse specs that cannot be right now, though the file may be missing."""
        try:
            self.compile(self.list_wanted())
        except SourceError as error:
            raise SourceError(f"{self.file}: {error}") from error
        return self

    def identify(self) -> str:
        """Return the templates by which the file names rows, parties, things and the ends of ties, as one text."""
        named = [[item.record.__name__, {name: item.fields[name] for name in KEYS if name in item.fields}]
                 for item in self.items]  # fmt: skip
        return json.dumps([self.reference.text, *named], ensure_ascii=False, sort_keys=True, default=str)

    def _mark_parcels(self, item: ItemMapping) -> ItemMapping:
        """Mark the holdings of a file of parcels as such."""
        if not self.parcels or item.record is not Holding or "parcel" in item.fields:
            return item
        return item.model_copy(update={"fields": {**item.fields, "parcel": {"value": True}}})

    def list_wanted(self) -> list[str]:
        """Return the columns that the file itself must have."""
        specs = [spec for item in self.items for spec in item.fields.values()]
        conditions = [*self.where, *(item.when for item in self.items if item.when)]
        columns = [*self.reference.columns, *self.pad, *(condition.column for condition in conditions)]
        columns += [column for spec in specs for column in list_columns(spec)]
        columns += list_columns(self.known_from) if self.known_from is not None else []
        return [column for column in dict.fromkeys(columns) if column not in self.adds]

    def compile(self, header: Sequence[str]) -> "RowMapper":
        """Build the functions that turn rows under this header into entries."""
        columns = {column: index for index, column in enumerate((*header, *self.adds))}
        return RowMapper(
            empty=self.empty,
            reference=self.reference.compile(columns),
            known_from=_compile_known(self.known_from, columns) if self.known_from is not None else None,
            where=tuple((condition, condition.compile(columns)) for condition in self.where),
            builders=tuple(_compile_item(self._mark_parcels(item), columns) for item in self.items),
            ids=tuple(_compile_id(item, columns) for item in self.items if item.record.label in END_LABELS),
            ends=_find_ends(self.items),
            pad=tuple((columns[column], width) for column, width in self.pad.items()),
            reference_columns=", ".join(self.reference.columns),
            columns=(*header, *self.adds),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMapper:
    """The declaration of a file, compiled into functions of a row's cells."""

    empty: frozenset[str]
    reference: Callable[[Cells], str | None]
    known_from: Callable[[Cells], date | None] | None
    where: tuple[tuple[ReasonedCondition, Predicate], ...]
    builders: tuple[Callable[[Cells], Item | None], ...]
    ids: tuple[CellReader, ...]
    ends: Mapping[tuple[str, str], str]
    pad: tuple[tuple[int, int], ...]
    reference_columns: str
    columns: tuple[str, ...]

    def prepare(self, cells: list[str]) -> None:
        """Clear the cells declared empty, pad those with a width, and check the conditions of `where`."""
        if self.empty:
            cells[:] = ["" if cell.strip() in self.empty else cell for cell in cells]
        for index, width in self.pad:
            if cells[index]:
                cells[index] = cells[index].strip().zfill(width)
        for condition, holds in self.where:
            if not holds(cells):
                value = cells[self.columns.index(condition.column)]
                raise RecordError(
                    condition.reason, column=condition.column, value=value, remedy=condition.remedy or REMEDY
                )

    def build(self, place: Place, cells: Cells, known_from: date, parts: Iterable[Cells]) -> Entry:
        """Build the entry of a prepared row; `parts` are the rows its reader split it into, usually the row itself."""
        reference = self.reference(cells)
        if reference is None:
            remedy = "fill the cell: it names the row in the graph"
            raise RecordError("an empty cell in the reference", column=self.reference_columns, remedy=remedy)
        items = tuple([item for part in parts for build in self.builders if (item := build(part)) is not None])
        if len(items) > len(self.builders):
            items = tuple(dict.fromkeys(items))
        if not items:
            raise RecordError("a row that says nothing", remedy="leave it out")
        if self.known_from is not None:
            known_from = self.known_from(cells) or known_from
        return Entry(reference, place, known_from, items)

    def read_reference(self, cells: Cells) -> str | None:
        """Return the reference of a rejected row; None if it cannot be read."""
        with suppress(RecordError):
            return self.reference(cells)
        return None

    def read_ids(self, cells: Cells) -> tuple[str, ...]:
        """Return the readable ids of the parties and things in a rejected row to which ties may lead."""
        ids: list[str] = []
        for read in self.ids:
            with suppress(RecordError):
                ids.append(str(read(cells) or ""))
        return tuple(filter(None, ids))


def _compile_known(spec: object, columns: Mapping[str, int]) -> Callable[[Cells], date | None]:
    """Build the reader of the day a row entered the books; a future day would block corrections until then."""
    read = compile_value(spec, "date", columns)

    def read_known(cells: Cells) -> date | None:
        known = cast(date | None, read(cells))
        if known is not None and known > date.today():
            raise RecordError(
                "known from a day that has not come", column=", ".join(list_columns(spec)), value=str(known),
                remedy="correct the day: a row is known from the day it entered the books, today at the latest",
            )  # fmt: skip
        return known

    return read_known


def _compile_id(item: ItemMapping, columns: Mapping[str, int]) -> CellReader:
    read = compile_field(item.record, "id", item.fields["id"], columns)
    if item.when is None:
        return read
    holds = item.when.compile(columns)
    return lambda cells: read(cells) if holds(cells) else None


def _find_ends(items: Iterable[ItemMapping]) -> dict[tuple[str, str], str]:
    """Find the columns that name the ends of ties, by the label of the tie and `start` or `end`."""
    columns: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in items:
        if issubclass(item.record, Tie):
            for end in ENDS:
                columns[item.record.label, end] += list_columns(item.fields[end])
    return {end: ", ".join(dict.fromkeys(named)) for end, named in columns.items()}


def list_required(record: type[Item]) -> list[str]:
    """Return the fields that a record requires."""
    return [field.name for field in fields(record) if field.default is MISSING]


def _compile_item(item: ItemMapping, columns: Mapping[str, int]) -> Callable[[Cells], Item | None]:
    record = item.record
    readers = [(name, compile_field(record, name, spec, columns)) for name, spec in item.fields.items()]
    sources = {name: ", ".join(list_columns(spec)) for name, spec in item.fields.items()}
    required, kind = frozenset(list_required(record)), record.__name__
    article = "an" if kind[0] in "AEIOU" else "a"
    holds = item.when.compile(columns) if item.when else None

    def read_values(cells: Cells) -> dict[str, object]:
        values: dict[str, object] = {}
        for name, read in readers:
            try:
                value = read(cells)
            except RecordError as error:
                error.column = error.column or sources[name]
                raise
            if value is not None:
                values[name] = value
            elif name in required:
                raise RecordError(f"{article} {kind} without {name}", column=sources[name], remedy="fill the cell")
        return values

    def build(cells: Cells) -> Item | None:
        if holds is not None and not holds(cells):
            return None
        built = record(**read_values(cells))  # type: ignore[arg-type]
        try:
            check_item(built)
        except RecordError as error:
            error.column = sources.get(error.column, error.column)
            raise
        return built

    return build
