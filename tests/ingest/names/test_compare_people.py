"""How far each difference between two people's names lowers their score, and what looks like a Chinese name."""

import pytest

from riskgraph.ingest.names import compare_person_names
from riskgraph.ingest.names.person import looks_like_chinese_person


@pytest.mark.parametrize(
    ("left", "right", "code", "score"),
    [
        ("张伟舟", "张 伟舟", "same_text", 1.0),
        ("张伟舟", "张伟州", "word_differs", 0.6 * 2 / 3),
        ("张伟舟", "Torvan Velba", "different_scripts", 0.0),
        ("", "Velba", "no_name", 0.0),
        ("Mr Velba", "VELBA", "same_text", 1.0),
        ("J.R. Velba", "J R Velba", "same_text", 1.0),
        ("Anna-Lena O'Velba", "Anna Lena Ovelba", "same_text", 1.0),
        ("Torvan Velba", "Velba, Torvan", "word_order", 0.97),
        ("Tor Van Velba", "Torvan Velba", "words_same", 0.95),
        ("T. Velba", "Torvan Velba", "initial", 0.85),
        ("K. Velba", "Torvan Velba", "word_differs", 0.0),
        ("T. K. Velba", "Torvan Velba Korn", "initial", 0.85 * 0.985),
        ("Torvan Velba", "Torvam Velba", "word_similar", 5 / 6),
        ("Toni Velba", "Tony Velba", "word_similar", 0.75),
        ("Abc Velba", "Abcd Velba", "word_differs", 0.6 * 0.75),  # three letters are too few to forgive one
        ("Korva Velba", "Torvan Velba", "word_differs", 0.6 * 4 / 6),
        ("Torvan K. Velba", "Torvan Velba", "word_missing", 0.9),
        ("Velba", "Torvan Velba", "word_missing", 0.6),
        ("Torvan", "Torvan Karl Velba", "word_missing", 0.6),
    ],
)
def test_one_difference_has_its_highest_score(left: str, right: str, code: str, score: float) -> None:
    for comparison in (compare_person_names(left, right), compare_person_names(right, left)):
        assert code in [signal.code for signal in comparison.signals]
        assert comparison.score == pytest.approx(score, abs=1e-4)


def test_a_signal_names_the_words_it_compares() -> None:
    (missing,) = compare_person_names("Torvan", "Torvan Karl Velba").signals
    assert (missing.left, missing.right) == ("", "karl velba")
    (initial,) = compare_person_names("T. Velba", "Torvan Velba").signals
    assert (initial.left, initial.right) == ("t", "torvan")


def test_a_name_of_titles_only_keeps_them() -> None:
    assert compare_person_names("Mr", "Mr").score == 1.0
    (signal,) = compare_person_names("Mr", "Velba").signals
    assert (signal.left, signal.right) == ("mr", "velba")


@pytest.mark.parametrize(
    ("name", "is_person"),
    [
        ("张伟", True),
        ("张 伟 舟", True),
        ("张伟舟岚", False),  # four characters need a surname of two
        ("张", False),
        ("欧阳", True),
        ("欧阳霁岚", True),
        ("欧阳霁岚舟", False),
        ("伟张", False),
        ("张a", False),
        ("", False),
    ],
)
def test_a_chinese_person_has_a_known_surname_and_two_to_four_characters(name: str, is_person: bool) -> None:
    assert looks_like_chinese_person(name) is is_person
