"""Cells to values: what is read, and what is refused with a reason."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.errors import RecordError
from riskgraph.ingest.cells import clean
from riskgraph.ingest.cells.amounts import read_amount, read_currency
from riskgraph.ingest.cells.countries import read_country

DAY = date(2021, 3, 4)


@pytest.mark.parametrize(
    "text", ["2021-03-04", "2021/3/4", "2021.3.4", "20210304", "2021年3月4日", " ２０２１年３月４日 "]
)
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert clean.read_date(text) == DAY


@pytest.mark.parametrize("text", ["2021-02-31", "2021年2月31日", "20210231", "0000-01-01", "2021-13-01"])
def test_a_day_that_the_calendar_lacks_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match="calendar"):
        clean.read_date(text)


@pytest.mark.parametrize(
    "text", ["2021", "2021-03", "44259", "2021-3/4", "2021年3-4", "04.03.2021", "yesterday", "2021-W01-1"]
)
def test_what_is_no_whole_day_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match="not a date"):
        clean.read_date(text)


@given(st.dates())
def test_every_day_comes_back_from_each_form(day: date) -> None:
    forms = (day.isoformat(), f"{day:%Y%m%d}".zfill(8), f"{day.year:04d}年{day.month}月{day.day}日")
    assert {clean.read_date(form) for form in forms} == {day}


@pytest.mark.parametrize(
    ("text", "share"), [("65", 0.65), ("65.00%", 0.65), ("65％", 0.65), ("0", 0), ("100", 1), ("49.56", 0.4956)]
)
def test_a_percentage_becomes_a_fraction(text: str, share: float) -> None:
    assert clean.read_percent(text) == share


@pytest.mark.parametrize(("text", "share"), [("0.65", 0.65), ("65%", 0.65), ("1", 1)])
def test_a_share_is_a_fraction_unless_it_has_the_sign(text: str, share: float) -> None:
    assert clean.read_share(text) == share


@pytest.mark.parametrize("read", [clean.read_percent, clean.read_share])
@pytest.mark.parametrize("text", ["130", "130%", "-1", "约三成", ">25-50", "nan", "1e999", "inf", "1_0"])
def test_a_share_that_cannot_be_is_refused_with_what_to_do(read: Callable[[str], float], text: str) -> None:
    with pytest.raises(RecordError) as caught:
        read(text)
    assert caught.value.remedy


@given(st.floats(0, 100))
def test_every_percentage_between_0_and_100_is_a_share(percent: float) -> None:
    assert 0 <= clean.read_percent(repr(percent)) <= 1


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12.5", 12.5), ("1,234.5万元", 12345000), ("3.2亿元", 320000000), ("USD 1,000,000", 1000000),
        ("人民币5000万元", 50000000),
        ("2.5 million US$", 2500000), ("１２３", 123), ("€3bn", 3000000000), ("0", 0),
        ("7元", 7), ("1e6", 1000000), ("1.2万亿", 1.2e12),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_unit_and_currency(text: str, amount: float) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text", ["-5", "若干", "3.2亿两", "$5", "1,23", "5-6万元", "", "1.2.3", "inf", "nan", "1e400", f"{'9' * 400}元"]
)
def test_an_amount_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        read_amount(text)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_amount, f"{'9' * 305}万亿"),
        (clean.read_number, "1e400"),
        (clean.read_integer, "1e300"),
        (clean.read_integer, "-1e19"),
        (clean.read_integer, "9223372036854775808"),
    ],
)
def test_a_number_that_the_graph_cannot_hold_is_refused(read: Callable[[str], float], text: str) -> None:
    with pytest.raises(RecordError, match="too large to be stored"):
        read(text)


@pytest.mark.parametrize(
    ("text", "code"), [("USD 1,000", "USD"), ("3万元", "CNY"), ("港币", "HKD"), ("EUR", "EUR"), ("5", None)]
)
def test_the_currency_is_read_from_a_code_a_name_or_an_amount(text: str, code: str | None) -> None:
    assert read_currency(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("CN", "CN"), ("chn", "CN"), ("香港", "HK"), ("Macau", "MO"), ("中国台湾", "TW"), ("NO", "NO"), ("英国", "GB")],
)
def test_a_country_is_read_by_code_or_name(text: str, code: str) -> None:
    assert read_country(text) == code


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(RecordError):
        read_country("Atlantis")


def test_times_become_their_day() -> None:
    assert clean.read_timestamp("2021-03-04 23:59:59.999") == DAY
    assert clean.read_epoch_ms("1614815999000") == date(2021, 3, 3)
    assert clean.read_epoch_ms("-1") == date(1969, 12, 31)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (clean.read_epoch_ms, "9" * 30),
        (clean.read_timestamp, "noon"),
        (clean.read_year_end, "21"),
        (clean.read_next_year_end, "9999"),
    ],
)
def test_times_that_cannot_be_are_refused(read: Callable[[str], date], text: str) -> None:
    with pytest.raises(RecordError):
        read(text)


def test_a_year_ends_and_the_next_one_too() -> None:
    assert clean.read_year_end("2021") == date(2021, 12, 31)
    assert clean.read_next_year_end("2021") == date(2022, 12, 31)


def test_text_loses_invisible_characters_and_needless_space() -> None:
    assert clean.clean_text(" 虚构\u200b　公司\x07\n") == "虚构 公司"
    assert clean.clean_text(" \u200b ") is None


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        (" Ａ-1 ", "A-1"),
        ("A 1", "A 1"),
        ("A1", "A1"),
        ("A\u3000 1", "A 1"),
        ("张 三", "张三"),
        ("甲 1", "甲1"),
        ("\u200b", None),
    ],
)
def test_white_space_within_an_id_tells_two_parties_apart(text: str, id_: str | None) -> None:
    assert clean.clean_id(text) == id_


@given(st.text())
def test_cleaning_text_twice_is_the_same_as_once(text: str) -> None:
    once = clean.clean_text(text)
    assert once is None or clean.clean_text(once) == once


@pytest.mark.parametrize(("text", "flag"), [("True", True), ("是", True), ("0", False), ("否", False)])
def test_flags_are_read_in_both_languages(text: str, flag: bool) -> None:
    assert clean.read_flag(text) is flag


def test_numbers_that_are_none_are_refused() -> None:
    for read, text in ((clean.read_integer, "3.5"), (clean.read_number, "1,23"), (clean.read_flag, "maybe")):
        with pytest.raises(RecordError):
            read(text)
    assert clean.read_integer("3.0") == 3
    assert clean.read_number("1,234.5") == 1234.5
    assert clean.split_list("、")("甲、 乙、、甲") == ("甲", "乙")


@pytest.mark.parametrize(("text", "share"), [("0", 0.0), ("100", 1.0), ("100%", 1.0), ("99.99％", 0.9999)])
def test_a_percentage_up_to_a_hundred_is_a_fraction(text: str, share: float) -> None:
    assert clean.read_percent(text) == share


@pytest.mark.parametrize("text", ["101", "100.01", "-0.01", "130%"])
def test_a_percentage_beyond_a_hundred_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match="outside 0 to 100"):
        clean.read_percent(text)
