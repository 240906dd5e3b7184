"""Tables in a delivered folder that no mapping reads: those that plainly mean a mapped file are refused."""

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

from ..errors import SourceError
from .near_words import is_misspelt
from .tables import find_file

logger = logging.getLogger(__name__)

TEXTS = frozenset((".csv", ".tsv", ".tab", ".txt", ".gz"))
FORMATS = frozenset((".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".et", ".parquet", ".jsonl", ".dbf"))
ARCHIVES = frozenset((".zip", ".7z", ".rar", ".bz2", ".xz", ".zst"))
BACKUPS = frozenset((".bak", ".old", ".orig", ".backup", ".save"))
ENDINGS = TEXTS | FORMATS | ARCHIVES | BACKUPS
NOT_DELIVERED = (".", "~$")  # hidden files, and the locks of office programs
# what downloading again, copying or dating a file adds to its name
ADDITIONS = (
    re.compile(r"([\s_.-]+v)?[\s_.-]*[(\[]?\d+[年月日]?[)\]]?$"),
    re.compile(r"[\s_.-]*[(\[]?(copy|的?副本|的?复件)[)\]]?$"),
    re.compile(r"^(copy of |副本|复件)[\s_.-]*"),
)


def check_folder(source: str, folder: Path, mapped: Mapping[str, bool], unused: Iterable[str]) -> None:
    """Refuse a folder with a table that plainly means a mapped file and is not read; warn of every other one.

    `mapped` has the files that the source reads, each with whether it may be absent.
    """
    present = {file: found for file in mapped if (found := find_file(folder / file))}
    for name in list(_list_strangers(folder, (*mapped, *unused))):
        twin = find_twin(name, mapped)
        for file in sorted(mapped.keys() - present.keys()):
            if file == twin or is_misspelt(name, file):
                use = "reads if it is there" if mapped[file] else "needs"
                raise SourceError(
                    f"{folder} has {_show(name)} and lacks {file}, which {source} {use}: {_bring_back(name, file)}, "
                    "or move it out of the folder if it is another file"
                )
        if twin is not None and not _split(name)[1] & BACKUPS:
            raise SourceError(
                f"{folder} has {_show(name)} beside {present[twin].name}, which {source} reads in its place: move it "
                f"out of the folder if it holds nothing else, or add its rows to {twin}; a mapping of your own can "
                "also read it as a file, or list it as `unused`"
            )
        logger.warning("%s is not a file of source %s and was not read", _show(name), source)


def find_twin(name: str, mapped: Iterable[str]) -> str | None:
    """Find the mapped file that a name means but for case, blanks, another ending, a date, or a copy's number."""
    stems = {_split(file)[0]: file for file in mapped}
    return next((stems[stem] for stem in _reduce(_split(name)[0]) if stem in stems), None)


def _list_strangers(folder: Path, known: Collection[str]) -> Iterator[str]:
    """List the tables that the source does not name, in the folders of those that it names."""
    read = [found for file in known if (found := find_file(folder / file))]
    for place in sorted({(folder / file).parent for file in known}):
        for file in sorted(place.iterdir()) if place.is_dir() else ():
            name = file.relative_to(folder).as_posix()
            if file.name.startswith(NOT_DELIVERED) or not file.is_file() or not _split(name)[1]:
                continue
            if not any(file.samefile(other) for other in read):  # also under a name whose case does not count
                yield name


def _split(name: str) -> tuple[str, frozenset[str]]:
    """Return the stem of a file's name in one case and width, and the endings of tables that follow it."""
    stem, endings = " ".join(normalize("NFKC", name).casefold().split()), set()
    if stem.endswith("~"):
        stem = stem.rstrip("~") + ".bak"
    while (dot := stem.rfind(".")) > 0 and stem[dot:] in ENDINGS:
        endings.add(stem[dot:])
        stem = stem[:dot].rstrip()
    return stem, frozenset(endings)


def _reduce(stem: str) -> Iterator[str]:
    """Return a stem and all that is left of it without what a copy or a date adds, the longest first."""
    waiting = [stem]
    for each in waiting:
        yield each
        waiting += [left for added in ADDITIONS if (left := added.sub("", each).strip()) not in ("", *waiting)]


def _bring_back(name: str, file: str) -> str:
    """Return what to do with a table that is there in the place of a mapped file."""
    endings = _split(name)[1]
    if endings & (FORMATS | ARCHIVES):
        return f"save its rows as text in {file}"
    packed = ".gz" if ".gz" in endings and not file.endswith(".gz") else ""
    return f"rename {_show(name)} to {file}{packed}"


def _show(name: str) -> str:
    """Return the name of a file, in quotes where blanks at its ends would not be seen."""
    return name if name == name.strip() else repr(name)
