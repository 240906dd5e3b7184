"""What a source is: its `source.yml`, its mapping, and its reader where a mapping is not enough."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, partial
from hashlib import blake2b
from importlib import import_module
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator
from yaml import YAMLError

from ..errors import SourceError, UsageError
from .delivered import Arrival, DeliveredFile, SourceTerms
from .folder import check_folder
from .mapping.files import DeliveryKind, FileMapping
from .mapping.parts import parse_yaml, quote
from .mapping.sections import Constant, Filled, Inside, Section, read_section
from .near_words import suggest
from .records import Entry, Reject
from .rows import RowReader, read_mapped, reject_rows
from .source_name import fold_source_name
from .tables import Table, find_file, hash_file, open_table

MAPPING_SUFFIXES = (".yml", ".yaml")
RESERVED = ("texts",)  # what `riskgraph extract` reads in documents
LARGEST_MAPPING = 1_000_000
NAME = re.compile(r"\w[\w. -]{0,99}")  # it is part of the keys of records, before a `|`, and of file names


class UnusedFile(Section):
    """A file of the source that is not used: its rows are counted and rejected with the reason."""

    file: Inside = Field(description="the name of a file")
    reason: Filled = Field(description="the reason why the file is not used")


class Description(Section):
    """What a `source.yml` says: who publishes the source, on what basis it is held, and what its files say.

    `title` is by language (zh, en).
    """

    name: Filled = Field(description="the name of the source")
    title: dict[Constant, Constant] = Field(description="a table of titles in zh and en")
    publisher: Filled = Field(description="the name of the publisher")
    licence: Filled = Field(description="the licence of the data")
    legal_basis: Filled = Field(description="the legal basis for holding the data")
    trust: float = Field(ge=0, le=1, description="a number from 0 to 1")
    refresh_days: int = Field(ge=1, le=36_500, description="a whole number from 1 to 36,500")
    files: tuple[FileMapping, ...] = Field(min_length=1, strict=False, description="a list of files")
    unused: tuple[UnusedFile, ...] = Field((), strict=False, description="a list of files that are not used")
    beside: tuple[Inside, ...] = Field((), strict=False, description="a list of files that hold no rows for the graph")
    url: Constant | None = Field(None, description="an address")
    notes: Constant | None = Field(None, description="a text")

    @field_validator("name", mode="before")
    @classmethod
    def check_text(cls, name: object) -> object:
        """Refuse a number or a day, which YAML may write differently from the file."""
        if isinstance(name, int | float | date):
            raise ValueError(f"a name is a text, not {quote(name)}: put it in quotes")
        return name

    @field_validator("name")
    @classmethod
    def check_name(cls, name: str) -> str:
        """Refuse a name that cannot be part of keys and file names."""
        if not NAME.fullmatch(name) or name != name.strip():
            rule = "up to 100 letters, digits, spaces, dots, - and _, begins with none of . - and ends with no space"
            raise ValueError(f"a name has {rule}: {quote(name)}")
        return name

    @field_validator("title")
    @classmethod
    def check_title(cls, title: dict[str, str]) -> dict[str, str]:
        """Refuse a title that is not in both languages."""
        if not {"zh", "en"} <= set(title):
            raise ValueError("the title must be given in zh and en")
        return title

    @model_validator(mode="after")
    def check_files(self) -> Self:
        """Refuse a file that is described twice."""
        names = [part.file for part in self.files] + [part.file for part in self.unused]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"{', '.join(twice)} is described more than once")
        return self


class Source(Description):
    """A source of facts, with the file that describes it (`origin`).

    `package` is the package of its `read.py`; `None` for a user's mapping file. `mapping` is the hash of the file.
    """

    origin: str
    package: str | None = None

    mapping: str = ""

    def read(self, path: Path, known_from: date) -> Iterator[Entry | Reject]:
        """Read every row of the source as an entry or a reject, one after the other, in bounded memory."""
        return chain.from_iterable(file.read() for file in self.open(path, known_from).files)

    def open(self, path: Path, known_from: date) -> Arrival:
        """Open the files of the source for a load.

        `path` is the folder, or the file itself if the source is one file. All files are checked before the first row
        is read: a missing file or column raises `SourceError` at once.
        """
        folder, places = self._find_files(path)
        tables = [(part, open_table(places[part.file], part.list_wanted(), part.delimiter, part.encoding))
                  for part in self.files if part.file in places]  # fmt: skip
        unused = [(part, open_table(folder / part.file, ())) for part in self.unused if find_file(folder / part.file)]
        readers = _open_readers(self, folder)
        mapped = [self._open_mapped(part, table, readers, known_from) for part, table in tables]
        if not mapped:
            names = ", ".join(part.file for part in self.files)
            raise SourceError(
                f"{path} has none of the files of source {self.name}: {names}; give the folder they are in"
            )
        files = (*mapped, *(self._open_unused(part, table) for part, table in unused))
        return Arrival(self.read_terms(), files, known_from)

    def read_terms(self) -> SourceTerms:
        """Return what is stored with the source: its terms, and the templates by which it is known again."""
        return SourceTerms(
            name=self.name, publisher=self.publisher, title=dict(self.title), licence=self.licence,
            legal_basis=self.legal_basis, trust=self.trust, refresh_days=self.refresh_days, mapping=self.mapping,
            templates=tuple(sorted({part.identify() for part in self.files})),
        )  # fmt: skip

    def _open_mapped(
        self, part: FileMapping, table: Table, readers: Mapping[str, RowReader], known_from: date
    ) -> DeliveredFile:
        reader = readers[part.rows] if part.rows else None
        read = partial(read_mapped, table, part.compile(table.header), reader, known_from)
        return DeliveredFile(
            name=part.file, read=read, hash=hash_file(table.path), mapping=self.mapping,
            full=part.delivery is DeliveryKind.FULL, max_ended=part.max_ended, lines=table.read_lines,
        )  # fmt: skip

    def _open_unused(self, part: UnusedFile, table: Table) -> DeliveredFile:
        read = partial(reject_rows, table, part.reason)
        return DeliveredFile(name=part.file, read=read, hash=hash_file(table.path), mapping=self.mapping)

    def _find_files(self, path: Path) -> tuple[Path, dict[str, Path]]:
        """Find the folder and the path of each mapped file; optional files may be absent."""
        if path.is_file():
            if len(self.files) != 1:
                raise SourceError(f"{self.name} is made of {len(self.files)} files: give the folder, not {path.name}")
            return path.parent, {self.files[0].file: path}
        if not path.is_dir():
            raise SourceError(f"{path} does not exist")
        places = {
            part.file: path / part.file for part in self.files if not part.optional or find_file(path / part.file)
        }
        mapped = {part.file: part.optional for part in self.files}
        check_folder(self.name, path, mapped, [*(part.file for part in self.unused), *self.beside])
        if missing := [file for file, place in places.items() if find_file(place) is None]:
            raise SourceError(f"{path} lacks {', '.join(missing)}, which {self.name} needs")
        return path, places


def find_sources() -> dict[str, Source]:
    """Return every source of the package, by name."""
    return {name: _open_packaged(name) for name in _list_names()}


def open_source(name: str) -> Source:
    """Return the source of this name, or the one that a user's mapping file (`.yml`) describes."""
    if name in _list_names():
        return _open_packaged(name)
    path = Path(name)
    if path.suffix in MAPPING_SUFFIXES:
        if not path.is_file():
            raise UsageError(f"the mapping file {name} does not exist")
        return _parse(_read_mapping(path), path.name, None)
    known = _list_names()
    near = suggest(name, known)
    raise UsageError(f"unknown source {name!r}{near}; known are {', '.join(known)}; or give a mapping file (.yml)")


def _read_mapping(path: Path) -> str:
    if path.stat().st_size > LARGEST_MAPPING:
        raise SourceError(f"{path.name} is larger than {LARGEST_MAPPING:,} bytes: give the mapping file, not the data")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path.name} is not UTF-8: save the mapping file as UTF-8") from error


def _list_names() -> list[str]:
    folder = files(__package__).joinpath("sources")
    return sorted(part.name for part in folder.iterdir() if part.is_dir() and part.joinpath("source.yml").is_file())


@cache
def _open_packaged(name: str) -> Source:
    with as_file(files(__package__).joinpath("sources", name, "source.yml")) as path:
        source = _parse(path.read_text(encoding="utf-8"), f"sources/{name}/source.yml", f"{__package__}.sources.{name}")
    if source.name != name:
        raise SourceError(f"sources/{name}/source.yml calls itself {source.name!r}")
    return source


def _parse(text: str, origin: str, package: str | None) -> Source:
    """Read a `source.yml`; an error in it is reported with the name of the file."""
    try:
        description = read_section(Description, parse_yaml(text))
        if package is None:
            _check_own(description)
        mapping = blake2b(text.encode(), digest_size=16).hexdigest()
        return Source(**dict(description), origin=origin, package=package, mapping=mapping)
    except YAMLError as error:
        raise SourceError(f"{origin} is not YAML: {' '.join(str(error).split())}") from error
    except SourceError as error:
        raise SourceError(f"{origin}: {error}") from error
    except RecursionError as error:  # parts that are not deep, one in the other by their aliases
        raise SourceError(f"{origin} is nested too deeply by its aliases: write the parts out") from error
    except (ValueError, OverflowError) as error:
        reason = str(error).split(";")[0]
        raise SourceError(f"{origin}: a number or day cannot be read ({reason}): put texts in quotes") from error


def _check_own(description: Description) -> None:
    """Refuse what only the sources of the package may have in a user's mapping file."""
    if fold_source_name(description.name) in map(fold_source_name, (*_list_names(), *RESERVED)):
        raise SourceError(f"{description.name} is a source of riskgraph itself: give yours another name")
    if any(part.rows or part.adds for part in description.files):
        raise SourceError("`rows` and `adds` are for the sources of the package only")


def _open_readers(source: Source, folder: Path) -> Mapping[str, RowReader]:
    """Return the methods of the source's `read.py` that its files name."""
    names = [part.rows for part in source.files if part.rows]
    if not names:
        return {}
    rows = import_module(f"{source.package}.read").Rows(folder)
    return {name: getattr(rows, name) for name in names}
