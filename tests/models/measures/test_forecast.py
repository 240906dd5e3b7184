"""The forecast is a signal of companies that are not in default yet."""

import numpy as np

from riskgraph.models.economy import Forecast
from riskgraph.models.policy import read_policy
from riskgraph.models.score.assessment import assess_parties

from ..economies import build_economy

FORECAST = "default_probability"


def test_who_is_in_default_gets_no_forecast() -> None:
    loans = [
        {"borrower": "failed", "starts_on": "2018-01-01", "defaulted_on": "2020-01-01"},
        {"borrower": "settled", "starts_on": "2018-01-01", "defaulted_on": "2020-01-01", "closed_on": "2020-06-01"},
        {"borrower": "sound", "starts_on": "2018-01-01"},
    ]
    economy = build_economy(["failed", "settled", "sound"], persons=["person"], loans=loans)
    forecast = Forecast(np.array([0.9, 0.5, 0.1, np.nan]), "test")
    forecasts = {
        item.party: {line.code: line.value for line in item.table.lines}.get(FORECAST)
        for item in assess_parties(economy, [], read_policy(), forecast)
    }
    assert forecasts == {"failed": None, "settled": 0.5, "sound": 0.1}
