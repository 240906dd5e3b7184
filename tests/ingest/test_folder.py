"""Files beside those of a source: a copy or another form of one stops the load, any other table is a warning."""

import logging
from collections.abc import Mapping
from pathlib import Path

import pytest

from riskgraph.errors import SourceError
from riskgraph.ingest.folder import check_folder, find_twin

MAPPED = {"holdings.csv": False, "fees_2025.csv": True}


def check(folder: Path, *names: str, mapped: Mapping[str, bool] = MAPPED) -> None:
    for name in names:
        (folder / name).write_text("a\n", encoding="utf-8")
    check_folder("register", folder, mapped, ["notes.csv"])


@pytest.mark.parametrize(
    "name",
    [
        "holdings (1).csv", "holdings（2）.csv", "holdings(1).csv", "Holdings.csv", "holdings .csv",
        "holdings_2026.csv", "holdings-2026-11-30.csv", "holdings 20261130.csv", "holdings_2026年11月30日.csv",
        "holdings2.csv", "holdings_v2.csv", "holdings.csv.gz", "holdings.csv.gz ", "holdings.csv ",
        "holdings.tsv", "holdings.xlsx", "Holdings (1).XLSX", "holdings.csv.zip", "holdings - copy.csv",
        "Copy of holdings.csv", "holdings - 副本.csv", "holdings的副本.csv", "holdings_2026.csv.gz",
    ],
)  # fmt: skip
def test_a_copy_or_another_form_beside_a_file_that_is_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match=r"beside holdings\.csv, which register .* place: move it") as refused:
        check(tmp_path, "holdings.csv", name)
    assert name in str(refused.value)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("holdings (1).csv", r"rename holdings \(1\).csv to holdings.csv"),
        ("holdings.csv.gz ", "rename 'holdings.csv.gz ' to holdings.csv.gz"),
        ("holdings.csv.bak", "rename holdings.csv.bak to holdings.csv"),
        ("holdings.xlsx", "save its rows as text in holdings.csv"),
    ],
)
def test_a_copy_in_the_place_of_a_file_is_refused_with_the_way_out(tmp_path: Path, name: str, remedy: str) -> None:
    with pytest.raises(SourceError, match=f"lacks holdings.csv, which register needs: {remedy}, or move it out"):
        check(tmp_path, name)


@pytest.mark.parametrize(
    "name", ["holders.csv", "budget.xlsx", "fees_2026.csv", "fees.csv", "holdings.csv.bak", "holdings.csv~"]
)
def test_another_table_or_a_backup_is_a_warning(tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        check(tmp_path, "holdings.csv", name)
    assert caplog.messages == [f"{name} is not a file of source register and was not read"]


@pytest.mark.parametrize("name", ["notes.csv", "holdings.yml", ".holdings.csv.swp", "~$holdings.xlsx", "readme.md"])
def test_files_that_are_named_or_no_tables_are_passed_over(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    check(tmp_path, "holdings.csv", name)
    assert not caplog.messages


def test_a_packed_file_alone_is_the_file_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    check(tmp_path, "holdings.csv.gz")
    assert not caplog.messages


def test_a_copy_in_a_folder_of_a_mapped_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    with pytest.raises(SourceError, match=r"own/holdings \(1\).csv beside holdings.csv"):
        check(tmp_path, "own/holdings.csv", "own/holdings (1).csv", mapped={"own/holdings.csv": False})


def test_a_number_that_the_mapping_names_tells_files_apart() -> None:
    assert find_twin("fees_2026.csv", MAPPED) is None
    assert find_twin("fees_2025 (1).csv", MAPPED) == "fees_2025.csv"
    assert find_twin("copy of " * 16 + "x" + " 1" * 60, MAPPED) is None
