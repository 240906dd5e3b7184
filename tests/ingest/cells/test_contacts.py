"""Addresses and telephone numbers are compared in a normal form."""

import pytest

from riskgraph.ingest.cells.contacts import fold_address, read_phones

SAME = [
    ("云泽市虚构路1号", " 云泽市，虚构路１号 "),
    ("云泽市虛構路1號201室", "云泽市虚构路1号201"),
    ("虚构路1号三楼", "虚构路1号第3层"),
    ("虚构路1号二十三层", "虚构路1号23F"),
    ("虚构路1号3栋2单元201室", "虚构路1号3-2-201"),
    ("虚构路1号3号楼201房", "虚构路1号3幢201室"),
    ("虚构路1号3#楼201室", "虚构路1号3-201"),
    ("虚构路1号A座1205", "虚构路1号Ａ栋1205室"),
    ("虚构路1号一〇五室", "虚构路1号105"),
    ("中山三路8号", "中国中山3路8号"),
    ("虚构路12弄3号", "虚构路十二弄 3 号"),
    ("12 Harbour Rd., Room 5", "12 HARBOUR ROAD RM 5"),
    ("No. 12 Harbour St", "12 Harbour Street"),
]
APART = [
    ("虚构路5弄3号", "虚构路5号3"),
    ("虚构路1号2层", "虚构路1号2室"),
    ("虚构路12号3-201室", "虚构路12号32-01室"),
    ("虚构路1号201室", "虚构路1号202室"),
    ("虚构路11号1室", "虚构路1号11室"),
    ("虚构路1号A座1205", "虚构路1号B座1205"),
    ("1 22 Harbour Road", "12 2 Harbour Road"),
    ("虚构路88-1号", "虚构路881号"),
    ("虚构路1号3栋201室", "虚构路1号3层201室"),
]
ONE_NUMBER = [
    "021-61234567",
    "（０２１）6123 4567",
    "+86 21 6123-4567",
    "0086-021-61234567",
    "86 21 61234567",
    "+86 (0)21 61234567",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_address_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert fold_address(one) == fold_address(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_addresses_stay_two(one: str, other: str) -> None:
    assert fold_address(one) != fold_address(other)


@pytest.mark.parametrize("address", [form for pair in SAME + APART for form in pair])
def test_a_normal_address_is_its_own_normal_form(address: str) -> None:
    assert fold_address(fold_address(address)) == fold_address(address)


@pytest.mark.parametrize("text", ONE_NUMBER)
def test_one_number_written_in_many_ways_is_one(text: str) -> None:
    assert read_phones(text) == ("2161234567",)


@pytest.mark.parametrize("text", ["13812345678", "+86 138-1234-5678", "8613812345678", "013812345678"])
def test_a_mobile_number_loses_its_prefix(text: str) -> None:
    assert read_phones(text) == ("13812345678",)


@pytest.mark.parametrize("text", ["021-61234567转801", "021-61234567-801", "021 61234567 ext. 801"])
def test_an_extension_stays(text: str) -> None:
    assert read_phones(text) == ("2161234567-801",)


def test_a_number_abroad_keeps_its_prefix() -> None:
    assert read_phones("+1 381 234 5678") == read_phones("0013812345678") == ("+13812345678",)


def test_a_cell_with_several_numbers_has_each_once() -> None:
    assert read_phones("021-61234567/89；13812345678、+8613812345678") == ("2161234567", "13812345678")


@pytest.mark.parametrize("text", ["无", "00000000", "0", ""])
def test_a_placeholder_is_no_number(text: str) -> None:
    assert read_phones(text) == ()
