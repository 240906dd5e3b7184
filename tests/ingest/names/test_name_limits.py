"""How much one difference lets two company names agree at most: less where both names are written out in full."""

import pytest

from riskgraph.ingest.names.compare import compare_company_names

FULL = "云泽市赤石钢铁有限公司"


@pytest.mark.parametrize(
    ("other", "lowest", "highest"),
    [
        ("云泽市赤石钢铁集团有限公司", 0.6, 0.6),  # both full: the head of a group and one of its companies are two
        ("云泽市赤石钢铁集团", 0.7, 0.75),
        ("云泽市赤石有限公司", 0.6, 0.6),  # both full: a trade that one lacks is likely another
        ("云泽市赤石", 0.7, 0.75),
        ("赤石钢铁有限公司", 0.65, 0.65),
    ],
)
def test_a_difference_between_full_names_leaves_less_than_one_from_a_short_name(
    other: str, lowest: float, highest: float
) -> None:
    for pair in ((FULL, other), (other, FULL)):
        assert lowest <= compare_company_names(*pair).score <= highest


def test_an_article_in_front_is_no_part_of_a_name_and_one_inside_is() -> None:
    assert compare_company_names("The Velba Steel Ltd", "Velba Steel Ltd").score == 1.0
    assert compare_company_names("Velba the Steel Ltd", "Velba Steel Ltd").score < 0.5
    assert compare_company_names("The Ltd", "Velba Ltd").score < 0.5
