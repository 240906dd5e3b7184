"""Signals: rule hits, figures, measures and forecasts that speak for or against a party, in one form.

A signal states what was observed and for which day, in a Chinese and an English sentence that a person can check, and
names its evidence. Its points are set in the policy (`policy.yml`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ..errors import PolicyError


class SignalKind(StrEnum):
    """Where a signal comes from."""

    RULE = "rule"
    ABILITY = "ability"
    CONDUCT = "conduct"
    STRUCTURE = "structure"
    MODEL = "model"


class Severity(StrEnum):
    """How serious a rule declares its hits to be."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One observation that bears on the credit risk of a party.

    `value` is `None` if unknown; the sentence then says what is missing. `evidence` holds keys of records and nodes, or
    ties as `TYPE|start|end`. Only rule hits have a `severity`.
    """

    code: str
    kind: SignalKind
    value: float | None
    sentence_zh: str
    sentence_en: str
    as_of: date
    evidence: tuple[str, ...] = ()
    severity: Severity | None = None


def read_findings(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Signal, ...]]:
    """Read the rows of findings as signals, by the parties that each finding burdens.

    A row holds the properties of a `Finding`: rule, party, burdened, severity, title_zh, title_en, evidence, as_of. A
    finding stored by an earlier version has no `burdened` and burdens its own party. Equal rows count once. Signals are
    ordered by rule and key, regardless of the order of the rows.
    """
    ranked = sorted(rows, key=lambda row: (row["rule"], row["party"], str(row.get("key", "")), row["title_en"]))
    signals: dict[str, dict[Signal, None]] = {}
    for row in ranked:
        signal = read_finding(row)
        for party in list_burdened(row):
            signals.setdefault(party, {})[signal] = None
    return {party: tuple(found) for party, found in signals.items()}


def list_burdened(row: Mapping[str, Any]) -> Sequence[str]:
    """Return the parties that a finding burdens; where that is not stored, its own party."""
    burdened: Sequence[str] | None = row.get("burdened")
    return (row["party"],) if burdened is None else burdened


def read_finding(row: Mapping[str, Any]) -> Signal:
    """Read one finding as a signal; its code is the rule's id."""
    return Signal(
        code=row["rule"],
        kind=SignalKind.RULE,
        value=1.0,
        sentence_zh=row["title_zh"],
        sentence_en=row["title_en"],
        as_of=row["as_of"],
        evidence=read_evidence(row.get("evidence")),
        severity=read_severity(row["rule"], row["severity"]),
    )


def read_severity(rule: str, text: str) -> Severity:
    """Read the severity of a rule. Raises PolicyError if it is not one of the known ones."""
    try:
        return Severity(text)
    except ValueError as error:
        raise PolicyError(f"rule {rule!r} has severity {text!r}; use one of: {', '.join(Severity)}") from error


def read_evidence(evidence: Any) -> tuple[str, ...]:
    """Read evidence, given as JSON text, a list or a mapping of lists, as a flat tuple of keys and paths."""
    content = json.loads(evidence) if isinstance(evidence, str) and evidence[:1] in ("[", "{", '"') else evidence
    return tuple(dict.fromkeys(_flatten_evidence(content)))


def _flatten_evidence(content: Any) -> Iterable[str]:
    if content is None or content == "":
        return
    if isinstance(content, Mapping):
        content = list(content.values())
    if isinstance(content, (list, tuple, set, frozenset)):
        for part in sorted(content) if isinstance(content, (set, frozenset)) else content:
            yield from _flatten_evidence(part)
    else:
        yield str(content)
