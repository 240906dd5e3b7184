"""What a note is: a code for programs, a sentence in each language, and the records it rests on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Literal

from ...models.wording import Wording, join_words

MOST_LISTED = 10  # notes of one kind that an answer carries; the rest are counted


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on an answer: what to know before relying on it."""

    code: str
    en: str
    zh: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKind:
    """A declared kind of note: its code, when it appears, and its sentence in both languages.

    The sentences are templates. A value is a text, a number, a day, a `Wording`, or a list of texts.
    """

    code: str
    when: str
    en: str
    zh: str

    def write(self, records: Iterable[str] = (), **values: object) -> Note:
        """Write the note with these values; each record is cited once."""
        english = {name: choose_wording(value, "en") for name, value in values.items()}
        chinese = {name: choose_wording(value, "zh") for name, value in values.items()}
        return Note(self.code, self.en.format(**english), self.zh.format(**chinese), tuple(dict.fromkeys(records)))


def choose_wording(value: object, language: Literal["en", "zh"]) -> object:
    """Return a value as one language writes it."""
    if isinstance(value, Wording):
        return value.en if language == "en" else value.zh
    if isinstance(value, Sequence) and not isinstance(value, str):
        return choose_wording(join_words(map(str, value)), language)
    return value


def count_more(found: Sized, kind: NoteKind) -> list[Note]:
    """Return a note where more was found than is listed, with the `number` left out and the number `listed`."""
    left_out = len(found) - MOST_LISTED
    return [kind.write(number=left_out, listed=MOST_LISTED)] if left_out > 0 else []


@cache
def list_families() -> Mapping[str, tuple[NoteKind, ...]]:
    """Return the kinds of notes by family: each family is a file of this package that declares some."""
    package = import_module(__name__.rpartition(".")[0])
    names = (found.name for found in walk_packages(package.__path__, f"{package.__name__}."))
    families = {name.rpartition(".")[2]: tuple(list_declared(import_module(name))) for name in names}
    return {name: kinds for name, kinds in families.items() if kinds}


def list_declared(module: ModuleType) -> Iterator[NoteKind]:
    """List the kinds that a module declares, alone or in a table."""
    for value in vars(module).values():
        declared = value.values() if isinstance(value, Mapping) else (value,)
        yield from (kind for kind in declared if isinstance(kind, NoteKind))


def list_kinds() -> dict[str, NoteKind]:
    """Return every kind of note by its code."""
    return {kind.code: kind for kinds in list_families().values() for kind in kinds}


def find_family(note: Note) -> str:
    """Return the family that declares a note."""
    return map_families()[note.code]


@cache
def map_families() -> Mapping[str, str]:
    """Return the family of each code."""
    return {kind.code: family for family, kinds in list_families().items() for kind in kinds}
