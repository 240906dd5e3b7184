"""What the sections of a mapping file have in common: strict models, whose errors become one sentence.

A field's description says what its key must hold; it completes the sentence "`key` must be ...".
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ...errors import SourceError
from ..near_words import suggest
from ..rejects import show_value
from .parts import quote, write_constant


class Section(BaseModel):
    """A part of a mapping file: fixed once read, no type converted, no key unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Read = TypeVar("Read", bound=Section)
UNKNOWN = ("extra_forbidden", "invalid_key")


def read_with(reader: Callable[[Any], object]) -> BeforeValidator:
    """Read the value of a key with a function; its `SourceError` is reported at the key."""

    def read(value: Any) -> object:
        try:
            return reader(value)
        except SourceError as error:
            raise ValueError(str(error)) from error

    return BeforeValidator(read)


def check_inside(file: str) -> str:
    """Refuse the name of a file outside the folder that is loaded."""
    place = PurePath(file)
    if place.is_absolute() or ".." in place.parts:
        raise ValueError(f"{quote(file)} leaves the folder of PATH: name a file inside it")
    return file


Constant = Annotated[str, read_with(write_constant)]
Filled = Annotated[Constant, Field(min_length=1)]
Inside = Annotated[Filled, AfterValidator(check_inside)]
Constants = Annotated[frozenset[Constant], Field(strict=False)]


def read_section(model: type[Read], content: object) -> Read:
    """Check the content of a mapping file; raise `SourceError` for the first thing that is wrong in it."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        found = error.errors(include_url=False)
        first = next((each for each in found if each["type"] in UNKNOWN), found[0])  # a misspelt key is missing as well
        raise SourceError(name_file(first["loc"], content) + describe(model, first)) from error


def describe(model: type[Section], error: ErrorDetails) -> str:
    """Return one sentence that names the key, what is wrong with it, and what it must hold."""
    section, field = find_field(model, error["loc"])
    keys, key = ", ".join(list_fields(section)), name_key(error["loc"])
    if error["type"] == "value_error":
        reason = str(error["ctx"]["error"])
        return f"{key}: {reason}" if key else reason
    if error["type"] in UNKNOWN:
        unknown = str(error["loc"][-1])
        return f"`{show_value(unknown)}` is unknown{suggest(unknown, list_fields(section))}; the keys here are {keys}"
    expected = f"a table with the keys {keys}"
    if field is not None and error["type"] != "model_type":
        expected = field.description or "a text"
    if error["type"] == "missing":
        return f"{key} is missing; it must be {expected}"
    return f"{key or 'the file'} must be {expected}, not {quote(error['input'])}"


def find_field(model: type[Section], place: Sequence[str | int]) -> tuple[type[Section], FieldInfo | None]:
    """Return the section in which a place is, and the field of the last key that has one."""
    field = None
    for step in place:
        found = list_fields(model).get(str(step))
        if found is not None:
            field = found
            model = find_section(field.annotation) or model
    return model, field


def find_section(hint: object) -> type[Section] | None:
    """Return the section that a type holds, such as one of a list."""
    if isinstance(hint, type) and issubclass(hint, Section):
        return hint
    return next(filter(None, map(find_section, get_args(hint))), None)


def list_fields(model: type[Section]) -> Mapping[str, FieldInfo]:
    """Return the fields of a section by their keys in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def name_file(place: Sequence[str | int], content: Any) -> str:
    """Name the data file that the place describes, if it is in the description of one that has a name."""
    if place[:1] != ("files",) or len(place) < 3:
        return ""
    file = content["files"][place[1]].get("file")
    return f"{show_value(file)}: " if isinstance(file, str) else ""


def name_key(place: Sequence[str | int]) -> str:
    """Name a key with those above it below the data file; the parts of a list are counted from 1."""
    steps = place[2:] if place[:1] == ("files",) and len(place) > 2 else place
    path = ".".join(str(step + 1 if isinstance(step, int) else step) for step in steps if step != "[key]")
    return f"`{path}`" if path else ""
