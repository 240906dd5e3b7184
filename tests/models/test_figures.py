"""A figure counts from the day on which it is public, and not a day before."""

from datetime import date

import numpy as np
import pytest

from .economies import build_economy


@pytest.mark.parametrize(
    ("period", "public_on"), [("2021", date(2022, 4, 30)), ("2023", date(2024, 4, 29)), ("2022-06", date(2022, 7, 31))]
)
def test_a_figure_is_known_from_the_day_of_its_publication(period: str, public_on: date) -> None:
    figures = [("a", "net_assets", period, 5.0)]
    before = date.fromordinal(public_on.toordinal() - 1)
    known, unknown = (
        build_economy(["a"], figures=figures, as_of=day).figure("net_assets") for day in (public_on, before)
    )
    assert (known.value[0], known.period[0]) == (5.0, period)
    assert np.isnan(unknown.value[0])


def test_a_newer_figure_takes_its_place_on_its_own_day_of_publication() -> None:
    figures = [("a", "net_assets", "2020", 4.0), ("a", "net_assets", "2021", 5.0)]
    days = (date(2022, 4, 29), date(2022, 4, 30))
    shown = [build_economy(["a"], figures=figures, as_of=day).figure("net_assets").value[0] for day in days]
    assert shown == [4.0, 5.0]
