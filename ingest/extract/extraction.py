"""What is read from a text: entities with their characters, events with their roles, relations between parties."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EXTRACTOR = "riskgraph-matchers/1"


class Language(StrEnum):
    """The language of a text, or of a rule."""

    CHINESE = "zh"
    ENGLISH = "en"
    MIXED = "mixed"


class EntityKind(StrEnum):
    """What a span of text names."""

    COMPANY = "company"
    PERSON = "person"
    PUBLIC_BODY = "public_body"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    DATE = "date"
    CASE_NUMBER = "case_number"


class EventKind(StrEnum):
    """What happened, as far as it matters for credit."""

    DEFAULT = "default"
    LAWSUIT = "lawsuit"
    ENFORCEMENT = "enforcement"
    DISHONEST_LISTING = "dishonest_listing"
    PENALTY = "penalty"
    INVESTIGATION = "investigation"
    BANKRUPTCY = "bankruptcy"
    GUARANTEE = "guarantee"
    PLEDGE = "pledge"
    FREEZE = "freeze"
    EXECUTIVE_CHANGE = "executive_change"
    OFFICE = "office"
    OWNERSHIP = "ownership"
    INVESTMENT = "investment"
    ACQUISITION = "acquisition"
    SUPPLY = "supply"
    LOAN = "loan"
    RATING_DOWNGRADE = "rating_downgrade"
    RESTRUCTURING = "restructuring"
    SHUTDOWN = "shutdown"


class Modality(StrEnum):
    """Whether the text says that it happened, denies it, plans it, only supposes it, or says that it is over."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    DENIED = "denied"
    PLANNED = "planned"
    POSSIBLE = "possible"
    ENDED = "ended"


class RelationKind(StrEnum):
    """How one party stands to another, as the graph names it in capitals."""

    GUARANTEES = "guarantees"
    SUPPLIES = "supplies"
    OWNS = "owns"
    LENDS_TO = "lends_to"
    SUES = "sues"
    HOLDS_OFFICE = "holds_office"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (one past the last) of a text, and those characters."""

    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that names a party, an amount, a date.

    `value` is an amount in units of its currency or a percentage as a fraction; `full_name` is the name for which the
    text itself introduced this one as short; `reasons` say why this was taken for an entity.
    """

    kind: EntityKind
    start: int
    end: int
    surface: str
    confidence: float
    reasons: tuple[str, ...]
    value: float | None = None
    currency: str | None = None
    day: date | None = None
    full_name: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity and the part it plays in an event."""

    role: str
    entity: Entity


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a sentence says about its entities."""

    kind: EventKind
    modality: Modality
    trigger: Span
    sentence: Span
    arguments: tuple[Argument, ...]
    confidence: float
    reasons: tuple[str, ...]

    def find(self, role: str) -> tuple[Entity, ...]:
        """The entities that play this part."""
        return tuple(argument.entity for argument in self.arguments if argument.role == role)


@dataclass(frozen=True, slots=True)
class Relation:
    """One party's relation to another, and the event it was read from."""

    kind: RelationKind
    start: Entity
    end: Entity
    event: Event


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one text, in reading order."""

    language: Language
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
    sentences: tuple[Span, ...] = ()
    extractor: str = EXTRACTOR
