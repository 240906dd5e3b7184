"""The text reader: builds the spaCy pipelines, splits long texts and collects the components' notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from ...errors import MissingExtraError, UsageError
from ..names import fold_text
from .entities.gazetteer import Gazetteer, empty_gazetteer
from .events.relations import derive_relations
from .extraction import Argument, Entity, Event, Extraction, Language, Span
from .sentences import detect_language, split_sentences

if TYPE_CHECKING:
    from .spacy_components import Notes

SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_PIECE = 4000
AUTOMATIC = "auto"


class TextReader:
    """A reader of texts with one gazetteer; pipelines are built on first use."""

    def __init__(self, names: Gazetteer | None = None) -> None:
        self.names = names or empty_gazetteer()
        self._pipelines: dict[str, Any] = {}

    def read(self, text: str, language: str | None = None, published: date | None = None) -> Extraction:
        """Read the entities, relations and events of a text, with offsets into the whole text.

        The language is detected if it is not given. Raises `MissingExtraError` if spaCy is not installed.
        """
        known = _read_language(text, language)
        pipeline = self.get_pipeline("en" if known is Language.ENGLISH else "zh")
        from .spacy_components import NOTES, Notes

        clean = SURROGATE.sub("\ufffd", text)
        gathered = _Gathered(text)
        notes = None
        for start, end in cut_pieces(clean):
            piece = clean[start:end]
            doc = pipeline.make_doc(piece)
            notes = _begin_notes(Notes(piece, fold_text(piece), self.names, published), notes)
            doc.user_data[NOTES] = notes
            pipeline(doc)
            gathered.add(notes, start)
        return gathered.finish(known)

    def get_pipeline(self, language: str) -> Any:
        """Return the spaCy pipeline of a language, for inspection or for adding trained components."""
        if language not in self._pipelines:
            self._pipelines[language] = build_pipeline(language)
        return self._pipelines[language]


def read_text(
    text: str, language: str | None = None, *, names: Gazetteer | None = None, published: date | None = None
) -> Extraction:
    """Read one text; to read many with the same gazetteer, keep a `TextReader`."""
    reader = _default_reader() if names is None else TextReader(names)
    return reader.read(text, language, published)


def build_pipeline(language: str) -> Any:
    """Build a blank spaCy pipeline with the riskgraph components in order."""
    try:
        import spacy
    except ImportError as error:
        raise MissingExtraError("Reading text", "text") from error
    from .spacy_components import STEPS, register_components

    register_components()
    pipeline = spacy.blank(language)
    for step in STEPS:
        pipeline.add_pipe(f"riskgraph_{step}")
    return pipeline


def cut_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Split a text at sentence ends into pieces that spaCy's tokenizers handle quickly."""
    if len(text) <= LONGEST_PIECE:
        yield 0, len(text)
        return
    start = end = 0
    for _, sentence_end in split_sentences(text):
        if sentence_end - start > LONGEST_PIECE and end > start:
            yield start, end
            start = end
        end = sentence_end
    yield start, len(text)


@cache
def _default_reader() -> TextReader:
    """Return a reader without known names."""
    return TextReader()


def _read_language(text: str, language: str | None) -> Language:
    if language is None or language == AUTOMATIC:
        return detect_language(text)
    try:
        return Language(language)
    except ValueError as error:
        raise UsageError(f"unknown language {language!r}: use zh, en, mixed or auto") from error


def _begin_notes(notes: "Notes", before: "Notes | None") -> "Notes":
    """Carry over the short names introduced in the previous piece."""
    if before is not None:
        notes.aliases = dict(before.aliases)
    return notes


@dataclass(slots=True)
class _Gathered:
    """Findings from the pieces read so far, with offsets into the whole text."""

    text: str
    entities: list[Entity]
    events: list[Event]
    sentences: list[Span]

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities, self.events, self.sentences = [], [], []

    def add(self, notes: "Notes", offset: int) -> None:
        """Add the notes of a piece that begins at this offset."""
        moved = {entity: self._move_entity(entity, offset) for entity in notes.entities}
        self.entities += [moved[entity] for entity in notes.entities]
        self.sentences += [self._move_span(start, end, offset) for start, end in notes.sentences]
        self.events += [self._move_event(event, offset, moved) for event in notes.events]

    def finish(self, language: Language) -> Extraction:
        """Return the extraction of the whole text."""
        events = tuple(self.events)
        return Extraction(language, tuple(self.entities), derive_relations(events), events, tuple(self.sentences))

    def _move_entity(self, entity: Entity, offset: int) -> Entity:
        start, end = entity.start + offset, entity.end + offset
        surface = self.text[start:end]
        if not offset and surface == entity.surface:
            return entity
        return replace(entity, start=start, end=end, surface=surface)

    def _move_event(self, event: Event, offset: int, moved: dict[Entity, Entity]) -> Event:
        arguments = tuple(Argument(argument.role, moved[argument.entity]) for argument in event.arguments)
        return replace(
            event,
            arguments=arguments,
            trigger=self._move_span(event.trigger.start, event.trigger.end, offset),
            sentence=self._move_span(event.sentence.start, event.sentence.end, offset),
        )

    def _move_span(self, start: int, end: int, offset: int) -> Span:
        return Span(start + offset, end + offset, self.text[start + offset : end + offset])
