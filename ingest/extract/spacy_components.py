"""The spaCy components, which write their findings into the notes of the document. This module needs spaCy.

A trained spaCy component (`ner`, `entity_ruler`) goes before `riskgraph_adopted`, which takes over its entities.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from ..names.characters import fold_text, has_chinese, has_latin
from .entities.aliases import find_aliases, find_uses
from .entities.chinese_companies import find_chinese_companies
from .entities.english_companies import find_english_companies
from .entities.figures import find_figures
from .entities.gazetteer import Gazetteer, KnownName
from .entities.people import find_chinese_people, find_english_people
from .events.find import find_events
from .extraction import Entity, EntityKind, Event
from .overlaps import resolve_overlaps
from .sentences import split_sentences

NOTES = "riskgraph"
FIGURES = (EntityKind.AMOUNT, EntityKind.PERCENTAGE, EntityKind.DATE, EntityKind.CASE_NUMBER)
ADOPTED_LABELS = {
    "ORG": "company",
    "COMPANY": "company",
    "GOV": "public_body",
    "PERSON": "person",
    "PER": "person",
    "MONEY": "amount",
    "PERCENT": "percentage",
    "DATE": "date",
}
STEPS = ("sentences", "figures", "known_names", "companies", "people", "adopted", "settled", "events")
Component = Callable[[Doc], Doc]


@dataclass(slots=True)
class Notes:
    """The components' shared notes on a document; `text` is kept because spaCy rebuilds `doc.text` on each access."""

    text: str
    folded: str
    names: Gazetteer
    published: date | None = None
    aliases: dict[str, Entity] = field(default_factory=dict)
    subject: Entity | None = None
    sentences: list[tuple[int, int]] = field(default_factory=list)
    known: list[KnownName] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def register_components() -> None:
    """Register the components with spaCy under names that begin with `riskgraph_`; safe to call twice."""
    components: dict[str, Component] = {
        "sentences": mark_sentences,
        "figures": note_figures,
        "known_names": note_known_names,
        "companies": note_companies,
        "people": note_people,
        "settled": resolve_entities,
        "events": note_events,
    }
    for name, component in components.items():
        Pipeline.component(f"riskgraph_{name}", func=component)
    defaults: dict[str, Any] = {"labels": ADOPTED_LABELS, "confidence": 0.8}
    Pipeline.factory("riskgraph_adopted", default_config=defaults, func=build_adopter)


def mark_sentences(doc: Doc) -> Doc:
    """Split the document into sentences and mark the first token of each for other spaCy components."""
    notes = get_notes(doc)
    notes.sentences = split_sentences(notes.text)
    for start, _ in notes.sentences:
        span = doc.char_span(start, start + 1, alignment_mode="expand")
        if span:
            span[0].is_sent_start = True
    return doc


def note_figures(doc: Doc) -> Doc:
    """Note amounts, percentages, dates and case numbers."""
    notes = get_notes(doc)
    notes.entities += find_figures(notes.text, notes.published)
    return doc


def note_known_names(doc: Doc) -> Doc:
    """Note the names in the gazetteer and the short names introduced earlier in the text."""
    notes = get_notes(doc)
    notes.known = list(notes.names.find(notes.folded))
    for name in notes.known:
        reason, confidence = ("known_short_name", 0.75) if name.derived else ("known_name", 0.95)
        surface = notes.text[name.start : name.end]
        notes.entities.append(Entity(name.kind, name.start, name.end, surface, confidence, (reason,)))
    return doc


def note_companies(doc: Doc) -> Doc:
    """Note companies and public bodies by their legal forms and final words."""
    notes = get_notes(doc)
    figures = [(entity.start, entity.end) for entity in notes.entities if entity.kind in FIGURES]
    if has_chinese(notes.folded):
        people = [(name.start, name.end) for name in notes.known if name.kind is EntityKind.PERSON]
        notes.entities += find_chinese_companies(notes.text, notes.folded, notes.known, figures + people)
    if has_latin(notes.folded):
        notes.entities += find_english_companies(notes.text, figures)
    return doc


def note_people(doc: Doc) -> Doc:
    """Note people by titles, surnames and capitals."""
    notes = get_notes(doc)
    if has_chinese(notes.folded):
        notes.entities += find_chinese_people(notes.text, notes.folded)
    if has_latin(notes.folded):
        notes.entities += find_english_people(notes.text)
    return doc


def build_adopter(nlp: Pipeline, name: str, labels: dict[str, str], confidence: float) -> Component:  # noqa: ARG001
    """Build a component that notes the entities of a trained spaCy component in `doc.ents`."""

    def adopt(doc: Doc) -> Doc:
        notes = get_notes(doc)
        for span in doc.ents:
            if span.label_ in labels:
                kind = EntityKind(labels[span.label_])
                found = Entity(kind, span.start_char, span.end_char, span.text, confidence, ("trained",))
                notes.entities.append(found)
        return doc

    return adopt


def resolve_entities(doc: Doc) -> Doc:
    """Resolve overlaps, then add the uses of short names that the text introduces."""
    notes = get_notes(doc)
    resolved = resolve_overlaps(notes.entities)
    notes.aliases = find_aliases(notes.folded, resolved) | notes.aliases
    if notes.aliases:
        resolved = resolve_overlaps([*find_uses(notes.text, notes.folded, notes.aliases), *resolved])
    notes.entities = resolved
    spans = (doc.char_span(one.start, one.end, label=one.kind.value, alignment_mode="expand") for one in resolved)
    doc.spans[NOTES] = [span for span in spans if span is not None]
    return doc


def note_events(doc: Doc) -> Doc:
    """Note the events of every sentence; 公司 alone refers to the company last named."""
    notes = get_notes(doc)
    place = 0
    for start, end in notes.sentences:
        inside = []
        while place < len(notes.entities) and notes.entities[place].start < end:
            if notes.entities[place].start >= start and notes.entities[place].end <= end:
                inside.append(notes.entities[place])
            place += 1
        notes.events += find_events(notes.text, notes.folded, (start, end), inside, notes.subject)
        companies = [entity for entity in inside if entity.kind is EntityKind.COMPANY]
        notes.subject = companies[0] if companies else notes.subject
    return doc


def get_notes(doc: Doc) -> Notes:
    """Return the notes of a document; create them if a bare pipeline reads it."""
    notes = doc.user_data.get(NOTES)
    if notes is None:
        notes = doc.user_data[NOTES] = Notes(doc.text, fold_text(doc.text), Gazetteer())
    return notes  # type: ignore[no-any-return]
