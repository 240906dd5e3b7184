"""Assess parties from an economy and its findings: compute every measure for all parties, then score each party."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...errors import NotFoundError
from ...ingest.records.words import LoanClass
from ..economy import Economy, Forecast
from ..matrices import Indices
from ..measures import list_measures
from ..measures.accounts import find_balance_sheets
from ..measures.measure import HIGHEST_MULTIPLE, PERCENT, Measure, Measured, Unit
from ..policy import Policy
from ..signals import Signal, read_findings
from ..wording import Wording
from .table import ScoreTable, Standing, score_party


@dataclass(frozen=True, slots=True)
class Assessment:
    """A party with its signals and its score."""

    party: str
    signals: tuple[Signal, ...]
    table: ScoreTable
    model_version: str | None


def assess_parties(
    economy: Economy,
    findings: Iterable[Mapping[str, Any]],
    policy: Policy,
    forecast: Forecast | None = None,
    parties: Sequence[str] | None = None,
) -> Iterator[Assessment]:
    """Assess the named parties, or every company.

    `findings` are rows with the properties of `Finding` nodes; `forecast` is a trained model's forecast for the same
    economy. Raises `PolicyError` for a rule or signal that the policy does not map, `NotFoundError` for an id that is
    not in the economy.
    """
    found = read_findings(findings)
    known = replace(economy, forecast=forecast, accounts_after_days=policy.assumptions.accounts_known_after_days)
    chosen = _choose_parties(known, parties)
    measured = compute_measures(known, policy)
    unpublished = known.companies & ~find_balance_sheets(known)
    version = forecast.model_version if forecast else None
    for place in chosen.tolist():
        party = str(economy.ids[place])
        signals = (*_build_signals(measured, known, place), *found.get(party, ()))
        standing = Standing(
            kind=str(known.kinds[place]), without_accounts=bool(unpublished[place]), status=str(known.status[place])
        )
        yield Assessment(party, signals, score_party(signals, policy, standing), version)


def compute_measures(economy: Economy, policy: Policy) -> list[tuple[Measure, Measured]]:
    """Compute every measure for all parties. Raises PolicyError first if the policy does not map one of them."""
    measures = list_measures()
    for measure in measures:
        policy.scale(measure.code)
    return [(measure, measure.compute(economy, policy.assumptions)) for measure in measures]


def write_value(value: float, unit: Unit) -> Wording:
    """Write a value as shown in sentences, in Chinese and English."""
    match unit:
        case Unit.PERCENT:
            text = f"{value * PERCENT:.1f}%"
            return Wording(text, text)
        case Unit.CAPPED_MULTIPLE if value >= HIGHEST_MULTIPLE:
            return Wording(f"{HIGHEST_MULTIPLE:.0f}倍以上", f"more than {HIGHEST_MULTIPLE:.0f} times")
        case Unit.LOAN_CLASS:
            words = tuple(LoanClass)[int(value)]
            return Wording(words.chinese, words.english)
        case Unit.MULTIPLE | Unit.CAPPED_MULTIPLE:
            return Wording(f"{value:.2f}倍", f"{value:.2f} times")
        case Unit.YEARS:
            return Wording(f"{value:.1f}年", f"{value:.1f} years")
        case Unit.NUMBER:
            return Wording(f"{value:.2f}", f"{value:.2f}")
        case _:
            return Wording(f"{value:.0f}", f"{value:.0f}")


def _choose_parties(economy: Economy, parties: Sequence[str] | None) -> Indices:
    if parties is None:
        return np.flatnonzero(economy.companies)
    place_of = {str(party): place for place, party in enumerate(economy.ids)}
    missing = [party for party in parties if party not in place_of]
    if missing:
        raise NotFoundError(f"party {missing[0]!r} is not in the graph on {economy.as_of}")
    return np.array([place_of[party] for party in parties], dtype=np.int64)


def _build_signals(measured: Sequence[tuple[Measure, Measured]], economy: Economy, place: int) -> Iterator[Signal]:
    for measure, outcome in measured:
        if outcome.applies[place]:
            yield _build_signal(measure, outcome, economy, place)


def _build_signal(measure: Measure, outcome: Measured, economy: Economy, place: int) -> Signal:
    raw = float(outcome.values[place])
    value = None if math.isnan(raw) else raw
    words = (outcome.sentence and outcome.sentence(place)) or _choose_sentence(measure, value)
    shown = write_value(raw, measure.unit) if value is not None else Wording("", "")
    capped = measure.unit is Unit.CAPPED_MULTIPLE and raw >= HIGHEST_MULTIPLE
    if value is not None and outcome.at_least is not None and outcome.at_least[place] and not capped:
        shown = Wording(f"至少{shown.zh}", f"at least {shown.en}")
    period = "" if outcome.periods is None else str(outcome.periods[place])
    return Signal(
        code=measure.code,
        kind=measure.kind,
        value=value,
        sentence_zh=words.zh.format(value=shown.zh, period=period, title=measure.title.zh),
        sentence_en=words.en.format(value=shown.en, period=period, title=measure.title.en),
        as_of=economy.as_of,
        evidence=tuple(outcome.evidence(place)),
    )


def _choose_sentence(measure: Measure, value: float | None) -> Wording:
    if value is None:
        return measure.unknown
    return measure.clear if value == 0 and measure.clear is not None else measure.sentence
