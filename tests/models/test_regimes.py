"""What a regime says of itself."""

from dataclasses import replace

from riskgraph.models.regimes import REGIMES, RegimeId


def test_a_regime_that_nobody_checked_says_so_and_a_checked_one_does_not() -> None:
    regime = REGIMES[RegimeId.FATF]
    assert replace(regime, checked=True).caution is None
    assert "not been checked" in (replace(regime, checked=False).caution or "")
