"""Evaluation of the extraction: precision, recall and F1 of entities, links, events and roles against known spans."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import SourceError
from .extraction import Entity, EntityKind, Event, Extraction, Modality
from .link import PARTIES, link_entities
from .reader import TextReader

# names of events and roles in the demo world that differ from the extractor's
EVENT_NAMES = {"equity_pledge": "pledge", "supply_contract": "supply"}
ROLE_NAMES = {
    "default": {"borrower": "debtor", "lender": "creditor"},
    "pledge": {"holder": "pledgor"},
    "executive_change": {"leaving": "outgoing", "joining": "incoming"},
    "investment": {},
}
NOT_REAL = (Modality.NEGATED, Modality.DENIED)


@dataclass(frozen=True, slots=True)
class TrueEntity:
    """A labelled span, and the party that it names."""

    kind: EntityKind
    start: int
    end: int
    party: str | None = None


@dataclass(frozen=True, slots=True)
class TrueEvent:
    """A labelled event, stated or denied, and the spans in its roles."""

    kind: str
    negated: bool
    arguments: tuple[tuple[str, TrueEntity], ...]


@dataclass(frozen=True, slots=True)
class TextExample:
    """A text with all its labels."""

    id: str
    text: str
    language: str | None
    entities: tuple[TrueEntity, ...]
    events: tuple[TrueEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The number of correct, found and labelled cases."""

    right: int = 0
    found: int = 0
    expected: int = 0

    @property
    def precision(self) -> float:
        """The fraction of found cases that are correct; 0 if none were found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The fraction of labelled cases that were found; 0 if none are labelled."""
        return self.right / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.expected + other.expected)


def evaluate_texts(examples: Iterable[TextExample], reader: TextReader) -> dict[str, Score]:
    """Compute scores by subject: each entity kind, `links`, `events` (kind, denial, a party) and `roles`.

    A span is correct only if both its ends are.
    """
    scores: dict[str, Score] = {}
    for example in examples:
        extraction = reader.read(example.text, example.language)
        for name, score in _score_example(example, extraction, reader):
            scores[name] = scores.get(name, Score()) + score
    return dict(sorted(scores.items()))


def read_world_examples(folder: Path) -> list[TextExample]:
    """Read the documents of a demo world with their labels."""
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["id"]: row["text"] for row in csv.DictReader(file)}
    with (folder / "truth_text.jsonl").open(encoding="utf-8") as file:
        return [_read_truth(json.loads(line), texts) for line in file]


def _score_example(example: TextExample, extraction: Extraction, reader: TextReader) -> Iterator[tuple[str, Score]]:
    kinds = {entity.kind for entity in example.entities} | {entity.kind for entity in extraction.entities}
    for kind in kinds:
        truth = {(one.start, one.end) for one in example.entities if one.kind is kind}
        found = {(one.start, one.end) for one in extraction.entities if one.kind is kind}
        yield f"entity.{kind.value}", _compare(found, truth)
    linked = {(one.entity.start, one.entity.end, one.party) for one in link_entities(extraction.entities, reader.names)}
    known = {(one.start, one.end, one.party) for one in example.entities if one.party is not None}
    yield "links", _compare({one for one in linked if one[2] is not None}, known)
    yield "events", _compare_events(example.events, extraction.events)
    yield "roles", _compare(_list_found_roles(example, extraction), _list_true_roles(example))


def _compare(found: set[Any], truth: set[Any]) -> Score:
    return Score(len(found & truth), len(found), len(truth))


def _compare_events(truth: Iterable[TrueEvent], found: Iterable[Event]) -> Score:
    """Pair each labelled event with one found of equal kind and denial that shares a party; skip other kinds."""
    expected = list(truth)
    kinds = {event.kind for event in expected}
    candidates = [event for event in found if event.kind.value in kinds or event.kind.value in SCORED]
    right = 0
    for event in expected:
        match = next((one for one in candidates if _is_same(event, one)), None)
        if match is not None:
            candidates.remove(match)
            right += 1
    return Score(right, right + len(candidates), len(expected))


SCORED = frozenset(("default", "lawsuit", "pledge", "guarantee", "executive_change", "investment", "supply", "penalty"))


def _is_same(truth: TrueEvent, found: Event) -> bool:
    if truth.kind != found.kind.value or truth.negated is not (found.modality in NOT_REAL):
        return False
    spans = {(one.entity.start, one.entity.end) for one in found.arguments}
    return any((entity.start, entity.end) in spans for _, entity in truth.arguments if entity.kind in PARTIES)


def _list_true_roles(example: TextExample) -> set[tuple[str, str, int, int]]:
    return {
        (event.kind, role, entity.start, entity.end)
        for event in example.events
        for role, entity in event.arguments
        if entity.kind in PARTIES
    }


def _list_found_roles(example: TextExample, extraction: Extraction) -> set[tuple[str, str, int, int]]:
    """List the parties and their roles in found events of the labelled kinds."""
    return {
        (event.kind.value, one.role, one.entity.start, one.entity.end)
        for event in extraction.events
        if example.events and event.kind.value in SCORED
        for one in event.arguments
        if _is_party(one.entity)
    }


def _is_party(entity: Entity) -> bool:
    return entity.kind in PARTIES


def _read_truth(row: dict[str, Any], texts: dict[str, str]) -> TextExample:
    if row["id"] not in texts:
        raise SourceError(f"truth_text.jsonl: document {row['id']} is not in documents.csv")
    entities = tuple(
        TrueEntity(EntityKind(one["label"].lower()), one["start"], one["end"], one.get("party"))
        for one in row["entities"]
    )
    return TextExample(
        row["id"],
        texts[row["id"]],
        row["language"],
        entities,
        tuple(_read_event(event, entities) for event in row["events"]),
    )


def _read_event(event: dict[str, Any], entities: tuple[TrueEntity, ...]) -> TrueEvent:
    kind = EVENT_NAMES.get(event["type"], event["type"])
    roles = ROLE_NAMES.get(kind, {})
    arguments = tuple((roles.get(one["role"], one["role"]), entities[one["entity"]]) for one in event["arguments"])
    return TrueEvent(kind, event["negated"], arguments)
