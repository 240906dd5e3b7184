"""The baselines that a graph network must beat: rules alone, and logistic regressions on plain features.

The regressions need scikit-learn (extra `gnn`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ...errors import MissingExtraError
from ..economy import Economy
from ..matrices import Floats
from ..policy import Policy
from ..score.table import score_party
from ..signals import read_findings
from .features import FeatureGroup, Features, fit_scaler
from .split import Outcomes, stack_outcomes

BASELINES: Mapping[str, tuple[FeatureGroup, ...]] = {
    "logistic, own indicators": (FeatureGroup.OWN,),
    "logistic, own and structure": (FeatureGroup.OWN, FeatureGroup.STRUCTURE),
    "logistic, typed degrees": (FeatureGroup.DEGREES,),
    "logistic, own, degrees and structure": (FeatureGroup.OWN, FeatureGroup.DEGREES, FeatureGroup.STRUCTURE),
}


def score_rules(economy: Economy, findings: Iterable[Mapping[str, Any]], policy: Policy) -> Floats:
    """Score each party's risk as the points that its rule hits take away: [parties], 0 without a hit."""
    risk = np.zeros(economy.count)
    place_of = {str(party): place for place, party in enumerate(economy.ids)}
    for party, signals in read_findings(findings).items():
        if party in place_of:
            lines = score_party(signals, policy).lines
            risk[place_of[party]] = -sum(line.contribution for line in lines if line.kind == "rule")
    return risk


def fit_logistic(
    train: Sequence[tuple[Features, Outcomes]], predict: Sequence[Features], inverse_penalty: float
) -> list[Floats]:
    """Fit a logistic regression on the training days and return the log odds of every party on other days."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("a logistic baseline", "gnn") from error
    scaler = fit_scaler([Features(day.names, day.values[outcomes.labelled]) for day, outcomes in train])
    inputs = np.vstack([scaler.scale(day)[outcomes.labelled] for day, outcomes in train])
    model = LogisticRegression(C=inverse_penalty, max_iter=2000)
    model.fit(inputs, stack_outcomes([outcomes for _, outcomes in train]))
    return [np.asarray(model.decision_function(scaler.scale(day)), dtype=np.float64) for day in predict]
