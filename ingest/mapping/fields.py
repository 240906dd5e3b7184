"""Fields of records: compiles a spec of `source.yml` into a function from a row's cells to a value."""

from collections.abc import Callable, Mapping, Sequence
from types import UnionType
from typing import cast, get_args, get_origin, get_type_hints

from ...errors import RecordError, SourceError
from ..cells import amounts, clean, countries
from ..identifiers import check_identifier
from ..near_words import advise, suggest
from ..records import Item
from ..records.declaration import Value, read_fields
from ..records.words import Word
from .parts import quote, read_whole, write_constant
from .templates import Template, is_template

Cells = Sequence[str]
Reader = Callable[[str], object]
CellReader = Callable[[Cells], object]

READERS: Mapping[str, Reader] = {
    "text": clean.clean_text,
    "raw": clean.keep_text,
    "id": clean.clean_id,
    "percent": clean.read_percent,
    "share": clean.read_share,
    "amount": amounts.read_amount,
    "currency": amounts.read_currency,
    "float": clean.read_number,
    "int": clean.read_integer,
    "bool": clean.read_flag,
    "date": clean.read_date,
    "timestamp": clean.read_timestamp,
    "epoch_ms": clean.read_epoch_ms,
    "year_end": clean.read_year_end,
    "next_year_end": clean.read_next_year_end,
    "country": countries.read_country,
}
LIST = "list"
# the reader of a field whose spec names none
BY_VALUE: Mapping[Value, str] = {
    Value.TEXT: "text", Value.WORD: "text", Value.RAW: "raw", Value.ID: "id", Value.PARTY: "id",
    Value.SHARE: "share", Value.AMOUNT: "amount", Value.CURRENCY: "currency", Value.COUNTRY: "country",
    Value.NUMBER: "float", Value.WHOLE: "int", Value.FLAG: "bool", Value.DAY: "date", Value.LIST: LIST,
}  # fmt: skip
WIDEST = 100
OPTIONS = frozenset(("column", "template", "value", "read", "map", "default", "pad", "separator"))


def compile_field(record: type[Item], name: str, spec: object, columns: Mapping[str, int]) -> CellReader:
    """Build the reader of one field of a record; `columns` maps each column to its index.

    Raises `SourceError` if the spec is not one that `ingest/sources/README.md` describes.
    """
    declared = next(item for item in read_fields(record) if item.name == name)
    form = BY_VALUE[declared.value]
    try:
        if form == LIST:
            return _compile_list(spec, columns, check_identifier if name == "identifiers" else None)
        if isinstance(spec, list):
            raise SourceError("it holds one value, not a list")
        return _compile_spec(spec, READERS[form], columns, declared.kind, declared.words)
    except SourceError as error:
        raise SourceError(f"{record.__name__}.{name}: {error}") from error


def compile_value(spec: object, reader: str, columns: Mapping[str, int]) -> CellReader:
    """Build the reader of a value that is not a field of a record, such as `known_from`."""
    return _compile_spec(spec, READERS[reader], columns, _find_result(READERS[reader]))


def read_width(width: object) -> int:
    """Read the width to which a cell is padded with leading zeros."""
    return read_whole(width, "`pad`", 1, WIDEST)


def list_columns(spec: object) -> list[str]:
    """Return every column that a field spec names."""
    if isinstance(spec, list):
        return [column for part in spec for column in list_columns(part)]
    if isinstance(spec, dict):
        if "template" in spec:
            return list(Template.parse(str(spec["template"])).columns)
        return [str(spec["column"])] if "column" in spec else []
    text = str(spec)
    return list(Template.parse(text).columns) if is_template(text) else [text]


def _compile_list(spec: object, columns: Mapping[str, int], check: Callable[[str], str] | None) -> CellReader:
    if isinstance(spec, list):
        parts = [(each, _compile_spec(each, clean.clean_text, columns, tuple)) for each in spec]
    else:
        parts = [(spec, _compile_spec(spec, None, columns, tuple))]
    if check:
        return _join([_check_each(read, check, ", ".join(list_columns(each))) for each, read in parts])
    return _join([read for _, read in parts])


def _read_word(words: type[Word], wanted: type, reader: Reader) -> Reader:
    """Build the reader of a closed word: it returns the member where the field holds one, else plain text."""
    allowed: dict[object, Word | str] = {word.value: word if wanted is words else word.value for word in words}

    def read(text: str) -> object:
        value = allowed.get(text)
        if value is None and (value := allowed.get(reader(text))) is None:
            remedy = advise(text.strip(), words, "declare a `map` from the source's words")
            raise RecordError(f"not one of {', '.join(words)}", remedy=remedy)
        return value

    return read


def _find_result(reader: Reader) -> type:
    hint = get_type_hints(reader)["return"]
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    result: type = get_origin(hint) or hint
    return result


def _compile_spec(
    spec: object, default: Reader | None, columns: Mapping[str, int], wanted: type, words: type[Word] | None = None
) -> CellReader:
    options = _read_options(spec)
    reader = _choose_reader(options, default, str if words else wanted)
    if words:
        reader = _read_word(words, wanted, reader)
    if "value" in options:
        return _give(_read_constant(options["value"], reader, words))
    fallback = _read_constant(options["default"], reader, words) if options.get("default") is not None else None
    if "map" in options:
        reader = _map(options["map"], reader, words)
    if "template" in options:
        template = Template.parse(str(options["template"]))
        return _fill(template.compile(columns), reader, fallback, ", ".join(template.columns))
    return _read(str(options["column"]), columns, reader, fallback)


def _read_options(spec: object) -> dict[str, object]:
    if isinstance(spec, str):
        return {"template": spec} if is_template(spec) else {"column": spec}
    if not isinstance(spec, dict) or len({"column", "template", "value"} & set(spec)) != 1:
        raise SourceError(f"{quote(spec)} is not a field spec: give a column, a template or {{value: ..}}")
    if unknown := sorted(set(map(str, spec)) - OPTIONS):
        near, known = suggest(unknown[0], OPTIONS), ", ".join(sorted(OPTIONS))
        raise SourceError(f"{quote(spec)}: unknown {', '.join(unknown)}{near}; a field spec has {known}")
    return dict(spec)


def _read_constant(value: object, reader: Reader, words: type[Word] | None = None) -> object:
    text = write_constant(value)
    try:
        return reader(text)
    except RecordError as error:
        remedy = suggest(text, words) if words else f"; {error.remedy}"
        raise SourceError(f"{quote(value)}: {error.reason}{remedy}") from error


def _choose_reader(options: Mapping[str, object], default: Reader | None, wanted: type) -> Reader:
    name = options.get("read")
    if name is None and default is not None and "separator" not in options:
        chosen, given = default, wanted
    elif name in (None, LIST):
        chosen, given = clean.split_list(_read_separator(options)), tuple
    elif isinstance(name, str) and name in READERS:
        chosen, given = READERS[name], _find_result(READERS[name])
    else:
        near = suggest(str(name), (*READERS, LIST))
        raise SourceError(f"unknown `read: {name}`{near}; there are {', '.join((*READERS, LIST))}")
    if given is not wanted and (given, wanted) not in ((int, float), (str, tuple)):
        raise SourceError(f"`read: {name or LIST}` does not give what the field holds: leave it out or choose another")
    if "pad" not in options:
        return chosen
    width = read_width(options["pad"])
    return lambda text: chosen(text.strip().zfill(width))


def _read_separator(options: Mapping[str, object]) -> str:
    separator = write_constant(options.get("separator", ","))
    if not separator:
        raise SourceError("`separator` is empty: give the text that stands between two values")
    return separator


def _map(table: object, reader: Reader, words: type[Word] | None) -> Reader:
    if not isinstance(table, dict) or not table:
        raise SourceError(f"`map` must list source values with ours, not {quote(table)}")
    values = {
        write_constant(key): _read_constant(value, reader, words) if value is not None else None
        for key, value in table.items()
    }

    def look_up(text: str) -> object:
        try:
            return values[text.strip()]
        except KeyError:
            remedy = advise(text.strip(), values, "add the value to the `map`")
            raise RecordError("a value that the mapping does not know", remedy=remedy) from None

    return look_up


def _give(value: object) -> CellReader:
    return lambda _: value


def _join(parts: Sequence[CellReader]) -> CellReader:
    def join(cells: Cells) -> tuple[object, ...]:
        values: dict[object, None] = {}
        for part in parts:
            value = part(cells)
            if isinstance(value, tuple):
                values.update(dict.fromkeys(value))
            elif value is not None:
                values[value] = None
        return tuple(values)

    return join


def _check_each(values: CellReader, check: Callable[[str], str], column: str) -> CellReader:
    def read(cells: Cells) -> object:
        value = values(cells)
        try:
            return tuple(map(check, value)) if isinstance(value, tuple) else value and check(cast(str, value))
        except RecordError as error:
            error.column = column
            raise

    return read


def _read(column: str, columns: Mapping[str, int], reader: Reader, fallback: object) -> CellReader:
    index = columns[column]

    def read(cells: Cells) -> object:
        text = cells[index]
        if not text or text.isspace():
            return fallback
        try:
            return reader(text)
        except RecordError as error:
            error.column, error.value = column, text
            raise

    return read


def _fill(template: Callable[[Cells], str | None], reader: Reader, fallback: object, column: str) -> CellReader:
    def fill(cells: Cells) -> object:
        text = template(cells)
        if text is None:
            return fallback
        try:
            return reader(text)
        except RecordError as error:
            error.column, error.value = column, text
            raise

    return fill
