"""What the store holds on a day reaches the measures: loaded rows, snapshot, economy, signals, score."""

import ast
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.ingest.records import (
    Entry,
    Facility,
    Guarantee,
    Holding,
    Indicator,
    Item,
    Lawsuit,
    Participation,
    Party,
    PartyKind,
    Place,
    Supply,
)
from riskgraph.models.economy import Economy
from riskgraph.models.policy import read_policy
from riskgraph.models.read_economy import HOME_CURRENCY, HOME_UNITS, NUMBERS, read_economy
from riskgraph.models.score.assessment import Assessment, assess_parties

from .economies import build_economy

ROOT = Path(__file__).parents[2]
DAY = date(2022, 12, 31)
BOOKED = date(2024, 1, 1)
ITEMS: tuple[Item, ...] = (
    *(Party(id=f"t:{name}", kind=PartyKind.COMPANY, name=f"{name} 虚构公司", industry="C") for name in "abc"),
    Party(id="t:p", kind=PartyKind.PERSON, name="岚川 霁"),
    Indicator(id="t:a|net_assets|2021", party="t:a", name="net_assets", period="2021", value=100.0),
    Indicator(id="t:a|net_assets|2022", party="t:a", name="net_assets", period="2022", value=-1.0),
    Facility(id="t:F1", borrower="t:b", starts_on=date(2020, 1, 1), limit=9.0, defaulted_on=date(2022, 5, 5)),
    Facility(id="t:F2", borrower="t:c", starts_on=date(2020, 1, 1), limit=9.0, defaulted_on=date(2023, 5, 5)),
    Guarantee(start="t:a", end="t:b", amount=50.0, valid_from=date(2020, 1, 1)),
    Guarantee(start="t:a", end="t:c", amount=70.0, valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1)),
    Supply(start="t:c", end="t:a", annual_amount=10.0, share_of_sales=0.6, valid_from=date(2020, 1, 1)),
    Holding(start="t:p", end="t:a", share_min=0.25, share_max=0.5, valid_from=date(2020, 1, 1)),
    Lawsuit(id="t:L", kind="dishonest_executee", filed_on=date(2021, 1, 1), closed_on=date(2023, 3, 3)),
    Participation(start="t:c", end="t:L", role="executed_person", valid_from=date(2021, 1, 1)),
)


@pytest.fixture
def economy(store: Store, tmp_path: Path) -> Economy:
    entries = [
        Entry(f"row/{number}", Place("rows.csv", number + 2), BOOKED, (item,)) for number, item in enumerate(ITEMS)
    ]
    assert load_entries(store, "trial", entries, BOOKED).rejected == 0
    return read_economy(take_snapshot(store, DAY, None, tmp_path))


def assess(economy: Economy, party: str) -> Assessment:
    return next(assess_parties(economy, [], read_policy(), parties=[party]))


def value_of(assessment: Assessment, code: str) -> float | None:
    return next(signal.value for signal in assessment.signals if signal.code == code)


def test_stored_facts_become_signals_of_the_day(economy: Economy) -> None:
    guarantor, executee = assess(economy, "t:a"), assess(economy, "t:c")
    assert value_of(guarantor, "negative_net_assets") == 0.0
    assert value_of(guarantor, "guarantee_multiple") == pytest.approx(0.5)
    assert value_of(guarantor, "distress_guarantees") == pytest.approx(0.5 * 0.45)
    assert value_of(executee, "loans_in_default") == 0.0
    assert value_of(executee, "dishonest_listing") == 1.0
    assert value_of(executee, "largest_buyer") == pytest.approx(0.6)
    assert guarantor.table.value == pytest.approx(sum(line.contribution for line in guarantor.table.lines))


def test_band_of_a_share_is_read_by_its_lower_bound(economy: Economy) -> None:
    np.testing.assert_allclose(economy.tie("OWNS").column("share"), [0.25])


def test_a_figure_of_no_readable_period_counts_for_nothing() -> None:
    figures = [("a", "net_assets", "2022", 5.0), ("a", "net_assets", "FY2023", 9.0), ("b", "net_assets", "last", 7.0)]
    economy = build_economy(["a", "b"], figures=figures, as_of=date(2024, 12, 31))
    figure = economy.figure("net_assets")
    np.testing.assert_array_equal(figure.value, [5.0, np.nan])
    assert list(figure.period) == ["2022", ""]


def read(store: Store, folder: Path, *sources: tuple[Item, ...]) -> Economy:
    """Load each tuple of items from a source of its own and read the day."""
    parties = ITEMS[:4]
    for name, items in enumerate((parties, *sources)):
        entries = [Entry(f"row/{row}", Place("rows.csv", row + 2), BOOKED, (item,)) for row, item in enumerate(items)]
        assert load_entries(store, f"source {name}", entries, BOOKED).rejected == 0
    return read_economy(take_snapshot(store, DAY, None, folder))


def test_what_two_sources_say_of_one_pair_counts_once(store: Store, tmp_path: Path) -> None:
    one = (Holding(start="t:p", end="t:a", share=0.3), Guarantee(start="t:a", end="t:b", amount=50.0))
    parts = (Guarantee(start="t:a", end="t:b", amount=20.0), Guarantee(start="t:a", end="t:b", amount=40.0))
    alone = (Guarantee(start="t:b", end="t:c", amount=7.0), Guarantee(start="t:b", end="t:c", amount=8.0))
    sales = (Supply(start="t:c", end="t:a", receivable=5.0), Supply(start="t:c", end="t:a", share_of_sales=0.6))
    economy = read(store, tmp_path, (*one, sales[0]), (one[0], *parts, *alone, sales[1]))
    np.testing.assert_array_equal(economy.tie("OWNS").column("share"), [0.3])
    assert sorted(economy.tie("GUARANTEES").column("amount")) == [7.0, 8.0, 60.0]
    np.testing.assert_array_equal(economy.tie("GUARANTEES").end, [1, 2, 2])
    supply = economy.tie("SUPPLIES")
    assert [supply.column(name).tolist() for name in ("receivable", "share_of_sales")] == [[5.0], [0.6]]


@pytest.mark.parametrize(
    ("currency", "unit", "multiple"),
    [(None, None, 0.5), ("CNY", "元", 0.5), ("JPY", "CNY", None), ("CNY", "万元", None), ("JPY", "JPY", None)],
)
def test_a_guarantee_is_set_against_net_assets_in_the_home_currency_alone(
    store: Store, tmp_path: Path, currency: str | None, unit: str | None, multiple: float | None
) -> None:
    net = Indicator(id="t:a|net_assets|2021", party="t:a", name="net_assets", period="2021", value=100.0, unit=unit)
    score = Indicator(id="t:a|z_score|2021", party="t:a", name="z_score", period="2021", value=3.0, unit="score")
    guarantee = Guarantee(start="t:a", end="t:b", amount=50.0, currency=currency)
    economy = read(store, tmp_path, (net, score, guarantee))
    assert value_of(assess(economy, "t:a"), "guarantee_multiple") == multiple
    assert value_of(assess(economy, "t:a"), "negative_net_assets") == 0.0
    assert value_of(assess(economy, "t:a"), "z_score") == 3.0


def find_texts(tree: ast.AST, function: str, position: int) -> set[str]:
    """Return the texts that calls of a function or method have at one position."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) > position)
    named = (call for call in calls if getattr(call.func, "attr", getattr(call.func, "id", None)) == function)
    given = (call.args[position] for call in named)
    return {node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_what_models_read_of_ties_is_declared_as_measured() -> None:
    """A number that no declaration marks would be unknown everywhere, without a word."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "models").rglob("*.py")]
    names = {name for tree in trees for name in find_texts(tree, "column", 0) | find_texts(tree, "sum_ties", 1)}
    labels = {label for tree in trees for label in find_texts(tree, "tie", 0)}
    assert (names >= {"amount", "share"}, names - {item.name for items in NUMBERS.values() for item in items}) == (
        True, set(),
    )  # fmt: skip
    assert (labels >= {"OWNS", "SUPPLIES"}, labels - set(NUMBERS)) == (True, set())


def test_statements_and_measures_take_the_same_units_for_the_home_currency() -> None:
    statements = [path.read_text(encoding="utf-8") for path in (ROOT / "cypher").rglob("*.cypher")]
    lists = [found for text in statements for found in re.findall(r"\[[^\]]*'元'[^\]]*\]", text)]
    assert lists
    for units in lists:
        assert {HOME_CURRENCY, *re.findall(r"'([^']*)'", units)} == set(HOME_UNITS)


@pytest.mark.parametrize(
    ("described", "status"), [(DAY, "deregistered"), (date(2023, 6, 1), ""), (None, "deregistered")]
)
def test_a_status_counts_from_the_day_of_its_description(
    store: Store, tmp_path: Path, described: date | None, status: str
) -> None:
    struck_off = Party(
        id="t:d", kind=PartyKind.COMPANY, name="岚川 虚构公司", operating_status="deregistered", described_at=described
    )
    assert load_entries(store, "trial", [Entry("d", Place("rows.csv", 2), BOOKED, (struck_off,))], BOOKED).rejected == 0
    assert read_economy(take_snapshot(store, DAY, None, tmp_path)).status.tolist() == [status]


def test_counter_guarantees_are_no_guarantees_of_a_debt(store: Store, tmp_path: Path) -> None:
    items = [
        *ITEMS[:3],
        Guarantee(start="t:a", end="t:b", amount=5.0),
        Guarantee(start="t:b", end="t:a", form="counter"),
    ]
    entries = [
        Entry(f"row/{number}", Place("rows.csv", number + 2), BOOKED, (item,)) for number, item in enumerate(items)
    ]
    assert load_entries(store, "trial", entries, BOOKED).rejected == 0
    ties = read_economy(take_snapshot(store, DAY, None, tmp_path)).tie("GUARANTEES")
    assert (ties.start.tolist(), ties.end.tolist(), ties.columns["amount"].tolist()) == ([0], [1], [5.0])
