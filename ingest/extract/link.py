"""Links from mentions to parties, each with a confidence and a reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..records import Document, Mention
from .entities.gazetteer import Gazetteer, Sense
from .extraction import Entity, EntityKind, Event, Extraction, Modality

PARTIES = (EntityKind.COMPANY, EntityKind.PERSON, EntityKind.PUBLIC_BODY)
EXACT, EXACT_PERSON, GIVEN_IN_TEXT, SHORT_OF_FULL, SHORT = 0.99, 0.9, 0.95, 0.9, 0.75
AMBIGUOUS = 0.3


@dataclass(frozen=True, slots=True)
class Link:
    """The party that a mention names; `party` is `None` if no party, or more than one, has the name."""

    entity: Entity
    party: str | None
    candidates: tuple[str, ...]
    confidence: float
    reason: str


def link(extraction: Extraction, names: Gazetteer, document: Document) -> tuple[Mention, ...]:
    """Build the ties from parties to the document: one per linked mention, or one per role it plays in an event.

    The event of a tie is its kind. If it is not asserted, the modality follows after a colon, as in `default:denied`.
    """
    parts: dict[Entity, list[tuple[Event, str]]] = {}
    for event in extraction.events:
        for argument in event.arguments:
            parts.setdefault(argument.entity, []).append((event, argument.role))
    sentences = _find_sentences(extraction)
    return tuple(
        _build_tie(one, document, extraction.extractor, part, sentences)
        for one in link_entities(extraction.entities, names)
        if one.party is not None
        for part in parts.get(one.entity, [None])
    )


def link_entities(entities: Iterable[Entity], names: Gazetteer) -> tuple[Link, ...]:
    """Look up every party in a text; full names come first, because they resolve ambiguous short names."""
    mentions = [entity for entity in entities if entity.kind in PARTIES]
    certain = {party for entity in mentions for party in _find_certain(entity, names)}
    return tuple(_link_entity(entity, names, certain) for entity in mentions)


def _find_certain(entity: Entity, names: Gazetteer) -> tuple[str, ...]:
    """Return the party that this mention names in full, if there is exactly one."""
    sense = names.look_up(entity.surface)
    return sense.parties if sense is not None and not sense.derived and len(sense.parties) == 1 else ()


def _link_entity(entity: Entity, names: Gazetteer, certain: set[str]) -> Link:
    if entity.full_name is not None:
        full = names.look_up(entity.full_name)
        if full is not None and len(full.parties) == 1:
            confidence = GIVEN_IN_TEXT if not full.derived else SHORT
            return Link(entity, full.parties[0], full.parties, confidence, "short_name_given_in_text")
        if full is None:
            return Link(entity, None, (), 0.0, "unknown_name")
    sense = names.look_up(entity.surface)
    if sense is None or (sense.kind is EntityKind.PERSON) is not (entity.kind is EntityKind.PERSON):
        return Link(entity, None, (), 0.0, "unknown_name")
    return _choose_party(entity, sense, certain)


def _choose_party(entity: Entity, sense: Sense, certain: set[str]) -> Link:
    """Choose the only party with this name, or the only one that the text also names in full."""
    if len(sense.parties) == 1:
        party = sense.parties[0]
        if not sense.derived:
            confidence = EXACT_PERSON if sense.kind is EntityKind.PERSON else EXACT
            return Link(entity, party, sense.parties, confidence, "full_name")
        if party in certain:
            return Link(entity, party, sense.parties, SHORT_OF_FULL, "short_of_full_name_in_text")
        return Link(entity, party, sense.parties, SHORT, "unique_short_name")
    named = [party for party in sense.parties if party in certain]
    if len(named) == 1:
        return Link(entity, named[0], sense.parties, SHORT_OF_FULL, "short_of_full_name_in_text")
    return Link(entity, None, sense.parties, AMBIGUOUS, "ambiguous_name")


def _find_sentences(extraction: Extraction) -> dict[Entity, str]:
    """Find the sentence in which each entity begins."""
    return dict(_pair_sentences(extraction))


def _pair_sentences(extraction: Extraction) -> Iterator[tuple[Entity, str]]:
    sentences = iter(extraction.sentences)
    sentence = next(sentences, None)
    for entity in extraction.entities:
        while sentence is not None and sentence.end <= entity.start:
            sentence = next(sentences, None)
        if sentence is not None:
            yield entity, sentence.surface


def _build_tie(
    one: Link, document: Document, extractor: str, part: tuple[Event, str] | None, sentences: dict[Entity, str]
) -> Mention:
    """Build one tie; in an event, its confidence is multiplied by that of the event."""
    event, role = part if part is not None else (None, None)
    confidence = one.confidence if event is None else round(one.confidence * event.confidence, 4)
    return Mention(
        start=one.party or "",
        end=document.id,
        valid_from=document.published,
        confidence=confidence,
        surface=one.entity.surface,
        start_char=one.entity.start,
        end_char=one.entity.end,
        extractor=extractor,
        event=_name_event(event),
        role=role,
        sentence=event.sentence.surface if event is not None else sentences.get(one.entity),
    )


def _name_event(event: Event | None) -> str | None:
    if event is None:
        return None
    return event.kind.value if event.modality is Modality.ASSERTED else f"{event.kind.value}:{event.modality.value}"
