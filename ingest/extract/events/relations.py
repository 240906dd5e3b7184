"""Relations between parties, derived from the roles that they play in events."""

from collections.abc import Iterable, Iterator

from ..extraction import Event, EventKind, Language, Modality, Relation, RelationKind
from .event_rules import read_event_rules


def derive_relations(events: Iterable[Event]) -> tuple[Relation, ...]:
    """One relation for each pair of parties in the two roles; none from what is denied or never was."""
    return tuple(relation for event in events for relation in _derive(event))


def list_roles() -> dict[EventKind, tuple[RelationKind, str, str]]:
    """For each kind of event that makes a relation: the relation, the role it starts from, the role it leads to."""
    return {rule.kind: rule.relation for rule in read_event_rules(Language.CHINESE) if rule.relation is not None}


def _derive(event: Event) -> Iterator[Relation]:
    roles = list_roles().get(event.kind)
    if roles is None or event.modality in (Modality.NEGATED, Modality.DENIED):
        return
    kind, start_role, end_role = roles
    for start in event.find(start_role):
        for end in event.find(end_role):
            yield Relation(kind, start, end, event)
