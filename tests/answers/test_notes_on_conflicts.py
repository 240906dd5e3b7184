"""Notes on what does not count say what was stated: a band, the rights that differ, one dispute once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskgraph.answers.notes.conflicts import explain_superseded
from riskgraph.graph.read.party.superseded import Better, Superseded

HELD = Superseded(
    company_id="c",
    holder_id="p",
    company="甲",
    holder="乙",
    kind="shareholder",
    share=None,
    record="bad|1",
    better="good|1",
)
TIE = replace(HELD, type="RELATED_TO", kind="spouse")


def write(*found: Superseded) -> list[str]:
    return [note.en for note in explain_superseded(found)]


@pytest.mark.parametrize(
    ("least", "most", "english", "chinese"),
    [
        (0.4, 0.6, "40.00% to 60.00% of 甲 (c)", "的40.00%至60.00%"),
        (None, 0.6, "at most 60.00% of 甲 (c)", "的至多60.00%"),
        (0.0, 0.6, "at most 60.00% of 甲 (c)", "的至多60.00%"),
        (0.4, None, "at least 40.00% of 甲 (c)", "的至少40.00%"),
        (None, None, "an unknown share of 甲 (c)", "的股份（比例不详）"),
    ],
)
def test_a_band_that_does_not_count_is_written(
    least: float | None, most: float | None, english: str, chinese: str
) -> None:
    (note,) = explain_superseded([replace(HELD, share_min=least, share_max=most)])
    assert (english in note.en, f"乙 (p)持有甲 (c){chinese}" in note.zh) == (True, True)


def test_votes_and_profit_that_differ_are_both_named() -> None:
    counts = Better(share=0.6, voting_share=0.5, income_share=0.2)
    held = replace(HELD, share=0.6, voting_share=0.7, income_share=0.1, said=counts)
    (note,) = explain_superseded([held])
    assert note.code == "other_rights"
    assert "bad states 70.00% of the votes and 10.00% of the profit of 甲 (c) for 乙 (p)" in note.en
    assert "the same capital and 50.00% of the votes and 20.00% of the profit" in note.en
    assert "享有甲 (c)的70.00%表决权、10.00%收益权" in note.zh


def test_the_votes_of_the_same_band_are_compared() -> None:
    held = replace(HELD, share_min=0.4, voting_share=0.7, said=Better(share_min=0.4))
    (note,) = explain_superseded([held])
    assert "the same capital and at least 40.00% of the votes" in note.en


@pytest.mark.parametrize("known", [date(2024, 1, 1), date(2024, 3, 1)])
def test_an_end_may_rest_on_what_a_source_no_longer_lists_and_on_a_newer_day(known: date) -> None:
    (text,) = write(replace(HELD, share=0.7, known_from=known, said=Better(ended=date(2024, 2, 1))))
    assert f"(known since {known})" in text
    assert "good, which is more certain, more trusted or newer, it had ended by 2024-02-01" in text


def test_a_dispute_is_noted_once_with_the_tie_that_it_concerns() -> None:
    said = Better(disputed=True)
    dispute: dict[str, Any] = {"record": "good|1", "better": None, "holder_id": "c", "company_id": "p"}
    (text,) = write(replace(TIE, said=said), replace(TIE, **dispute))
    assert text.startswith("good disputes the marriage that bad states between 乙 (p) and 甲 (c), and is")
    assert len(write(replace(TIE, said=said), replace(TIE, **{**dispute, "record": "third|1"}))) == 2
