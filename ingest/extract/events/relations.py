"""Relations between parties, derived from their roles in events."""

from collections.abc import Iterable, Iterator

from ..extraction import Event, EventKind, Language, Modality, Relation, RelationKind
from .event_rules import read_event_rules


def derive_relations(events: Iterable[Event]) -> tuple[Relation, ...]:
    """Derive one relation per pair of parties in the two roles, except from denied and negated events."""
    return tuple(relation for event in events for relation in _derive(event))


def list_roles() -> dict[EventKind, tuple[RelationKind, str, str]]:
    """Map each kind of event to its relation, the role at its start and the role at its end."""
    return {rule.kind: rule.relation for rule in read_event_rules(Language.CHINESE) if rule.relation is not None}


def _derive(event: Event) -> Iterator[Relation]:
    roles = list_roles().get(event.kind)
    if roles is None or event.modality in (Modality.NEGATED, Modality.DENIED):
        return
    kind, start_role, end_role = roles
    for start in event.find(start_role):
        for end in event.find(end_role):
            yield Relation(kind, start, end, event)
