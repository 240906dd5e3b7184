"""A company without a controller has a note that says so, with the votes that no named holder has."""

import pytest

from riskgraph.answers.control import compute_controllers
from riskgraph.answers.notes import Note
from riskgraph.answers.owners import compute_owners
from riskgraph.graph.read.ties import TieView
from riskgraph.models.ownership.above_company import Ownership
from riskgraph.models.ownership.regimes import REGIMES, RegimeId

from ..models.owners import build_owners, hold, state

CODES = {"no_controller_found", "controller_not_known"}


def explain(*ties: TieView, **more: object) -> list[Note]:
    """Return the notes on a missing controller of a company with these holders."""
    _, notes = compute_controllers(Ownership(build_owners(*ties, **more)))  # type: ignore[arg-type]
    return [note for note in notes if note.code in CODES]


def test_votes_without_a_named_holder_are_counted() -> None:
    (note,) = explain(hold("p", "C", 0.3), hold("q", "C", 0.3))
    assert note.en == (
        "no actual controller of name of C (C) was found: no source that counts names one, and no majority of its "
        "votes leads to one; 40.00% of its votes lead to no named holder that counts"
    )
    assert "40.00%的表决权未指向计入的具名股东" in note.zh


def test_of_bands_the_votes_that_no_holder_can_have_are_counted() -> None:
    (note,) = explain(hold("p", "C", share_min=0.2, share_max=0.4), hold("q", "C", 0.1))
    assert note.en.endswith("; at least 50.00% of its votes lead to no named holder that counts")


@pytest.mark.parametrize("more", [{}, {"unread": "p"}])
def test_no_votes_are_counted_where_all_are_named_or_not_all_was_read(more: dict[str, str]) -> None:
    (note,) = explain(hold("p", "C", 0.5), hold("q", "C", 0.5 if not more else 0.1), **more)
    assert note.code == "no_controller_found"
    assert note.en.endswith(
        "not all that stands above it was examined" if more else "no majority of its votes leads to one"
    )


def test_it_does_not_stand_beside_a_named_or_a_possible_controller() -> None:
    assert explain(hold("p", "C", 0.6)) == []
    assert explain(stated=[state("p", "C")]) == []
    assert [note.code for note in explain(hold("p", "C"))] == ["controller_not_known"]


@pytest.mark.parametrize("regime", REGIMES)
def test_owners_have_it_where_the_regime_has_control(regime: RegimeId) -> None:
    found = compute_owners(Ownership(build_owners(hold("p", "C", 0.3))), REGIMES[regime], None)
    assert ("no_controller_found" in [note.code for note in found.notes]) == REGIMES[regime].control
