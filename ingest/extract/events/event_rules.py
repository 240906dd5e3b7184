"""The event rules in `events.yml` and `modality.yml`, read and compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ....errors import StatementError
from ..extraction import EntityKind, EventKind, Language, Modality, RelationKind
from .masking import PARTY_SIGNS, SIGNS

ROLE = re.compile(r"<(?P<role>[a-z_]+)(?::(?P<kind>person))?(?P<several>\+?)>")
GAP = rf"[^{PARTY_SIGNS};；。]{{0,50}}?"
GAP_MARK, TRIGGER_MARK = "\0", "\1"
JOINT = r"(?:\s?[、和与及]\s?|\s?以及|,?\s+and\s+|,\s(?=[^,]{1,2},?\s(?:and\s)?))"
ORGANISATIONS = SIGNS[EntityKind.COMPANY] + SIGNS[EntityKind.PUBLIC_BODY]
ROLE_SIGNS = dict.fromkeys(("person", "outgoing", "incoming"), SIGNS[EntityKind.PERSON])
ROLE_SIGNS |= dict.fromkeys(("court", "authority"), SIGNS[EntityKind.PUBLIC_BODY])
ROLE_SIGNS |= dict.fromkeys(("company", "target", "agency"), ORGANISATIONS)
ATTACHED = {
    "amount": EntityKind.AMOUNT,
    "day": EntityKind.DATE,
    "share": EntityKind.PERCENTAGE,
    "case": EntityKind.CASE_NUMBER,
    "court": EntityKind.PUBLIC_BODY,
    "authority": EntityKind.PUBLIC_BODY,
}


@dataclass(frozen=True, slots=True)
class EventRule:
    """The trigger and patterns of one kind of event in one language."""

    kind: EventKind
    main: str
    trigger: re.Pattern[str]
    patterns: tuple[re.Pattern[str], ...]
    attached: tuple[tuple[str, EntityKind], ...]
    relation: tuple[RelationKind, str, str] | None


@dataclass(frozen=True, slots=True)
class ModalityRule:
    """Words before and after a trigger that make an event other than asserted."""

    modality: Modality
    reach: int
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def read_event_rules(language: Language) -> tuple[EventRule, ...]:
    """Read the rules for Chinese or English; raises `StatementError` if the file is invalid."""
    return tuple(_build_rule(kind, rule, language) for kind, rule in _read("events.yml").items())


@cache
def read_modality_rules(language: Language) -> tuple[ModalityRule, ...]:
    """Read the modality rules in the order in which they apply."""
    return tuple(
        ModalityRule(
            Modality(name),
            rule["reach"][language],
            re.compile(rule[language]["before"]),
            re.compile(rule[language]["after"]),
        )
        for name, rule in _read("modality.yml").items()
    )


@cache
def compile_any_trigger(language: Language) -> re.Pattern[str]:
    """Build one expression for all triggers of a language, used to skip sentences without any."""
    return re.compile("|".join(f"(?:{rule.trigger.pattern})" for rule in read_event_rules(language)))


def compile_pattern(pattern: str, trigger: str) -> re.Pattern[str]:
    """Compile a pattern into an expression with the group `trigger` and one group per role."""
    marked = pattern.replace("~", GAP_MARK).replace("!", TRIGGER_MARK)
    text = ROLE.sub(_write_role, marked).replace(GAP_MARK, GAP)
    return re.compile(text.replace(TRIGGER_MARK, f"(?P<trigger>{trigger})"))


def _write_role(match: re.Match[str]) -> str:
    signs = ROLE_SIGNS.get(match["kind"] or match["role"], PARTY_SIGNS)
    several = f"(?:{JOINT}[{signs}])*" if match["several"] else ""
    return f"(?P<{match['role']}>[{signs}]{several})"


def _build_rule(kind: str, rule: dict[str, Any], language: Language) -> EventRule:
    try:
        wording = rule[language]
        relation = rule.get("relation")
        return EventRule(
            EventKind(kind),
            rule["main"],
            re.compile(wording["trigger"]),
            tuple(compile_pattern(pattern, wording["trigger"]) for pattern in wording["patterns"]),
            tuple((role, ATTACHED[role]) for role in rule["attach"]),
            (RelationKind(relation[0]), relation[1], relation[2]) if relation else None,
        )
    except (KeyError, ValueError, re.error) as error:
        raise StatementError(f"events.yml: {kind} ({language}): {error}") from error


def _read(name: str) -> dict[str, dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return rules
