"""The content of a text: entities with offsets, events with roles, relations between parties."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EXTRACTOR = "riskgraph-matchers/1"


class Language(StrEnum):
    """The language of a text or rule."""

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
    """The kinds of event that matter for credit."""

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
    """Whether the text asserts, denies, plans or supposes an event, or says that it has ended."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    DENIED = "denied"
    PLANNED = "planned"
    POSSIBLE = "possible"
    ENDED = "ended"


class RelationKind(StrEnum):
    """The relation between two parties; the graph uses its name in capitals."""

    GUARANTEES = "guarantees"
    SUPPLIES = "supplies"
    OWNS = "owns"
    LENDS_TO = "lends_to"
    SUES = "sues"
    HOLDS_OFFICE = "holds_office"


@dataclass(frozen=True, slots=True)
class Span:
    """A span of a text: the offsets `start` and `end` (exclusive), and its characters."""

    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that names a party, an amount, a date or another figure.

    `value` is an amount in units of its currency, or a percentage as a fraction. `full_name` is set if the text
    introduces this name as the short form of another. `reasons` list why the span counts as an entity.
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
    """An entity and its role in an event."""

    role: str
    entity: Entity


@dataclass(frozen=True, slots=True)
class Event:
    """A statement about the entities of a sentence."""

    kind: EventKind
    modality: Modality
    trigger: Span
    sentence: Span
    arguments: tuple[Argument, ...]
    confidence: float
    reasons: tuple[str, ...]

    def find(self, role: str) -> tuple[Entity, ...]:
        """Return the entities in this role."""
        return tuple(argument.entity for argument in self.arguments if argument.role == role)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two parties, and the event it is derived from."""

    kind: RelationKind
    start: Entity
    end: Entity
    event: Event


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything extracted from one text, in reading order."""

    language: Language
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
    sentences: tuple[Span, ...] = ()
    extractor: str = EXTRACTOR
