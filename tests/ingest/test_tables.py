"""Tables of any content: what a writer wrote comes back, and no bytes bring anything but a sentence."""

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskgraph.errors import SourceError
from riskgraph.ingest.records import Reject
from riskgraph.ingest.tables import open_table

HEADER = ["id", "name", "note"]
cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufffd"), max_size=20)
rows = st.lists(st.tuples(cells, cells, cells).filter(any), max_size=8)


def write_bytes(folder: str, content: bytes) -> Path:
    """A file of these bytes."""
    path = Path(folder, "a.csv")
    path.write_bytes(content)
    return path


def read_or_complain(path: Path) -> list[tuple[int, list[str]] | Reject | str]:
    """The rows of a table, or the one sentence that says why there are none."""
    try:
        return list(open_table(path, HEADER).read_rows())
    except SourceError as error:
        return [str(error)]


@settings(max_examples=60)
@given(rows, st.sampled_from([",", ";", "|", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_a_writer_wrote_comes_back(written: list[tuple[str, str, str]], delimiter: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([HEADER, *written])
        table = open_table(path, HEADER)
        assert (table.delimiter, table.header) == (delimiter, tuple(HEADER))
        assert [tuple(row[1]) for row in table.read_rows() if not isinstance(row, Reject)] == written


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("\n\nid,name,note\n1,2,3\n", "the first line of a.csv is blank: delete the blank lines before its header"),
        ("\ufeff \t\r\nid,name,note\r\n", "the first line of a.csv is blank"),
        ("\n \n", "a.csv is empty: it has no header"),
    ],
)
def test_blank_lines_before_the_header_are_named(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        open_table(write_bytes(str(tmp_path), content.encode()), HEADER)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 3), max_size=10))
def test_each_row_stands_on_the_line_on_which_an_editor_shows_its_begin(breaks: list[int]) -> None:
    lines = [f'{number},"{"x" + chr(10) * count}",z' for number, count in enumerate(breaks)]
    with tempfile.TemporaryDirectory() as folder:
        table = open_table(write_bytes(folder, "\n".join((",".join(HEADER), *lines)).encode()), HEADER)
        found = [row[0] for row in table.read_rows() if not isinstance(row, Reject)]
    assert found == [2 + number + sum(breaks[:number]) for number in range(len(breaks))]


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda tail: b"id,name,note\n" + tail)))
def test_any_bytes_are_rows_or_rejects_or_one_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_bytes(folder, content)
        found = read_or_complain(path)
    assert all("a.csv" in row if isinstance(row, str) else isinstance(row, Reject) or len(row[1]) == 3 for row in found)


@pytest.mark.parametrize("encoding", ["idna", "undefined", "punycode", "rot13", "a\0b", "nonsense", "utf-16"])
def test_an_encoding_that_the_file_is_not_in_is_one_sentence(tmp_path: Path, encoding: str) -> None:
    path = write_bytes(str(tmp_path), "id,name,note\n1,甲,乙\n".encode())
    with pytest.raises(SourceError, match=r"^a\.csv .*(declare the correct `encoding`|breaks off after line)"):
        list(open_table(path, HEADER, encoding=encoding).read_rows())


def test_a_quote_that_is_never_closed_costs_its_line_only(tmp_path: Path) -> None:
    lines = ["id,name,note", '1,"a,b', *(f"{number},c,d" for number in range(2, 30_000))]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    found = list(open_table(tmp_path / "a.csv", HEADER).read_rows())
    assert [row.place.row for row in found if isinstance(row, Reject)] == [2]
    assert len(found) == 29_999
