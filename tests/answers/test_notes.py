"""Notes are declared once, in both languages, and listed in the docs."""

from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from riskgraph.answers.notes import NoteKind, find_family, list_families, list_kinds
from riskgraph.answers.notes.docs import describe_notes
from riskgraph.answers.notes.ownership.contradictions import explain_sums, explain_vote_sums
from riskgraph.answers.notes.ownership.regimes import caution_of, explain_regime
from riskgraph.models.ownership.above_company import Ownership
from riskgraph.models.ownership.regimes import REGIMES, RegimeId
from riskgraph.models.wording import Wording

from ..models.owners import build_owners, hold

PAGE = Path(__file__).parents[2] / "docs" / "notes.md"
KINDS = [kind for kinds in list_families().values() for kind in kinds]


def list_fields(template: str) -> set[str]:
    """Return the values that a template names."""
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def test_the_docs_list_every_note() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_notes()


def test_every_family_declares_notes_and_no_code_is_used_twice() -> None:
    assert {
        "completeness",
        "derived_control",
        "owners",
        "party",
        "rules",
        "score",
        "time",
    } <= list_families().keys()
    assert len(KINDS) == len(list_kinds()) > 30


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_both_languages_say_the_same(kind: NoteKind) -> None:
    assert list_fields(kind.en) == list_fields(kind.zh)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in kind.zh)
    assert kind.when


def test_values_are_written_in_each_language_and_records_are_cited_once() -> None:
    kind = NoteKind(code="c", when="w", en="{names}{more}", zh="{names}{more}")
    note = kind.write(["r1", "r2", "r1"], names=["a", "b"], more=Wording(zh="！", en="!"))
    assert (note.en, note.zh, note.records) == ("a and b!", "a、b！", ("r1", "r2"))


def test_a_day_before_a_regime_is_in_force_is_noted() -> None:
    regime = REGIMES[RegimeId.CN_2024]
    (note,) = explain_regime(regime, date(2024, 10, 31))
    assert note.en.startswith("cn_2024 (China, filing of beneficial owners: 25% or more)")
    assert note.zh.startswith("cn_2024（中国受益所有人信息备案：25%以上（含本数））自2024-11-01起施行")
    assert "in force from 2024-11-01, after the day asked for, 2024-10-31" in note.en
    assert find_family(note) == "regimes"
    assert explain_regime(regime, date(2024, 11, 1)) == []


def test_a_day_on_which_a_regime_is_no_longer_in_force_is_noted() -> None:
    regime = REGIMES[RegimeId.EU_AMLD]
    assert explain_regime(regime, date(2027, 7, 9)) == []
    (note,) = explain_regime(regime, date(2027, 7, 10))
    assert (note.code, "not in force from 2027-07-10" in note.en) == ("regime_ended", True)
    assert "自2027-07-10起不再适用" in note.zh


def test_the_caution_of_a_regime_says_what_was_not_read() -> None:
    assert caution_of(REGIMES[RegimeId.CN_2024]) is None
    caution = caution_of(REGIMES[RegimeId.CN_2025])
    assert caution is not None
    assert ("two digests" in caution.en, "未见规章原文" in caution.zh) == (True, True)


def test_a_regime_without_a_first_day_has_no_note() -> None:
    assert explain_regime(REGIMES[RegimeId.FATF], date(1990, 1, 1)) == []


def test_a_company_above_a_whole_between_sources_is_named_with_the_sources() -> None:
    read = build_owners(hold("x", "C", 0.6, source="one"), hold("y", "C", 0.7, source="two"))
    (note,) = explain_sums(Ownership(read))
    assert note.code == "sources_above_one"
    assert note.en.startswith(
        "sources disagree about who holds name of C (C): the holdings reported by one and two add up to 130.00%"
    )


@pytest.mark.parametrize("capital", [(0.6, 0.7), (0.3, 0.3)])
def test_rivals_with_a_majority_by_their_own_sources_are_named(capital: tuple[float, float]) -> None:
    one, two = (
        hold(holder, "C", share, source=source, voting_share=votes)
        for holder, share, source, votes in (("x", capital[0], "one", 0.6), ("y", capital[1], "two", 0.7))
    )
    (note,) = explain_vote_sums(Ownership(build_owners(one, two)))
    assert note.code == "sources_votes_above_one"
    assert "name of y (y) (70.00% by two) and name of x (x) (60.00% by one) each have a majority" in note.en
    assert "控制人存疑" in note.zh


def test_votes_of_sources_that_exceed_a_whole_without_rivals_are_noted_once() -> None:
    read = build_owners(hold("x", "C", 0.6, source="one"), hold("y", "C", 0.45, source="two"))
    assert list(explain_vote_sums(Ownership(read))) == []


def test_a_source_that_exceeds_a_whole_by_itself_disagrees_with_no_other() -> None:
    read = build_owners(hold("x", "C", 0.6), hold("y", "C", 0.7), hold("z", "C", 0.1, source="two"))
    assert [note.code for note in explain_sums(Ownership(read))] == ["shares_above_one"]


def test_parcels_of_one_holder_that_exceed_a_whole_are_noted_with_their_sum() -> None:
    parcels = [hold("x", "C", 0.7, parcel=True), hold("x", "C", 0.7, parcel=True), hold("y", "C", 0.2)]
    (note,) = explain_sums(Ownership(build_owners(*parcels)))
    assert (note.code, "add up to 160.00%" in note.en, "合计160.00%" in note.zh) == ("shares_above_one", True, True)
