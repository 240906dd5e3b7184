"""Names read in parts, shortened and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.ingest.names import (
    NameSignalCode,
    compare_company_names,
    compare_person_names,
    fold_text,
    read_company_name,
    short_names,
)

SAME = 0.7
CHISHI = "云泽市赤石钢铁股份有限公司"


@pytest.mark.parametrize(
    ("text", "region", "brand", "industry", "form"),
    [
        (CHISHI, "云泽市", "赤石", "钢铁", "股份有限公司"),
        ("赤石（云泽）钢铁有限公司", "云泽", "赤石", "钢铁", "有限公司"),
        ("霜河市澜穹投资管理合伙企业（有限合伙）", "霜河市", "澜穹", "投资管理", "合伙企业（有限合伙）"),
        ("ＱＺＬ电子科技有限公司", None, "ＱＺＬ", "电子科技", "有限公司"),
        ("云澤市赤石鋼鐵股份有限公司", "云澤市", "赤石", "鋼鐵", "股份有限公司"),
        ("Yunze Chishi Steel Co., Ltd.", None, "Yunze Chishi", "Steel", "Co., Ltd."),
        ("Velba Trust (Hong Kong) Limited", "Hong Kong", "Velba", "Trust", "Limited"),
        ("Torhaven Information Technology Pte. Ltd.", None, "Torhaven", "Information Technology", "Pte. Ltd."),
        ("OAO Quellmark", None, "Quellmark", None, "OAO"),
        ("有限公司", None, None, None, "有限公司"),
        ("", None, None, None, None),
    ],
)
def test_company_name_is_read_in_parts(
    text: str, region: str | None, brand: str | None, industry: str | None, form: str | None
) -> None:
    name = read_company_name(text)
    assert (name.region, name.brand, name.industry, name.form) == (region, brand, industry, form)


def test_branch_and_group_words_are_parts_of_their_own() -> None:
    name = read_company_name("云泽市赤石钢铁集团股份有限公司霜河分公司")
    assert (name.brand, name.group, name.form, name.branch) == ("赤石", "集团", "股份有限公司", "霜河分公司")


def test_short_names_leave_out_region_and_form() -> None:
    assert short_names(CHISHI)[0] == "赤石钢铁"
    assert short_names("Yunze Chishi Steel Co., Ltd.") == ("Yunze Chishi Steel", "Yunze Chishi")


def test_two_character_brand_never_stands_alone() -> None:
    assert "赤石" not in short_names(CHISHI)


def test_branch_has_no_short_name() -> None:
    assert short_names("云泽市赤石钢铁股份有限公司霜河分公司") == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (CHISHI, "云澤市赤石鋼鐵股份有限公司"),
        (CHISHI, " 云泽市 赤石钢铁股份有限公司"),
        (CHISHI, "赤石钢铁"),
        ("赤石（云泽）钢铁有限公司", "赤石(云泽)钢铁有限公司"),
        ("Velba Steel Limited", "VELBA STEEL LTD."),
        ("Velba Steel Ltd", "Velba Steel"),
        ("The Quellmark Company", "Quellmark Company"),
        ("Torhaven & Sons Inc.", "Torhaven and Sons, Incorporated"),
        ("OAO Quellmark", "Quellmark Joint Stock Company"),
        ("Crédit Torhavène S.A.", "Credit Torhavene SA"),
    ],
)
def test_names_of_one_company_are_alike(left: str, right: str) -> None:
    assert compare_company_names(left, right).score >= SAME
    assert compare_company_names(right, left).score >= SAME


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        (CHISHI, "霜河市赤石钢铁股份有限公司", NameSignalCode.REGION_DIFFERS),
        (CHISHI, "赤石钢铁股份有限公司", NameSignalCode.REGION_MISSING),
        (CHISHI, "云泽市赤石贸易股份有限公司", NameSignalCode.INDUSTRY_DIFFERS),
        (CHISHI, "云泽市赤岩钢铁股份有限公司", NameSignalCode.BRAND_DIFFERS),
        (CHISHI, "云泽市赤石钢铁集团股份有限公司", NameSignalCode.GROUP_DIFFERS),
        (CHISHI, CHISHI + "霜河分公司", NameSignalCode.BRANCH_DIFFERS),
        ("Velba Capital Trust I", "Velba Capital Trust II", NameSignalCode.NUMBERS_DIFFER),
        ("Velba Bank (Hong Kong) Ltd", "Velba Bank (Singapore) Ltd", NameSignalCode.REGION_DIFFERS),
        ("Quellmark AG", "Quellmark GmbH", NameSignalCode.FORM_DIFFERS),
        (CHISHI, "Yunze Chishi Steel Co., Ltd.", NameSignalCode.DIFFERENT_SCRIPTS),
        ("", "Velba Steel Ltd", NameSignalCode.NO_NAME),
    ],
)
def test_names_of_two_companies_are_told_apart_with_the_reason(left: str, right: str, code: NameSignalCode) -> None:
    comparison = compare_company_names(left, right)
    assert comparison.score < SAME
    assert code in {signal.code for signal in comparison.signals}


def test_every_signal_has_a_sentence_in_both_languages() -> None:
    comparison = compare_company_names(CHISHI, "霜河市赤石钢铁有限公司")
    assert len(comparison.signals) > 1
    for signal in comparison.signals:
        assert signal.explain("zh") != signal.explain("en")
        assert signal.explain("en").endswith(".")


@pytest.mark.parametrize("name", ["Vеlbа Steel Ltd", "VELВA STEEL LTD", "ΝELBA Steel Ltd", "νelba Steel Ltd"])
def test_look_alike_letters_are_read_and_reported(name: str) -> None:
    latin = "Nelba Steel Ltd" if name.startswith("Ν") else "Velba Steel Ltd"
    comparison = compare_company_names(name, latin)
    assert comparison.score >= SAME
    assert NameSignalCode.LOOK_ALIKE_LETTERS in {signal.code for signal in comparison.signals}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("陈霁岚", "陳霽嵐", True),
        ("張偉舟", "张伟舟", True),
        ("张伟舟", "张伟州", False),
        ("Torvan Velba", "VELBA, Torvan", True),
        ("Torvan K. Velba", "Torvan Velba", True),
        ("Mr Torvan Velba", "T. Velba", True),
        ("Torvan Velba", "Torvan Quellmark", False),
        ("张伟舟", "Torvan Velba", False),
    ],
)
def test_names_of_people_are_compared_by_their_words(left: str, right: str, same: bool) -> None:
    assert (compare_person_names(left, right).score >= SAME) is same


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_compare_alike_in_both_directions(left: str, right: str) -> None:
    for compare in (compare_company_names, compare_person_names):
        comparison = compare(left, right)
        assert 0 <= comparison.score <= 1
        assert comparison.score == pytest.approx(compare(right, left).score, abs=0.05)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@given(st.text(max_size=60))
def test_any_text_can_be_read_as_a_name(text: str) -> None:
    name = read_company_name(text)
    assert name.brand is None or name.brand
    short_names(text)
