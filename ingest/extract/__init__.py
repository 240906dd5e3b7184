"""Extraction of companies, people, amounts, dates, events and relations from text, with character offsets."""

from .entities.gazetteer import Gazetteer
from .extraction import (
    EXTRACTOR,
    Argument,
    Entity,
    EntityKind,
    Event,
    EventKind,
    Extraction,
    Language,
    Modality,
    Relation,
    RelationKind,
    Span,
)
from .link import Link, link, link_entities
from .output import read_text_lines, write_extraction
from .reader import TextReader, build_pipeline, read_text

__all__ = [
    "EXTRACTOR",
    "Argument",
    "Entity",
    "EntityKind",
    "Event",
    "EventKind",
    "Extraction",
    "Gazetteer",
    "Language",
    "Link",
    "Modality",
    "Relation",
    "RelationKind",
    "Span",
    "TextReader",
    "build_pipeline",
    "link",
    "link_entities",
    "read_text",
    "read_text_lines",
    "write_extraction",
]
