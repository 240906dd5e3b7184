"""What a regime says of itself."""

from dataclasses import replace
from datetime import date

from riskgraph.models.ownership.regimes import REGIMES, RegimeId


def test_a_regime_that_nobody_checked_says_so_and_a_checked_one_does_not() -> None:
    regime = REGIMES[RegimeId.FATF]
    assert replace(regime, checked=True).caution is None
    assert "not been checked" in (replace(regime, checked=False).caution or "")


def test_a_day_before_a_regime_is_in_force_is_warned_of() -> None:
    regime = REGIMES[RegimeId.CN_2024]
    (warning,) = regime.warn_of_day(date(2024, 10, 31))
    assert warning.startswith("cn_2024 (中国《受益所有人信息管理办法》")
    assert "in force from 2024-11-01, after the day asked for, 2024-10-31" in warning
    assert regime.warn_of_day(date(2024, 11, 1)) == []


def test_a_regime_without_a_first_day_warns_of_none() -> None:
    assert REGIMES[RegimeId.FATF].warn_of_day(date(1990, 1, 1)) == []


def test_a_share_that_rounding_moves_off_the_threshold_is_at_it() -> None:
    at_least, above = REGIMES[RegimeId.CN_2024], REGIMES[RegimeId.FATF]
    shares = (0.25 - 2e-9, 0.25 - 5e-10, 0.25, 0.25 + 5e-10, 0.25 + 2e-9)
    assert [at_least.reaches(share) for share in shares] == [False, True, True, True, True]
    assert [above.reaches(share) for share in shares] == [False, False, False, False, True]


def test_another_threshold_takes_the_place_of_the_regimes_own() -> None:
    regime = REGIMES[RegimeId.CN_2024]
    assert (regime.reaches(0.1, 0.1), regime.reaches(0.25, 0.3)) == (True, False)
