"""The files documents.csv and truth_text.jsonl, the latter with the entities and events of every document."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.random import Generator

from ..csv_files import Columns, PartyIds, write_days, write_file
from ..days import TODAY
from ..parties.names import PersonNames
from ..parties.numbering import find_kinds
from ..sampling import Ints, draw_ints, open_stream
from ..world import World
from .compose import TEMPLATES, DocumentWriter, Draft, Json
from .stories import Story, choose_stories
from .wording import PartyNames

CHINESE_SHARE = 0.6
FILED = frozenset({"equity_pledge", "guarantee", "executive_change", "investment"})
BYSTANDERS, SPEAKERS = 400, 200
Document = dict[str, str | int]


def write_documents(folder: Path, world: World, persons: PersonNames, party_ids: PartyIds) -> int:
    """Write the documents of a world and return their number."""
    rng = open_stream(world.seed, "documents")
    stories = choose_stories(world)
    bystanders = np.flatnonzero(~world.companies.bank)
    bystanders = rng.permutation(bystanders)[:BYSTANDERS]
    speakers = _find_speakers(world, rng)
    named = [code for story in stories for code in story.roles.values()]
    party_names = PartyNames(
        world, persons, np.unique(np.concatenate([np.array(named, dtype=np.int64), bystanders, speakers]))
    )
    writer = DocumentWriter(party_names, rng, bystanders.tolist(), speakers.tolist())
    documents: list[Document] = []
    with (folder / "truth_text.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for document, draft in _write_all(writer, rng, stories):
            documents.append(document)
            file.write(json.dumps(_write_truth(document, draft, party_ids), ensure_ascii=False) + "\n")
    _write_csv(folder, documents)
    return len(documents)


def _write_all(writer: DocumentWriter, rng: Generator, stories: list[Story]) -> Iterator[tuple[Document, Draft]]:
    """Write one document per story; skip exact duplicates."""
    seen: set[str] = set()
    for story in stories:
        language = "zh" if rng.random() < CHINESE_SHARE else "en"
        title, draft = writer.write(story, language)
        key = hashlib.sha256(f"{title}\n{draft.text}".encode()).hexdigest()[:32]
        publisher = TEMPLATES[language].PUBLISHERS[int(rng.integers(len(TEMPLATES[language].PUBLISHERS)))]
        kind = "filing" if story.event in FILED and rng.random() < 0.6 else "news"
        published = min(story.day + int(rng.integers(0, 20)), TODAY)
        if key not in seen:
            seen.add(key)
            yield _make_document(key, title, draft, kind, publisher, published), draft


def _make_document(key: str, title: str, draft: Draft, kind: str, publisher: str, published: int) -> Document:
    return {
        "id": f"world:N{key}",
        "title": title,
        "text": draft.text,
        "kind": kind,
        "publisher": publisher,
        "language": draft.language,
        "published": published,
        "url": f"https://news.example/{key}",
    }


def _write_truth(document: Document, draft: Draft, party_ids: PartyIds) -> Json:
    entities = [
        {name: party_ids.find_id(int(str(value))) if name == "party" else value for name, value in entity.items()}
        for entity in draft.entities
    ]
    for entity in entities:
        entity.pop("role")
    return {
        "id": document["id"],
        "language": draft.language,
        "kind": document["kind"],
        "entities": entities,
        "events": draft.events,
    }


def _write_csv(folder: Path, documents: list[Document]) -> None:
    def make(rows: slice) -> Columns:
        part = documents[rows]
        columns: Columns = {
            name: pa.array([str(document[name]) for document in part], pa.string())
            for name in ("id", "title", "text", "kind", "publisher", "language", "url")
        }
        days = write_days(np.array([int(document["published"]) for document in part], dtype=np.int64))
        return columns | {"published": days, "known_from": days}

    write_file(folder, "documents", len(documents), make)


def _find_speakers(world: World, rng: Generator) -> Ints:
    """Draw persons who hold an office."""
    persons = world.tables["offices"]["person"]
    persons = persons[find_kinds(persons) == 1]
    speakers: Ints = persons[draw_ints(rng, 0, len(persons) - 1, SPEAKERS)]
    return speakers
