"""Broken inputs: each ends in one clear sentence, and the good rows of the file are in."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from riskgraph.errors import SourceError
from riskgraph.ingest.records import Entry, Holding, Party, Reject
from riskgraph.ingest.source import open_source

ZOO = Path(__file__).parent.parent / "zoo"
KNOWN = date(2024, 1, 1)


def read_zoo(name: str, folder: Path = ZOO) -> tuple[list[Entry], list[Reject]]:
    """The entries and rejects of one file of the zoo."""
    rows = list(open_source(str(ZOO / "holdings.yml")).read(folder / name, KNOWN))
    return [row for row in rows if isinstance(row, Entry)], [row for row in rows if isinstance(row, Reject)]


def read_one_reject(name: str) -> Reject:
    """The only reject of a file whose other row is good."""
    entries, rejects = read_zoo(name)
    assert len(entries) == 1
    assert len(rejects) == 1
    return rejects[0]


@pytest.mark.parametrize(
    "name", ["good.csv", "bom.csv", "gb18030.csv", "utf16.csv", "good_zipped.csv.gz", "semicolons.csv"]
)
def test_the_same_rows_come_from_every_encoding_delimiter_and_container(name: str) -> None:
    entries, rejects = read_zoo(name)
    assert not rejects
    assert [entry.items for entry in entries] == [entry.items for entry in read_zoo("good.csv")[0]]
    assert entries[0].items[0] == Party(id="zoo:乙-002", kind="Company", name="虚构乙公司")  # type: ignore[arg-type]
    assert [item.share for entry in entries for item in entry.items if isinstance(item, Holding)] == [0.4, 0.125]


def test_a_header_without_rows_is_an_empty_table() -> None:
    assert read_zoo("header_only.csv") == ([], [])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("absent.csv", "absent.csv does not exist"),
        ("empty.csv", "empty.csv is empty"),
        ("no_delimiter.csv", "it has no , ; | or tab"),
        ("missing_column.csv", "has no column 'percent'; it has 'holder', 'company'"),
        ("duplicate_header.csv", "more than one column .percent."),
        ("picture.csv", "neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_load_with_a_sentence(name: str, words: str) -> None:
    with pytest.raises(SourceError, match=words.replace("|", r"\|")):
        read_zoo(name)


@pytest.mark.parametrize(
    ("name", "column", "value", "reason"),
    [
        ("percent_130.csv", "percent", "130", "a percentage outside 0 to 100"),
        ("about_a_third.csv", "percent", "约三成", "a share that is not a number"),
        ("february_31.csv", "since", "2021-02-31", "a day outside the calendar"),
        ("self_owner.csv", "company", "zoo:乙-002", "a company that owns itself"),
        ("nobody.csv", "holder, company, since", "", "an empty cell in the reference"),
        ("nul_byte.csv", "", "甲-001乙-002虚\\x00构乙公司402021-03-04", "a NUL byte"),
        (
            "open_quote.csv",
            "",
            '甲-001,乙-002,"虚构乙公司,40,2021-03-04',
            "an unclosed quote, or a quote inside a cell",
        ),
        (
            "stray_quote.csv",
            "",
            '甲-001,乙-002,"虚构"乙公司,40,2021-03-04',
            "an unclosed quote, or a quote inside a cell",
        ),
    ],
)
def test_a_bad_row_is_rejected_with_its_place_and_the_good_row_is_in(
    name: str, column: str, value: str, reason: str
) -> None:
    reject = read_one_reject(name)
    assert (reject.place.file, reject.place.row) == (name, 2)
    assert (reject.column, reject.value, reject.reason) == (column, value, reason)
    assert reject.remedy


def test_rows_of_another_length_than_the_header_are_rejected_by_line() -> None:
    entries, rejects = read_zoo("ragged.csv")
    assert [entry.place.row for entry in entries] == [2, 5]
    assert [(reject.place.row, reject.reason) for reject in rejects] == [
        (3, "fewer cells than the header has"),
        (4, "more cells than the header has"),
    ]


def test_lines_are_counted_right_after_a_line_break_in_a_cell() -> None:
    entries, rejects = read_zoo("line_break_in_cell.csv")
    assert entries[0].items[0] == Party(id="zoo:乙-002", kind="Company", name="虚构 乙公司")  # type: ignore[arg-type]
    assert (entries[0].place.row, rejects[0].place.row) == (2, 4)


def test_a_few_damaged_characters_cost_their_row_only() -> None:
    entries, rejects = read_zoo("damaged_utf8.csv")
    assert len(entries) == 3
    assert [reject.column for reject in rejects] == ["company_name"]
    assert rejects[0].reason.startswith("damaged characters: not utf-8")


def test_characters_that_an_export_lost_are_told_as_lost(tmp_path: Path) -> None:
    text = (ZOO / "good.csv").read_text(encoding="utf-8")
    (tmp_path / "lost.csv").write_text(text.replace("乙公司", "乙\ufffd司"), encoding="utf-8")
    (reject,) = read_zoo("lost.csv", tmp_path)[1]
    assert reject.reason == "damaged characters: not utf-8, or lost before the file was written (U+FFFD)"


def test_a_cell_of_absurd_length_costs_its_row_only(tmp_path: Path) -> None:
    header, first, second = (ZOO / "good.csv").read_text(encoding="utf-8").splitlines()
    long = first.replace("虚构乙公司", "长" * 200_000)
    (tmp_path / "long.csv").write_text("\n".join((header, long, second)), encoding="utf-8")
    entries, rejects = read_zoo("long.csv", tmp_path)
    assert [entry.place.row for entry in entries] == [3]
    assert len(rejects[0].value) == 80


def test_western_letters_in_an_old_encoding_are_not_taken_for_chinese(tmp_path: Path) -> None:
    text = (ZOO / "good.csv").read_text(encoding="utf-8").splitlines()[
        0
    ] + "\na,b,Müllhäuser Erfundene Söhne,40,2021-03-04\n"
    (tmp_path / "latin.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(SourceError, match="neither UTF-8 nor GB18030"):
        read_zoo("latin.csv", tmp_path)


def test_a_broken_archive_is_named(tmp_path: Path) -> None:
    whole = gzip.compress((ZOO / "good.csv").read_bytes() * 1000)
    (tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match=r"cut\.csv\.gz"):
        read_zoo("cut.csv.gz", tmp_path)


def test_reading_is_lazy_but_missing_columns_are_found_before_the_first_row() -> None:
    source = open_source(str(ZOO / "holdings.yml"))
    with pytest.raises(SourceError):
        source.read(ZOO / "missing_column.csv", KNOWN)
    assert isinstance(next(iter(source.read(ZOO / "good.csv", KNOWN))), Entry)
