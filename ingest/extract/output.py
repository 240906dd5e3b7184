"""Extractions as plain values for JSON, and a reader for JSON lines of texts."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ...errors import SourceError
from .extraction import Entity, Event, Extraction, Relation, Span
from .link import link_entities
from .reader import TextReader


def read_text_lines(lines: Iterable[str], reader: TextReader, language: str | None = None) -> Iterator[dict[str, Any]]:
    """Read `{"id", "text"}` lines and return one extraction per line, linked to the reader's known names.

    Raises `SourceError` with the line number if a line is not such an object.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            reference, text = _read_line(line, number)
            yield {"id": reference} | write_extraction(reader.read(text, language), reader)


def write_extraction(extraction: Extraction, reader: TextReader | None = None) -> dict[str, Any]:
    """Return the extraction as plain values; events and relations refer to positions in `entities`."""
    places = {entity: place for place, entity in enumerate(extraction.entities)}
    links = link_entities(extraction.entities, reader.names) if reader is not None else ()
    found = {one.entity: {"party": one.party, "candidates": list(one.candidates), "link": one.reason} for one in links}
    surfaces = [_write_entity(entity) | found.get(entity, {}) for entity in extraction.entities]
    return {
        "language": extraction.language.value,
        "extractor": extraction.extractor,
        "entities": surfaces,
        "events": [_write_event(event, places) for event in extraction.events],
        "relations": [_write_relation(relation, places) for relation in extraction.relations],
    }


def _read_line(line: str, number: int) -> tuple[str, str]:
    try:
        row = json.loads(line)
        reference, text = row["id"], row["text"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SourceError(f'line {number}: not an object with "id" and "text"') from error
    if not isinstance(text, str):
        raise SourceError(f'line {number}: "text" is not text')
    return str(reference), text


def _write_entity(entity: Entity) -> dict[str, Any]:
    written = {
        "kind": entity.kind.value,
        "start": entity.start,
        "end": entity.end,
        "surface": entity.surface,
        "confidence": entity.confidence,
        "reasons": list(entity.reasons),
    }
    further = {
        "value": entity.value,
        "currency": entity.currency,
        "day": entity.day.isoformat() if entity.day else None,
        "full_name": entity.full_name,
    }
    return written | {name: value for name, value in further.items() if value is not None}


def _write_event(event: Event, places: dict[Entity, int]) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "modality": event.modality.value,
        "trigger": _write_span(event.trigger),
        "sentence": _write_span(event.sentence),
        "arguments": [
            {"role": argument.role, "entity": places[argument.entity], "surface": argument.entity.surface}
            for argument in event.arguments
        ],
        "confidence": event.confidence,
        "reasons": list(event.reasons),
    }


def _write_relation(relation: Relation, places: dict[Entity, int]) -> dict[str, Any]:
    return {
        "kind": relation.kind.value,
        "start": places[relation.start],
        "end": places[relation.end],
        "start_surface": relation.start.surface,
        "end_surface": relation.end.surface,
        "modality": relation.event.modality.value,
        "confidence": relation.event.confidence,
    }


def _write_span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "surface": span.surface}
