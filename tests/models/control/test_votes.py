"""Holders without reported votes have what is left, in proportion to their capital, and never more than it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.models.control.statements import StatedShare, find_stated_share
from riskgraph.models.control.votes import limit_unreported, read_stated_confidence

HOLDERS = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.integers(0, 3)), max_size=20)


def limit(*holders: tuple[float, bool, int]) -> list[float]:
    """Return the votes of holders: capital or votes, whether they are reported, and the company."""
    votes, reported, company = (np.array(part) for part in zip(*holders, strict=True))
    return [round(float(value), 9) for value in limit_unreported(votes, reported, company)]


def test_two_classes_of_shares() -> None:
    assert limit((0.6, True, 0), (0.8, False, 0)) == [0.6, 0.4]
    assert limit((0.6, True, 0), (0.6, False, 0), (0.2, False, 0)) == [0.6, 0.3, 0.1]
    assert limit((0.2, True, 0), (0.5, False, 0), (0.8, False, 1)) == [0.2, 0.5, 0.8]
    assert limit((1.2, True, 0), (0.3, False, 0)) == [1.2, 0.0]


@given(HOLDERS)
def test_nobody_gains_and_nothing_is_beyond_what_is_left(holders: list[tuple[float, bool, int]]) -> None:
    if not holders:
        return
    limited = limit(*holders)
    for (votes, reported, company), value in zip(holders, limited, strict=True):
        others = [one for one in holders if one[2] == company]
        if reported or not any(one[1] for one in others):
            assert value == pytest.approx(votes, abs=1e-8)
            continue
        left = max(1 - sum(one[0] for one in others if one[1]), 0)
        assert value <= votes + 1e-8
        assert value <= left + 1e-8


def test_of_the_shares_stated_for_a_controller_the_largest_counts() -> None:
    shares = ((0.3, None), (0.6, 0.9), (None, 0.4), (None, None))
    stated = [("a", StatedShare(f"source {place}", *share)) for place, share in enumerate(shares)]
    assert find_stated_share(stated, {"a"}) == 0.6
    assert find_stated_share([*stated, ("a", StatedShare("source 2", None, 0.3))], {"a"}) == pytest.approx(0.7)
    assert find_stated_share(stated[3:], {"a"}) is None


def test_what_is_stated_for_several_together_is_not_the_share_of_one_of_them() -> None:
    stated = [(party, StatedShare("source", 0.7, None)) for party in "ab"]
    assert [find_stated_share(stated, side) for side in ({"a"}, {"a", "b"}, {"a", "b", "c"})] == [None, 0.7, 0.7]


def test_a_controller_is_as_sure_as_the_least_sure_statement() -> None:
    rows = [{"controller": "p", "company": "a", "confidence": sure} for sure in (0.9, 0.6, 0.8)]
    assert read_stated_confidence([*rows, {"controller": "q", "company": "a"}], {"p": 0, "q": 2, "a": 1}) == {
        (0, 1): 0.6, (2, 1): 1.0,
    }  # fmt: skip
