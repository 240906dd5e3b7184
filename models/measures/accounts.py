"""Measures of the ability to pay, from the latest public accounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..economy import Economy, Figure, Flags, Words
from ..matrices import Floats
from ..policy import Assumptions
from ..signals import SignalKind
from ..wording import Wording
from .measure import Measure, Measured, Unit, divide

NO_ACCOUNTS = Wording("没有可用的{title}数据，不能视为零。", "{title} is not known; that is not the same as zero.")
DAYS_PER_YEAR = 365.25
FINANCIAL_SECTION = "J"
BALANCE = ("debt_to_assets", "net_assets", "total_assets", "total_liabilities")
STATED_BALANCE = ("total_assets", "total_liabilities", "net_assets")
UNBALANCED_DEBT = Wording(
    "{period}年资产负债率为{value}；所载资产、负债与净资产不相符。",
    "Liabilities came to {value} of assets in {period}; the stated assets, liabilities and net assets do not add up.",
)
UNBALANCED_NET_ASSETS = {
    True: Wording(
        "{period}年所载净资产为负，但与所载资产和负债不相符。",
        "Net assets are stated as negative in {period}, but the stated assets and liabilities do not add up to them.",
    ),
    False: Wording(
        "{period}年所载净资产不为负，但与所载资产和负债不相符。",
        "Net assets are stated as not negative in {period}, but the stated assets and liabilities do not add up to "
        "them.",
    ),
}
ROUNDING = 0.01  # of total assets, by which a stated balance may be off
LIQUIDITY = ("current_ratio", "current_assets", "current_liabilities")


def build_ratio_measure(
    numerator: Sequence[str], denominator: Sequence[str]
) -> Callable[[Economy, Assumptions], Measured]:
    """Build the measure of a ratio of two figures of one period; the first known of several names counts."""

    def compute(economy: Economy, _: Assumptions) -> Measured:
        top, bottom = find_first_known(economy, numerator), find_first_known(economy, denominator)
        values = np.where(top.period == bottom.period, divide(top.value, bottom.value), np.nan)
        return build_measured(economy, values, top, (*numerator, *denominator))

    return compute


def find_first_known(economy: Economy, names: Sequence[str]) -> Figure:
    """Find each party's latest figure under the first of several names for which it has one."""
    figure = economy.figure(names[0])
    for name in names[1:]:
        other, known = economy.figure(name), ~np.isnan(figure.value)
        figure = Figure(np.where(known, figure.value, other.value), np.where(known, figure.period, other.period))
    return figure


def build_measured(economy: Economy, values: Floats, figure: Figure, names: Sequence[str]) -> Measured:
    """Build the result of a measure over figures of one period, with these figures as evidence."""
    known = {name: economy.figure(name).period == figure.period for name in names}

    def evidence(party: int) -> tuple[str, ...]:
        period = figure.period[party]
        return tuple(f"{economy.ids[party]}|{name}|{period}" for name in names if period and known[name][party])

    return Measured(values, economy.companies, evidence, figure.period)


def find_net_assets(economy: Economy, *, home: bool = False) -> Figure:
    """Find net assets as stated, else assets less liabilities of the same period; `home`: in the home currency only."""
    names = ("net_assets", "total_assets", "total_liabilities")
    stated, assets, debts = (economy.figure(name, home=home) for name in names)
    derived = np.where(assets.period == debts.period, assets.value - debts.value, np.nan)
    known = ~np.isnan(stated.value)
    return Figure(np.where(known, stated.value, derived), np.where(known, stated.period, assets.period))


def find_balance_sheets(economy: Economy) -> Flags:
    """Find which parties have any public figure of a balance sheet: [parties]."""
    known = [~np.isnan(economy.figure(name).value) for name in BALANCE]
    return np.asarray(np.logical_or.reduce(known))


def find_unbalanced(economy: Economy) -> Words:
    """Find the period for which a party's stated assets, liabilities and net assets do not add up: [parties], or ""."""
    assets, debts, net = (economy.figure(name) for name in STATED_BALANCE)
    off = np.abs(assets.value - debts.value - net.value) > ROUNDING * np.abs(assets.value)
    one_period = (assets.period == debts.period) & (assets.period == net.period)
    return np.where(off & one_period, assets.period, "")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to find a measure: its values [parties], NaN where it has none, their periods, and the figures used."""

    values: Floats
    periods: Words
    used: tuple[str, ...]


def derive(values: Floats, one: Figure, other: Figure, used: tuple[str, ...]) -> Way:
    """Build the way that derives values from two figures, where both are of one period."""
    return Way(np.where(one.period == other.period, values, np.nan), one.period, used)


def build_balance_measured(
    economy: Economy, ways: Sequence[Way], word_unbalanced: Callable[[float], Wording]
) -> Measured:
    """Build the result of a measure of the balance sheet: each party's value is that of the first way that has one.

    Its evidence is the figures used. Where a balance of that period does not add up, all of it is evidence, and
    `word_unbalanced` returns the sentence for the value.
    """
    known = [~np.isnan(way.values) for way in ways]
    values = np.select(known, [way.values for way in ways], np.nan)
    periods = np.select(known, [way.periods for way in ways], "")
    unbalanced = (find_unbalanced(economy) == periods) & (periods != "")

    def evidence(party: int) -> tuple[str, ...]:
        used = next((way.used for way, has in zip(ways, known, strict=True) if has[party]), ())
        cited = {*used, *(STATED_BALANCE if unbalanced[party] else ())}
        return tuple(f"{economy.ids[party]}|{name}|{periods[party]}" for name in BALANCE if name in cited)

    def sentence(party: int) -> Wording | None:
        return word_unbalanced(float(values[party])) if unbalanced[party] else None

    return Measured(values, economy.companies, evidence, periods, sentence=sentence)


def measure_debt(economy: Economy, _: Assumptions) -> Measured:
    """Compute the debt ratio as stated, else from liabilities, else from net assets, over assets of the same period.

    Banks are excluded, because they fund themselves with deposits.
    """
    stated, net, assets, debts = (economy.figure(name) for name in BALANCE)
    by_debts, by_net = divide(debts.value, assets.value), divide(assets.value - net.value, assets.value)
    ways = (
        Way(stated.value, stated.period, ("debt_to_assets",)),
        derive(by_debts, assets, debts, ("total_assets", "total_liabilities")),
        derive(by_net, assets, net, ("net_assets", "total_assets")),
    )
    return exclude_banks(economy, build_balance_measured(economy, ways, lambda _: UNBALANCED_DEBT))


def measure_liquidity(economy: Economy, _: Assumptions) -> Measured:
    """Compute the current ratio as stated, else current assets over current liabilities of the same period."""
    stated, assets, debts = (economy.figure(name) for name in LIQUIDITY)
    derived = np.where(assets.period == debts.period, divide(assets.value, debts.value), np.nan)
    known = ~np.isnan(stated.value)
    figure = Figure(np.where(known, stated.value, derived), np.where(known, stated.period, assets.period))
    return exclude_banks(economy, build_measured(economy, figure.value, figure, LIQUIDITY))


def exclude_banks(economy: Economy, measured: Measured) -> Measured:
    """Restrict a measure to companies outside the financial section (J) of GB/T 4754."""
    financial = np.char.startswith(economy.industry, FINANCIAL_SECTION)
    return replace(measured, applies=measured.applies & ~financial)


def measure_insolvency(economy: Economy, _: Assumptions) -> Measured:
    """Flag companies with negative net assets, as stated, else as assets less liabilities: 1, else 0."""
    stated, assets, debts = (economy.figure(name) for name in ("net_assets", "total_assets", "total_liabilities"))
    ways = (
        Way(flag_negative(stated.value), stated.period, ("net_assets",)),
        derive(flag_negative(assets.value - debts.value), assets, debts, ("total_assets", "total_liabilities")),
    )
    return build_balance_measured(economy, ways, lambda value: UNBALANCED_NET_ASSETS[value == 1.0])


def flag_negative(values: Floats) -> Floats:
    """Return 1 for values below zero and 0 for others; NaN where unknown."""
    return np.where(np.isnan(values), np.nan, (values < 0).astype(np.float64))


def build_stated_measure(name: str) -> Callable[[Economy, Assumptions], Measured]:
    """Build a measure of a figure that only some sources state; it applies only to parties that have one."""

    def compute(economy: Economy, _: Assumptions) -> Measured:
        figure = economy.figure(name)
        measured = build_measured(economy, figure.value, figure, (name,))
        return replace(measured, applies=~np.isnan(figure.value))

    return compute


def measure_growth(economy: Economy, _: Assumptions) -> Measured:
    """Compute the growth of the latest revenue over the year before."""
    latest, before = economy.figure("revenue"), economy.figure("revenue", years_back=1)
    values = divide(latest.value - before.value, before.value)
    return build_measured(economy, values, latest, ("revenue",))


def measure_age(economy: Economy, _: Assumptions) -> Measured:
    """Compute the years since a company was founded; NaN if that lies in the future."""
    days = (economy.day - economy.founded).astype("timedelta64[D]")
    values = np.where(np.isnat(days), np.nan, days.astype(np.float64) / DAYS_PER_YEAR)
    values = np.where(values < 0, np.nan, values)
    return Measured(
        values, economy.companies, lambda party: () if np.isnan(values[party]) else (str(economy.ids[party]),)
    )


MEASURES = (
    Measure(
        code="debt_ratio",
        kind=SignalKind.ABILITY,
        unit=Unit.PERCENT,
        title=Wording("资产负债率", "Debt ratio"),
        sentence=Wording("{period}年资产负债率为{value}。", "Liabilities came to {value} of assets in {period}."),
        unknown=NO_ACCOUNTS,
        compute=measure_debt,
    ),
    Measure(
        code="profit_margin",
        kind=SignalKind.ABILITY,
        unit=Unit.PERCENT,
        title=Wording("净利率", "Net profit margin"),
        sentence=Wording("{period}年净利率为{value}。", "Net profit came to {value} of revenue in {period}."),
        unknown=NO_ACCOUNTS,
        compute=build_ratio_measure(("net_profit",), ("revenue",)),
    ),
    Measure(
        code="current_ratio",
        kind=SignalKind.ABILITY,
        unit=Unit.MULTIPLE,
        title=Wording("流动比率", "Current ratio"),
        sentence=Wording(
            "{period}年流动资产为流动负债的{value}。", "Current assets were {value} current liabilities in {period}."
        ),
        unknown=NO_ACCOUNTS,
        compute=measure_liquidity,
    ),
    Measure(
        code="cash_cover",
        kind=SignalKind.ABILITY,
        unit=Unit.PERCENT,
        title=Wording("经营现金流对债务的覆盖", "Operating cash flow to debt"),
        sentence=Wording(
            "{period}年经营现金流为债务的{value}。", "Operating cash flow came to {value} of its debt in {period}."
        ),
        unknown=NO_ACCOUNTS,
        compute=build_ratio_measure(("operating_cash_flow", "cash_flow"), ("total_liabilities", "total_debt")),
    ),
    Measure(
        code="negative_net_assets",
        kind=SignalKind.ABILITY,
        unit=Unit.FLAG,
        title=Wording("净资产", "Net assets"),
        sentence=Wording(
            "{period}年净资产为负，资不抵债。", "Net assets were negative in {period}: debts exceed assets."
        ),
        clear=Wording("{period}年净资产不为负。", "Net assets were not negative in {period}."),
        unknown=NO_ACCOUNTS,
        compute=measure_insolvency,
    ),
    Measure(
        code="revenue_growth",
        kind=SignalKind.ABILITY,
        unit=Unit.PERCENT,
        title=Wording("营业收入增长率", "Revenue growth"),
        sentence=Wording(
            "{period}年营业收入较上年变动{value}。", "Revenue changed by {value} on the year before in {period}."
        ),
        unknown=NO_ACCOUNTS,
        compute=measure_growth,
    ),
    Measure(
        code="age",
        kind=SignalKind.ABILITY,
        unit=Unit.YEARS,
        title=Wording("成立年限", "Age"),
        sentence=Wording("企业成立{value}。", "The company was founded {value} ago."),
        unknown=NO_ACCOUNTS,
        compute=measure_age,
    ),
    Measure(
        code="z_score",
        kind=SignalKind.ABILITY,
        unit=Unit.NUMBER,
        title=Wording("Z值", "Z-score"),
        sentence=Wording("{period}年Z值为{value}。", "Its Z-score was {value} in {period}."),
        unknown=NO_ACCOUNTS,
        compute=build_stated_measure("z_score"),
    ),
)
