"""Overlap resolution: each character belongs to at most one entity."""

from collections.abc import Iterable

from .extraction import Entity


def resolve_overlaps(entities: Iterable[Entity]) -> list[Entity]:
    """Keep the longest span of each overlap, then the most confident one; return them in reading order."""
    taken: set[int] = set()
    kept: list[Entity] = []
    for entity in sorted(entities, key=_rank):
        places = range(entity.start, entity.end)
        if places and not any(place in taken for place in (places[0], places[-1])) and taken.isdisjoint(places):
            kept.append(entity)
            taken.update(places)
    return sorted(kept, key=lambda entity: entity.start)


def _rank(entity: Entity) -> tuple[int, float, int]:
    return -(entity.end - entity.start), -entity.confidence, entity.start
