"""Sentences in which one character replaces each entity, so that patterns match parties and not their names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..extraction import Entity, EntityKind

SIGNS = {
    EntityKind.COMPANY: "\ue000",
    EntityKind.PERSON: "\ue001",
    EntityKind.AMOUNT: "\ue002",
    EntityKind.DATE: "\ue003",
    EntityKind.PERCENTAGE: "\ue004",
    EntityKind.CASE_NUMBER: "\ue005",
    EntityKind.PUBLIC_BODY: "\ue006",
}
PARTY_SIGNS = "\ue000\ue001\ue006"
PRIVATE = re.compile("[\ue000-\ue006\n\r\t]")
BRACKET = re.compile(rf"(?<=[{PARTY_SIGNS}])\s?\([^()]{{0,60}}\)")


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """A masked sentence, the text offset of each character, and the entities by offset."""

    words: str
    places: tuple[int, ...]
    entities: dict[int, Entity]

    def find_entities(self, start: int, end: int) -> list[Entity]:
        """Find the entities in a range of the masked sentence."""
        return [self.entities[place] for place in self.places[start:end] if place in self.entities]

    def list_places(self, kind: EntityKind) -> list[tuple[int, Entity]]:
        """List the entities of a kind with their positions in the masked sentence."""
        sign = SIGNS[kind]
        return [(place, self.entities[self.places[place]]) for place, word in enumerate(self.words) if word == sign]


def mask_sentence(folded: str, start: int, end: int, entities: Sequence[Entity]) -> MaskedSentence:
    """Mask the entities of a sentence; drop brackets right after a party (a short name, a stock code)."""
    pieces: list[str] = []
    places: list[int] = []
    cursor = start
    for entity in entities:
        pieces.append(PRIVATE.sub(" ", folded[cursor : entity.start]))
        places.extend(range(cursor, entity.start))
        pieces.append(SIGNS[entity.kind])
        places.append(entity.start)
        cursor = entity.end
    pieces.append(PRIVATE.sub(" ", folded[cursor:end]))
    places.extend(range(cursor, end))
    return _drop_brackets("".join(pieces), places, {entity.start: entity for entity in entities})


def _drop_brackets(words: str, places: list[int], entities: dict[int, Entity]) -> MaskedSentence:
    dropped = [match.span() for match in BRACKET.finditer(words)]
    for start, end in reversed(dropped):
        words = words[:start] + words[end:]
        del places[start:end]
    return MaskedSentence(words, tuple(places), entities)
