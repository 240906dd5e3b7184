"""Extract mentions of parties from the documents in the graph, or from a file of texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ...errors import SourceError
from ...ingest.extract import EXTRACTOR, Gazetteer, TextReader, link, read_text_lines
from ...ingest.records import Document, Entry, Party, PartyKind, Place
from ..engine.statements import read_statement
from ..engine.store import Store
from ..personal.keyed import is_tombstone
from .load import load_entries
from .loading import LoadCount

DOCUMENTS_PAGE = 500
NAMES_PAGE = 20_000
SOURCE = "texts"


@dataclass(frozen=True, slots=True)
class Extracted:
    """The counts of an extraction: documents read, mentions found, and what was loaded."""

    documents: int
    mentions: int
    count: LoadCount


def extract_from_graph(store: Store, language: str | None) -> Extracted:
    """Read every document in the graph and link it to the parties it names; a second run changes nothing."""
    reader = TextReader(Gazetteer.from_parties(read_parties(store)))
    today = date.today()
    totals = {"documents": 0, "mentions": 0}

    def entries() -> Iterator[Entry]:
        for document in read_documents(store):
            extraction = reader.read(document.text, language or document.language, document.published)
            mentions = link(extraction, reader.names, document)
            totals["documents"] += 1
            totals["mentions"] += len(mentions)
            yield Entry(f"{document.id}/{EXTRACTOR}", Place(document.id, 0), today, mentions)

    count = load_entries(store, SOURCE, entries(), today)
    return Extracted(totals["documents"], totals["mentions"], count)


def read_parties(store: Store) -> Iterator[Party]:
    """Read every party in the graph with its names; erased persons have none."""
    last = ""
    while rows := store.read(read_statement("read/search/names_page"), {"after": last, "limit": NAMES_PAGE}):
        for row in (row for row in rows if not is_tombstone(row["id"])):
            yield Party(id=row["id"], kind=PartyKind(row["kind"]), name=row["name"], names=tuple(row["names"] or ()))
        last = rows[-1]["id"]


def read_documents(store: Store) -> Iterator[Document]:
    """Read the documents in the graph, page by page."""
    last = ""
    while rows := store.read(read_statement("read/documents/documents_page"), {"after": last, "limit": DOCUMENTS_PAGE}):
        yield from (Document(**row) for row in rows)
        last = rows[-1]["id"]


def extract_from_file(path: Path, language: str | None) -> Iterator[dict[str, Any]]:
    """Read the texts of a file of JSON lines, each with `id` and `text`."""
    try:
        with path.open(encoding="utf-8") as lines:
            yield from read_text_lines(lines, TextReader(), language)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise SourceError(f"{path}: {reason}; give a file of JSON lines with id and text") from error
