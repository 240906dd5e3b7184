"""Event detection in a sentence: the trigger, the parties in their roles, and the modality."""

import re
from collections.abc import Iterator, Sequence

from ...names.characters import CHINESE
from ..extraction import Argument, Entity, EntityKind, Event, EventKind, Language, Modality, Span
from .event_rules import EventRule, compile_any_trigger, read_event_rules, read_modality_rules
from .masking import PARTY_SIGNS, MaskedSentence, mask_sentence

PARTY = re.compile(f"[{PARTY_SIGNS}]")
ANAPHOR = re.compile(r"本公司|该公司|公司|\b(?:the company|the group|it)\b")
CLAUSE_END = re.compile(r"[;；。]")
MOST_EVENTS = 24
SURE, LIKELY, UNSURE, GUESSED = 0.9, 0.8, 0.55, 0.4
PATTERN_ONLY = (EventKind.EXECUTIVE_CHANGE, EventKind.OFFICE, EventKind.OWNERSHIP, EventKind.SUPPLY, EventKind.LOAN)


def find_events(
    text: str, folded: str, sentence: tuple[int, int], entities: Sequence[Entity], subject: Entity | None = None
) -> list[Event]:
    """Find every event in the sentence; `subject` is the company that 公司 alone refers to."""
    start, end = sentence
    language = Language.CHINESE if CHINESE.search(folded, start, end) else Language.ENGLISH
    if not (entities or subject):
        return []
    masked = mask_sentence(folded, start, end, entities)
    if not compile_any_trigger(language).search(masked.words):
        return []
    span = Span(start, end, text[start:end])
    found: list[Event] = []
    for rule in read_event_rules(language):
        if rule.trigger.search(masked.words):
            found += _apply_rule(rule, masked, text, span, subject, language)
    return _drop_repeated(found)[:MOST_EVENTS]


def _apply_rule(
    rule: EventRule, masked: MaskedSentence, text: str, span: Span, subject: Entity | None, language: Language
) -> Iterator[Event]:
    """Find at most one event per trigger: by the first matching pattern, otherwise with the nearest party."""
    taken: list[tuple[int, int]] = []
    for pattern in rule.patterns:
        for match in pattern.finditer(masked.words):
            place = _place_trigger(rule, match)
            if place is not None and not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append((min(match.start(), place[0]), max(match.end(), place[1])))
                arguments = _read_roles(match, masked)
                yield _build_event(rule, masked, text, span, place, arguments, language)
    lone_trigger = None if taken or rule.kind in PATTERN_ONLY else rule.trigger.search(masked.words)
    if lone_trigger is not None:
        nearest = _find_nearest_party(masked, *lone_trigger.span())
        party, confidence = (
            (subject, GUESSED) if nearest is None and ANAPHOR.search(masked.words) else (nearest, UNSURE)
        )
        if party is not None:
            yield _build_event(
                rule, masked, text, span, lone_trigger.span(), [Argument(rule.main, party)], language, confidence
            )


def _place_trigger(rule: EventRule, match: re.Match[str]) -> tuple[int, int] | None:
    """Find the trigger: the pattern's own group, or the first trigger within or just after its match."""
    if "trigger" in match.groupdict():
        return match.span("trigger")
    end = CLAUSE_END.search(match.string, match.end())
    trigger = rule.trigger.search(match.string, match.start(), end.start() if end else len(match.string))
    return trigger.span() if trigger else None


def _read_roles(match: re.Match[str], masked: MaskedSentence) -> list[Argument]:
    return [
        Argument(role, entity)
        for role in match.groupdict()
        if role != "trigger"
        for entity in masked.find_entities(*match.span(role))
    ]


def _find_nearest_party(masked: MaskedSentence, start: int, end: int) -> Entity | None:
    """Return the last party before the trigger in the sentence, otherwise the first one after it."""
    before = [match.start() for match in PARTY.finditer(masked.words, 0, start)]
    after = PARTY.search(masked.words, end)
    place = before[-1] if before else after.start() if after else None
    return None if place is None else masked.entities[masked.places[place]]


def _build_event(
    rule: EventRule,
    masked: MaskedSentence,
    text: str,
    span: Span,
    place: tuple[int, int],
    arguments: list[Argument],
    language: Language,
    confidence: float | None = None,
) -> Event:
    start, end = masked.places[place[0]], masked.places[place[1] - 1] + 1
    modality, word = _find_modality(masked.words, *place, language)
    if confidence is None:
        confidence = SURE if len(arguments) > 1 else LIKELY
    how = {UNSURE: "nearest_party", GUESSED: "subject_from_earlier_sentence"}.get(confidence, "pattern")
    reasons = (how, f"{modality.value}:{word}") if word else (how,)
    arguments = arguments + _attach_figures(rule, masked, place, arguments)
    return Event(rule.kind, modality, Span(start, end, text[start:end]), span, tuple(arguments), confidence, reasons)


def _attach_figures(
    rule: EventRule, masked: MaskedSentence, place: tuple[int, int], arguments: list[Argument]
) -> list[Argument]:
    """Find the nearest figure or authority of each kind for the event, unless it already has a role."""
    assigned = {argument.entity for argument in arguments}
    roles = {argument.role for argument in arguments}
    found = []
    for role, kind in rule.attached:
        free = [(spot, entity) for spot, entity in masked.list_places(kind) if entity not in assigned]
        if free and role not in roles:
            found.append(Argument(role, min(free, key=lambda near: _measure_distance(near[0], place))[1]))
    return found


def _measure_distance(spot: int, place: tuple[int, int]) -> int:
    """Compute the distance from the trigger; a figure after the trigger counts as nearer."""
    return spot - place[1] if spot >= place[1] else 2 * (place[0] - spot)


def _find_modality(words: str, start: int, end: int, language: Language) -> tuple[Modality, str]:
    """Find the first modality whose words surround the trigger, and those words."""
    for rule in read_modality_rules(language):
        before = words[max(0, start - rule.reach) : start]
        if rule.modality is not Modality.DENIED:
            before = re.split(r"[，,。；;:]", before)[-1] if rule.modality is not Modality.PLANNED else before
        match = next(reversed(list(rule.before.finditer(before))), None) or rule.after.search(
            words[end : end + rule.reach]
        )
        if match is not None:
            return rule.modality, match[0].strip()
    return Modality.ASSERTED, ""


def _drop_repeated(events: list[Event]) -> list[Event]:
    """Drop an event that adds nothing to another of its kind about the same parties in the sentence."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda event: (-event.confidence, -len(event.arguments), event.trigger.start)):
        roles = {(argument.role, argument.entity) for argument in event.arguments if _is_party(argument.entity)}
        if not any(roles <= set(_list_roles(other)) for other in kept if other.kind is event.kind):
            kept.append(event)
    return sorted(kept, key=lambda event: event.trigger.start)


def _list_roles(event: Event) -> Iterator[tuple[str, Entity]]:
    return ((argument.role, argument.entity) for argument in event.arguments)


def _is_party(entity: Entity) -> bool:
    return entity.kind in (EntityKind.COMPANY, EntityKind.PERSON, EntityKind.PUBLIC_BODY)
