"""The probability of default that a trained model forecasts, as one signal among others."""

import numpy as np

from ..economy import Economy
from ..policy import Assumptions
from ..signals import SignalKind
from ..wording import Wording
from .conduct import find_in_default
from .measure import Measure, Measured, Unit


def measure_forecast(economy: Economy, _: Assumptions) -> Measured:
    """Return the forecast as a measure. Parties already in default get no signal; nor does any without a forecast."""
    forecast = economy.forecast
    if forecast is None:
        no_parties = np.zeros(economy.count, dtype=np.bool_)
        return Measured(np.full(economy.count, np.nan), no_parties, lambda _: ())
    applies = economy.companies.copy()
    applies[economy.loans.borrower[find_in_default(economy)]] = False
    return Measured(forecast.probability, applies, lambda _: (f"model:{forecast.model_version}",))


MEASURES = (
    Measure(
        code="default_probability",
        kind=SignalKind.MODEL,
        unit=Unit.PERCENT,
        title=Wording("模型预测的违约概率", "Probability of default by the model"),
        sentence=Wording(
            "图神经网络预测一年内违约的概率为{value}。",
            "The graph network expects a default within a year with a probability of {value}.",
        ),
        unknown=Wording("{title}未知。", "{title} is not known."),
        compute=measure_forecast,
    ),
)
