"""What all rows of a batch share is sent once, and no value changes its type by that."""

from datetime import date

from riskgraph.graph.load.entry_rows import find_shared

DAY = date(2024, 1, 1)


def test_what_all_rows_share_is_taken_out() -> None:
    rows = [{"start": f"a{n}", "known_from": DAY, "names": [], "share": 0.5} for n in range(30)]
    apart, shared = find_shared(rows)
    assert shared == {"known_from": DAY, "names": [], "share": 0.5}
    assert apart == [{"start": f"a{n}"} for n in range(30)]


def test_what_one_row_says_otherwise_or_not_at_all_stays() -> None:
    rows = [{"flag": 1, "share": 1.0, "day": DAY} for _ in range(30)]
    rows[15] = {"flag": True, "share": 1}
    apart, shared = find_shared(rows)
    assert shared == {}
    assert [type(value) for value in apart[15].values()] == [bool, int]
    assert apart == rows


def test_few_rows_are_sent_as_they_are() -> None:
    rows = [{"share": 0.5}, {"share": 0.5}]
    assert find_shared(rows) == (rows, {})
