"""How far each difference between two company names lowers their score, and where one difference becomes another."""

import pytest

from riskgraph.ingest.names import NameSignalCode, compare_company_names
from riskgraph.ingest.names.comparison import NameSignal, score_signals

CHISHI = "云泽市赤石钢铁有限公司"


@pytest.mark.parametrize(
    ("left", "right", "code", "score"),
    [
        ("Velba Ltd", "VELBA LTD.", "same_text", 1.0),
        (CHISHI, "Velba Ltd", "different_scripts", 0.0),
        ("", CHISHI, "no_name", 0.0),
        (CHISHI, "...", "no_name", 0.0),
        ("Velba Bank (Hong Kong) Ltd", "Velba Bank (Singapore) Ltd", "region_differs", 0.4),
        ("Velba Bank (Hong Kong) Ltd", "Velba Bank Ltd", "region_missing", 0.65),
        (CHISHI, CHISHI + "霜河分公司", "branch_differs", 0.4),
        ("澜穹投资（甲乙丙丁戊）有限公司", "澜穹投资有限公司", "qualifier_differs", 0.6),
        ("云泽市赤石投资有限公司", "云泽市赤石投资管理有限公司", "industry_differs", 0.68),
        ("Velba Steel Trading Ltd", "Velba Steel Ltd", "industry_differs", 0.68),
        ("Velba Shipping Ltd", "Velba Banking Ltd", "industry_differs", 0.375),  # 3 of 8 letters, below 0.55
        (CHISHI, "云泽市赤石贸易有限公司", "industry_differs", 0.0),
        ("Velba Holdings Ltd", "Velba Ltd", "group_differs", 0.6),
        (CHISHI, "云泽市赤石钢铁股份有限公司", "form_converted", 0.8),
        ("Velba Ltd", "Velba LLC", "form_converted", 0.8),
        ("Velba Ltd", "Velba Plc", "form_converted", 0.8),
        ("Quellmark AG", "Quellmark GmbH", "form_differs", 0.6),
        ("Vel Ltd", "Vel", "form_missing", 0.9),  # too short for a short name
        ("Velba Ltd", "Velba", "short_name", 0.85),
        ("赤石钢铁有限公司", "赤石钢铁", "short_name", 0.85),
    ],
)
def test_one_difference_has_its_highest_score(left: str, right: str, code: str, score: float) -> None:
    for comparison in (compare_company_names(left, right), compare_company_names(right, left)):
        assert code in [signal.code for signal in comparison.signals]
        assert comparison.score == pytest.approx(score, abs=1e-4)


@pytest.mark.parametrize(
    ("left", "right", "code", "score"),
    [
        ("Quellmark Ltd", "Quelmark Ltd", "brand_similar", 8 / 9 - 0.05),
        ("Velba Ltd", "Velbo Ltd", "brand_similar", 0.8 - 0.05),
        ("Velb Ltd", "Velba Ltd", "brand_differs", 0.6 * 0.8),  # four letters are too few to forgive one
        ("Velbaro Ltd", "Velbane Ltd", "brand_differs", 0.6 * 5 / 7),
        (CHISHI, "云泽市赤岩钢铁有限公司", "brand_differs", 0.6 * 0.5),
    ],
)
def test_brands_are_similar_by_few_edits_in_long_ones(left: str, right: str, code: str, score: float) -> None:
    comparison = compare_company_names(left, right)
    assert [signal.code for signal in comparison.signals] == [code]
    assert comparison.score == pytest.approx(score, abs=1e-4)


def test_names_without_a_brand_are_compared_by_their_trade() -> None:
    comparison = compare_company_names("贸易有限公司", "贸易股份有限公司")
    assert comparison.signals[0] == NameSignal(NameSignalCode.BRAND_SAME, "贸易", "贸易")
    assert comparison.score == 0.8


def test_company_as_a_form_agrees_with_any_form() -> None:
    assert compare_company_names("The Quellmark Company", "Quellmark Ltd").score == 1.0


def test_a_place_is_the_same_with_its_ending_or_its_province() -> None:
    assert compare_company_names("上海市赤石有限公司", "上海赤石有限公司").score == 1.0
    assert compare_company_names("广东省深圳市赤石有限公司", "深圳市赤石有限公司").score == 1.0
    assert compare_company_names("深圳市赤石有限公司", "广东省深圳市赤石有限公司").score == 1.0


def test_numbers_of_two_phases_differ() -> None:
    phases = compare_company_names("赤石一期有限公司", "赤石二期有限公司")
    (numbers,) = (signal for signal in phases.signals if signal.code is NameSignalCode.NUMBERS_DIFFER)
    assert (numbers.left, numbers.right, numbers.ceiling) == ("一", "二", 0.5)


def test_a_missing_part_does_not_count_against_a_short_name() -> None:
    comparison = compare_company_names("Velba Steel Ltd", "Velba Steel")
    assert [signal.code for signal in comparison.signals] == [NameSignalCode.BRAND_SAME, NameSignalCode.SHORT_NAME]


def test_look_alike_letters_lower_the_score_of_equal_names() -> None:
    assert compare_company_names("Vеlba Ltd", "Velba Ltd").score == 0.9  # the first е is Cyrillic
    assert compare_company_names("Velba Ltd", "Vеlba Ltd").score == 0.9
    assert compare_company_names("Велба", "Велба").score == 1.0  # wholly Cyrillic, which hides nothing


def signal(ceiling: float) -> NameSignal:
    """Make a difference that allows at most this score."""
    return NameSignal(NameSignalCode.FORM_DIFFERS, "AG", "", ceiling)


@pytest.mark.parametrize(
    ("ceilings", "score"),
    [
        ((), 1.0),
        ((1.0, 1.0), 1.0),
        ((0.8,), 0.8),
        ((0.6, 0.4), 0.4 * 0.96),
        ((0.8, 0.6, 0.4), 0.4 * 0.96 * 0.98),
        ((0.0, 0.5), 0.0),
    ],
)
def test_the_lowest_ceiling_counts_and_each_further_one_a_little(ceilings: tuple[float, ...], score: float) -> None:
    comparison = score_signals([signal(ceiling) for ceiling in ceilings])
    assert comparison.score == pytest.approx(score, abs=1e-4)
    assert len(comparison.signals) == len(ceilings)


def test_a_score_starts_at_most_where_it_is_said_to() -> None:
    assert score_signals([], start=0.7).score == 0.7
    assert score_signals([signal(0.8)], start=0.7).score == 0.7


def test_a_signal_explains_itself_with_the_parts_it_has() -> None:
    assert signal(0.6).explain("en") == "The legal forms differ: AG / -."
    assert signal(0.6).explain() == "组织形式不同：AG / -。"
    assert NameSignal(NameSignalCode.SAME_TEXT).explain("en") == "Both names are written the same."
    assert NameSignal(NameSignalCode.SAME_TEXT).explain("zh") == "两个名称写法相同。"
