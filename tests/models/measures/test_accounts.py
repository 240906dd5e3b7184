"""Measures of the accounts: the debt ratio, net assets and growth, with what they rest on."""

import pytest

from ..economies import build_economy
from .signals import codes_of, signal_of


def test_company_without_accounts_gets_unknown_and_not_zero() -> None:
    signal = signal_of(build_economy(["a"]), "debt_ratio")
    assert signal.value is None
    assert "not the same as zero" in signal.sentence_en


def test_debt_ratio_is_read_from_the_balance_with_its_evidence() -> None:
    economy = build_economy(["a"], figures=[("a", "total_assets", "2021", 100.0), ("a", "net_assets", "2021", 40.0)])
    signal = signal_of(economy, "debt_ratio")
    assert signal.value == pytest.approx(0.6)
    assert signal.sentence_en == "Liabilities came to 60.0% of assets in 2021."
    assert signal.evidence == ("a|net_assets|2021", "a|total_assets|2021")


def balance(**figures: float) -> list[tuple[str, str, str, float]]:
    """Build figures of company `a` for 2021."""
    return [("a", name, "2021", value) for name, value in figures.items()]


def test_debt_ratio_comes_from_stated_liabilities_and_says_when_the_balance_does_not_add_up() -> None:
    figures = balance(total_assets=30.0, total_liabilities=23.0, net_assets=-3.0)
    signal = signal_of(build_economy(["a"], figures=figures), "debt_ratio")
    assert signal.value == pytest.approx(23 / 30)
    assert signal.sentence_en == (
        "Liabilities came to 76.7% of assets in 2021; the stated assets, liabilities and net assets do not add up."
    )
    assert signal.sentence_zh == "2021年资产负债率为76.7%；所载资产、负债与净资产不相符。"
    assert signal.evidence == ("a|net_assets|2021", "a|total_assets|2021", "a|total_liabilities|2021")


@pytest.mark.parametrize("net_assets", [7.0, 6.75, None])
def test_debt_ratio_cites_no_more_than_it_uses(net_assets: float | None) -> None:
    figures = balance(total_assets=30.0, total_liabilities=23.0)
    figures += [] if net_assets is None else balance(net_assets=net_assets)
    signal = signal_of(build_economy(["a"], figures=figures), "debt_ratio")
    assert signal.sentence_en == "Liabilities came to 76.7% of assets in 2021."
    assert signal.evidence == ("a|total_assets|2021", "a|total_liabilities|2021")


def test_a_stated_debt_ratio_is_its_own_evidence() -> None:
    figures = balance(debt_to_assets=0.5, total_assets=30.0, total_liabilities=15.0)
    assert signal_of(build_economy(["a"], figures=figures), "debt_ratio").evidence == ("a|debt_to_assets|2021",)


@pytest.mark.parametrize(("net_assets", "word"), [(-3.0, "negative"), (3.0, "not negative")])
def test_net_assets_that_contradict_the_balance_are_no_fact(net_assets: float, word: str) -> None:
    figures = balance(total_assets=30.0, total_liabilities=23.0, net_assets=net_assets)
    signal = signal_of(build_economy(["a"], figures=figures), "negative_net_assets")
    assert signal.sentence_en == (
        f"Net assets are stated as {word} in 2021, but the stated assets and liabilities do not add up to them."
    )


def test_balance_of_two_different_years_gives_no_ratio() -> None:
    economy = build_economy(["a"], figures=[("a", "total_assets", "2021", 100.0), ("a", "net_assets", "2020", 40.0)])
    assert signal_of(economy, "debt_ratio").value is None


def test_accounts_not_yet_public_do_not_count() -> None:
    figures = [("a", "total_assets", "2022", 100.0), ("a", "net_assets", "2022", 40.0)]
    assert signal_of(build_economy(["a"], figures=figures), "debt_ratio").value is None


def test_debts_of_a_bank_are_not_judged() -> None:
    assert "debt_ratio" not in codes_of(build_economy(["a"], industry="J66"))


def test_negative_net_assets_are_seen() -> None:
    economy = build_economy(["a"], figures=[("a", "net_assets", "2021", -1.0)])
    assert signal_of(economy, "negative_net_assets").value == 1.0


def test_growth_compares_with_the_year_before() -> None:
    economy = build_economy(["a"], figures=[("a", "revenue", "2020", 100.0), ("a", "revenue", "2021", 80.0)])
    assert signal_of(economy, "revenue_growth").value == pytest.approx(-0.2)


def test_growth_over_a_gap_of_years_is_unknown() -> None:
    economy = build_economy(["a"], figures=[("a", "revenue", "2019", 100.0), ("a", "revenue", "2021", 80.0)])
    assert signal_of(economy, "revenue_growth").value is None
