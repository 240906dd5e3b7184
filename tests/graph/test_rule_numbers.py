"""A finding is the same finding next time, whatever the engine's last digits and order of records."""

from riskgraph.graph.rules.run import settle


def test_sums_that_differ_in_their_last_digits_settle_to_one_number() -> None:
    rows = [{"share": share, "records": ["r"]} for share in (0.1 + 0.2, 0.3, 0.3 + 4e-7, 0.3 - 4e-7)]
    assert [settle(row)["share"] for row in rows] == [0.3] * 4


def test_a_difference_in_the_sixth_digit_stays() -> None:
    assert settle({"share": 0.300001, "records": []})["share"] == 0.300001


def test_records_come_once_in_order_and_without_gaps() -> None:
    assert settle({"count": 3, "records": ["b", None, "a", "b", ""]}) == {"count": 3, "records": ["a", "b"]}
