"""Rows of delivered lines are cut as loading reads them, also where a cell has a quote or goes on for several lines."""

import pytest

from riskgraph.graph.load.deliveries.lines import empty_rows, group_rows, read_delimiter

HEADER = "code,name,remark\n"
ROWS = [
    ["1,a,plain\n"],
    ['2,b,7" pipes\n'],
    ['3,c,"first\n', "second, phone 139\n", 'last"\n'],
    ['4,d,"say ""so"""\n'],
    ['5,e,size 5"\n'],
    ["6,f,end\n"],
]
LINES = [HEADER, *(line for row in ROWS for line in row)]


def test_lines_are_grouped_into_rows() -> None:
    assert list(group_rows(LINES[1:], read_delimiter(HEADER))) == ROWS


@pytest.mark.parametrize(
    ("number", "emptied"), [(2, {2}), (3, {3}), (4, {4, 5, 6}), (5, {4, 5, 6}), (8, {8}), (9, {9})]
)
def test_a_row_is_emptied_to_its_end_and_no_further(number: int, emptied: set[int]) -> None:
    after = list(empty_rows(LINES, {number}))
    assert {place for place, line in enumerate(after, 1) if line == "\n"} == emptied
    assert [line for place, line in enumerate(LINES, 1) if place not in emptied] == [
        line for line in after if line != "\n"
    ]


def test_the_delimiter_is_that_of_the_header() -> None:
    lines = ["code;name\n", '1;a,"b\n', "2;c\n"]
    assert list(empty_rows(lines, {2})) == ["code;name\n", "\n", "2;c\n"]
