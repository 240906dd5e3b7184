"""A score as a table: the base, one line per signal, and the total, which is the sum of the lines.

Nothing outside the table affects a score: an unknown value has a line, and so has the part of a total beyond the scale.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from ...errors import PolicyError
from ...ingest.records.words import PartyKind
from ..policy import Policy
from ..signals import Signal, SignalKind

BASE, LIMIT, REPEATED = "base", "limit", "repeated"
WITHOUT_ACCOUNTS = "without_accounts"
NOTHING_KNOWN = "nothing_known"
DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """One line of a score: what was observed, and the points it adds or takes away.

    `value` and `as_of` are `None` for `base` and `limit`, which have neither; an unknown `value` is `None` too.
    `weight` is the largest contribution that the policy allows.
    """

    code: str
    kind: str
    value: float | None
    weight: float
    contribution: float
    sentence_zh: str
    sentence_en: str
    evidence: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def unknown(self) -> bool:
        """Whether the line is about a value that is not known."""
        return self.value is None and self.kind not in (BASE, LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides about the grade of a party beside its signals; the scale of grades is for companies alone."""

    kind: str = PartyKind.COMPANY
    without_accounts: bool = False
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """A score, its grade, its lines, and the codes of the lines that took away the most points.

    Without a grade `ungraded` is the reason: the kind of a party that is no company, a registered status that leaves no
    business to grade, or `nothing_known`, where no line has a known value.
    """

    value: float
    grade: str | None
    ungraded: str | None = None
    lines: tuple[ScoreLine, ...]
    reasons: tuple[str, ...]
    policy: str
    policy_version: str


def score_party(signals: Iterable[Signal], policy: Policy, standing: Standing = Standing()) -> ScoreTable:
    """Score one party by its signals, in any order. Raises `PolicyError` for a signal that the policy does not map."""
    ranked = sorted(signals, key=lambda signal: (signal.code, signal.sentence_en, signal.sentence_zh, signal.evidence))
    rules = [signal for signal in ranked if signal.kind is SignalKind.RULE]
    measures = [signal for signal in ranked if signal.kind is not SignalKind.RULE]
    _refuse_repeated_measures(measures)
    lines = [
        _build_base_line(policy),
        *_build_rule_lines(rules, policy),
        *(_build_measure_line(signal, policy) for signal in measures),
    ]
    lines.extend(_build_limit_lines(lines, policy))
    lines.extend(_build_ceiling_lines(lines, policy, standing))
    ungraded = _find_ungraded(ranked, policy, standing)
    value = round(math.fsum(line.contribution for line in lines), DECIMALS) + 0.0  # turns -0.0 into 0.0
    return ScoreTable(
        value=value,
        grade=None if ungraded else policy.grade(value),
        ungraded=ungraded,
        lines=tuple(lines),
        reasons=_find_reasons(lines, policy.reasons),
        policy=policy.name,
        policy_version=policy.version,
    )


def _find_ungraded(signals: Sequence[Signal], policy: Policy, standing: Standing) -> str | None:
    """Return why a party has no grade; a forecast from a company without any facts is no knowledge of it."""
    if standing.kind != PartyKind.COMPANY:
        return standing.kind
    if standing.status in policy.ungraded.statuses:
        return standing.status
    known = any(signal.value is not None and signal.kind is not SignalKind.MODEL for signal in signals)
    return None if known else NOTHING_KNOWN


def write_table_json(table: ScoreTable) -> str:
    """Write a table as JSON text, the form in which a `Score` node stores it."""
    return orjson.dumps(table).decode()


def read_table_json(text: str) -> ScoreTable:
    """Read a table from the text that `write_table_json` wrote."""
    content = orjson.loads(text)
    lines = tuple(_read_line(line) for line in content.pop("lines"))
    return ScoreTable(lines=lines, reasons=tuple(content.pop("reasons")), **content)


def _read_line(content: dict[str, Any]) -> ScoreLine:
    as_of = content["as_of"] and date.fromisoformat(content["as_of"])
    return ScoreLine(**{**content, "evidence": tuple(content["evidence"]), "as_of": as_of})


def _build_base_line(policy: Policy) -> ScoreLine:
    return ScoreLine(
        code=BASE,
        kind=BASE,
        value=None,
        weight=policy.base,
        contribution=policy.base,
        sentence_zh="评分起点，尚未计入任何信号。",
        sentence_en="Where every score starts, before any signal.",
    )


def _build_measure_line(signal: Signal, policy: Policy) -> ScoreLine:
    scale = policy.scale(signal.code)
    if signal.value is not None and not math.isfinite(signal.value):
        raise PolicyError(
            f"signal {signal.code!r} has the value {signal.value}; give a finite number, or None if unknown"
        )
    return _build_signal_line(signal, scale.weight, scale.compute_points(signal.value))


def _build_rule_lines(signals: Sequence[Signal], policy: Policy) -> Iterable[ScoreLine]:
    """Build a line per hit while repetitions still count, then one line for the rule's remaining hits."""
    repeats = policy.rules.repeats
    seen: Counter[str] = Counter()
    last: dict[str, Signal] = {}
    for signal in signals:
        points = policy.find_rule_points(signal.code, signal.severity)
        if seen[signal.code] < len(repeats):
            yield _build_signal_line(signal, abs(points), points * repeats[seen[signal.code]])
        seen[signal.code] += 1
        last[signal.code] = signal
    for code, signal in last.items():
        if seen[code] > len(repeats):
            yield _build_repeated_line(signal, seen[code] - len(repeats))


def _build_signal_line(signal: Signal, weight: float, points: float) -> ScoreLine:
    return ScoreLine(
        code=signal.code,
        kind=signal.kind.value,
        value=signal.value,
        weight=weight,
        contribution=round(points, DECIMALS) + 0.0,
        sentence_zh=signal.sentence_zh,
        sentence_en=signal.sentence_en,
        evidence=signal.evidence,
        as_of=signal.as_of,
    )


def _build_repeated_line(signal: Signal, count: int) -> ScoreLine:
    return ScoreLine(
        code=signal.code,
        kind=REPEATED,
        value=float(count),
        weight=0.0,
        contribution=0.0,
        sentence_zh=f"同一规则另有{count}次命中，不再扣分。",
        sentence_en=f"Further hits of the same rule, which count no more: {count}.",
        as_of=signal.as_of,
    )


def _build_limit_lines(lines: Sequence[ScoreLine], policy: Policy) -> list[ScoreLine]:
    total = math.fsum(line.contribution for line in lines)
    bounded = min(max(total, policy.lowest), policy.highest)
    if round(bounded - total, DECIMALS) == 0:
        return []
    bound = f"{bounded:g}"
    return [
        ScoreLine(
            code=LIMIT,
            kind=LIMIT,
            value=None,
            weight=abs(bounded - total),
            contribution=round(bounded - total, DECIMALS),
            sentence_zh=f"评分以{bound}分为界，超出部分不计。",
            sentence_en=f"Scores end at {bound}; what goes beyond does not count.",
        )
    ]


def _build_ceiling_lines(lines: Sequence[ScoreLine], policy: Policy, standing: Standing) -> list[ScoreLine]:
    total = math.fsum(line.contribution for line in lines)
    highest = policy.without_accounts.highest
    if not standing.without_accounts or total <= highest:
        return []
    return [
        ScoreLine(
            code=WITHOUT_ACCOUNTS,
            kind=LIMIT,
            value=None,
            weight=policy.highest - highest,
            contribution=round(highest - total, DECIMALS),
            sentence_zh=f"没有公开的资产负债表，评分最高为{highest:g}分。",
            sentence_en=f"Without a published balance sheet a score ends at {highest:g}.",
        )
    ]


def _find_reasons(lines: Sequence[ScoreLine], limit: int) -> tuple[str, ...]:
    ranked = [line.code for line in sorted(lines, key=_rank_reason) if line.contribution < 0 and line.code != LIMIT]
    return tuple(dict.fromkeys(ranked))[:limit]


def _rank_reason(line: ScoreLine) -> tuple[float, str]:
    return line.contribution, line.code


def _refuse_repeated_measures(signals: Sequence[Signal]) -> None:
    for code, count in Counter(signal.code for signal in signals).items():
        if count > 1:
            raise PolicyError(f"signal {code!r} is given {count} times for one party; a measure counts once")
