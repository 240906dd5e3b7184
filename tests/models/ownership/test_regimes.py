"""Thresholds of regimes are compared within rounding."""

from riskgraph.models.ownership.regimes import REGIMES, RegimeId


def test_a_share_that_rounding_moves_off_the_threshold_is_at_it() -> None:
    at_least, above = REGIMES[RegimeId.CN_2024], REGIMES[RegimeId.FATF]
    shares = (0.25 - 2e-9, 0.25 - 5e-10, 0.25, 0.25 + 5e-10, 0.25 + 2e-9)
    assert [at_least.reaches(share) for share in shares] == [False, True, True, True, True]
    assert [above.reaches(share) for share in shares] == [False, False, False, False, True]


def test_another_threshold_takes_the_place_of_the_regimes_own() -> None:
    regime = REGIMES[RegimeId.CN_2024]
    assert (regime.reaches(0.1, 0.1), regime.reaches(0.25, 0.3)) == (True, False)
