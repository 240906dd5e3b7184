"""Check characters of identifiers: the standards' examples, and what holds for every code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from riskgraph.errors import RecordError
from riskgraph.ingest.identifiers import (
    USCC_SIGNS,
    IdentifierKind,
    check_identifier,
    compute_organisation_check,
    find_kind,
    is_lei,
    is_organisation_code,
    is_uscc,
)

VALID_USCCS = ["91350100M000100Y43", "91110000600037341L", "91440300708461136T"]
VALID_LEI = "213800KUD8LAJWSQ9D15"

uscc_bodies = st.builds(
    lambda authority, region, organisation: (
        authority + region + organisation + compute_organisation_check(organisation)
    ),
    st.text(USCC_SIGNS, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(USCC_SIGNS, min_size=8, max_size=8),
)


@pytest.mark.parametrize("code", VALID_USCCS)
def test_valid_codes_of_the_standard_and_of_companies_pass(code: str) -> None:
    assert is_uscc(code)


def test_the_wrong_check_character_of_the_standard_fails() -> None:
    assert not is_uscc("91350100M000100Y4Z")


def test_a_remainder_of_zero_gives_the_check_character_zero() -> None:
    bodies = (f"9135010{number:010d}" for number in range(10000))
    body = next(body for body in bodies if uscc.calc_check_digit(body) == "0")
    assert sum(USCC_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body)) % 31 == 0


@given(uscc_bodies)
def test_every_body_with_its_check_character_passes(body: str) -> None:
    assert is_uscc(body + uscc.calc_check_digit(body))


@given(uscc_bodies, st.integers(0, 17), st.sampled_from(USCC_SIGNS))
def test_one_changed_character_is_always_found(body: str, place: int, sign: str) -> None:
    code = body + uscc.calc_check_digit(body)
    changed = code[:place] + sign + code[place + 1 :]
    assert is_uscc(changed) == (changed == code)


def test_letters_of_the_authority_are_allowed_and_letters_of_the_region_are_not() -> None:
    rural, region = "N2350100M000100Y4", "91A50100M000100Y4"
    assert is_uscc(rural + uscc.calc_check_digit(rural))
    assert not is_uscc(region + uscc.calc_check_digit(region))


def test_a_company_with_a_wrong_inner_check_fails_though_the_outer_one_is_right() -> None:
    body = "91350100M000100Y5"
    assert not is_uscc(body + uscc.calc_check_digit(body))


def test_a_code_of_another_authority_needs_no_inner_check() -> None:
    body = "12350100M000100Y5"
    assert is_uscc(body + uscc.calc_check_digit(body))


@pytest.mark.parametrize("text", ["", "91350100M000100Y4", "9135010OM000100Y43", "350100100000001", "９１３５"])
def test_texts_of_another_form_are_no_credit_codes(text: str) -> None:
    assert not is_uscc(text)


def test_spaces_hyphens_width_and_case_do_not_matter() -> None:
    assert is_uscc(" 91350100-m000100y43 ")
    assert is_uscc("９１３５０１００Ｍ０００１００Ｙ４３")


def test_the_example_of_an_lei_passes_and_a_changed_one_fails() -> None:
    assert is_lei(VALID_LEI)
    assert not is_lei(VALID_LEI[:-1] + "6")


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=18, max_size=18))
def test_every_lei_with_its_check_digits_passes_and_with_others_fails(body: str) -> None:
    number = int("".join(str(int(sign, 36)) for sign in body) + "00")
    check = 98 - number % 97
    assert is_lei(f"{body}{check:02d}")
    assert not is_lei(f"{body}{(check + 1) % 100:02d}")


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
def test_every_organisation_code_with_its_check_passes(body: str) -> None:
    assert is_organisation_code(f"{body}-{compute_organisation_check(body)}")


@given(st.text(max_size=30))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    assert find_kind(text) in {None, *IdentifierKind}


def test_kinds_are_told_by_form_and_check() -> None:
    assert find_kind(VALID_USCCS[0]) is IdentifierKind.USCC
    assert find_kind(VALID_LEI) is IdentifierKind.LEI
    assert find_kind("M000100Y-4") is IdentifierKind.ORGANISATION_CODE
    assert find_kind("350100100000001") is IdentifierKind.REGISTRATION_NUMBER


def test_an_identifier_gets_one_spelling_and_a_wrong_one_is_refused() -> None:
    assert check_identifier("uscc:91350100m000100y43") == "uscc:91350100M000100Y43"
    assert check_identifier("harbour:a 1") == "harbour:a 1"
    for wrong in ("uscc:91350100M000100Y4Z", "lei:1", "91350100M000100Y43", "uscc:"):
        with pytest.raises(RecordError):
            check_identifier(wrong)
