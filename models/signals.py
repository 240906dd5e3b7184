"""What speaks for or against a party: rule hits, figures, measures and forecasts, all in one form.

A signal says what was seen, for which day, in a Chinese and an English sentence a person can check, and names the
evidence. What it counts for is not here but in the policy (`policy.yml`).
"""

import json
from collections.abc import Iterable, Mapping
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
    """How grave a rule says its hit is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One thing that bears on how safe a party is.

    `value` is `None` where it is unknown; then the sentence says what is missing. `evidence` holds keys of records and
    nodes, or ties as `TYPE|start|end`. Only rule hits have a `severity`.
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
    """Turn the rows of findings into signals, by the parties that each burdens.

    A row holds the properties of a `Finding`: rule, party, burdened, severity, title_zh, title_en, evidence, as_of. One
    that an earlier version stored burdens the party it is about. Equal rows count once. Signals come in the order of
    rule and key, whatever the order of the rows.
    """
    ranked = sorted(rows, key=lambda row: (row["rule"], row["party"], str(row.get("key", "")), row["title_en"]))
    signals: dict[str, dict[Signal, None]] = {}
    for row in ranked:
        signal = read_finding(row)
        for party in row.get("burdened") or (row["party"],):
            signals.setdefault(party, {})[signal] = None
    return {party: tuple(found) for party, found in signals.items()}


def read_finding(row: Mapping[str, Any]) -> Signal:
    """Turn one finding into a signal; its code is the rule's id."""
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
    """Turn a rule's word for how grave it is into a severity."""
    try:
        return Severity(text)
    except ValueError as error:
        raise PolicyError(f"rule {rule!r} has severity {text!r}; use one of: {', '.join(Severity)}") from error


def read_evidence(evidence: Any) -> tuple[str, ...]:
    """Flatten evidence, given as JSON text, a list or a mapping of lists, to plain keys and paths."""
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
