"""The baselines use what they are named after, and nothing else."""

import sys
from datetime import date
from typing import Any

import numpy as np
import pytest

from riskgraph.errors import MissingExtraError
from riskgraph.models.learn.baselines import fit_logistic, score_rules
from riskgraph.models.learn.features import Features
from riskgraph.models.learn.split import Outcomes
from riskgraph.models.policy import read_policy

from ..economies import build_economy


def make_finding(party: str, severity: str) -> dict[str, Any]:
    return {
        "rule": f"rule_{severity}",
        "party": party,
        "severity": severity,
        "title_zh": "命中。",
        "title_en": "A hit.",
        "as_of": date(2022, 12, 31),
    }


def make_day(seed: int) -> tuple[Features, Outcomes]:
    """Return a day on which the first feature decides and the second is noise."""
    dice = np.random.default_rng(seed)
    values = dice.normal(size=(400, 2))
    defaulted = values[:, 0] > 1.2
    return Features(("telling", "noise"), values), Outcomes(np.ones(400, dtype=np.bool_), defaulted)


def test_rules_alone_are_the_points_that_hits_take() -> None:
    policy = read_policy()
    findings = [make_finding("a", "high"), make_finding("a", "low"), make_finding("stranger", "high")]
    risk = score_rules(build_economy(["a", "b"]), findings, policy)
    points = policy.rules.severities
    assert risk.tolist() == [-points["high"] - points["low"], 0.0]


def test_logistic_finds_what_decides() -> None:
    pytest.importorskip("sklearn")
    later, outcomes = make_day(2)
    (odds,) = fit_logistic([make_day(1)], [later], inverse_penalty=1.0)
    assert odds[outcomes.defaulted].min() > odds[~outcomes.defaulted].mean()


def test_logistic_does_not_look_at_the_day_it_predicts() -> None:
    pytest.importorskip("sklearn")
    train, later = make_day(1), make_day(2)[0]
    shifted = Features(later.names, later.values + 100)
    alone, together = fit_logistic([train], [later], 1.0), fit_logistic([train], [later, shifted], 1.0)
    np.testing.assert_array_equal(alone[0], together[0])


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(MissingExtraError, match=r"riskgraph\[gnn\]"):
        fit_logistic([make_day(1)], [make_day(2)[0]], 1.0)
