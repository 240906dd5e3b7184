"""The most that a party can have, where sizes on the way are bands or unknown."""

import pytest

from riskgraph.graph.read.ties import TieView
from riskgraph.models.ownership import at_most
from riskgraph.models.ownership.at_most import UpperBounds

from ..owners import hold, state
from .test_beneficial_ownership import find


def find_most(*holdings: TieView) -> dict[str, float]:
    """Return the most that each end can have of company C."""
    owned = find(*holdings)
    return {end.party.id: end.share_max for end in (*owned.owners, *owned.others)}


def test_a_known_holding_on_the_way_bounds_what_an_end_can_have() -> None:
    chain = (hold("A", "C"), hold("B", "A", 0.5), hold("P", "B", 0.25))
    assert find_most(*chain) == pytest.approx({"P": 0.125})


def test_a_band_grows_to_its_upper_bound_only() -> None:
    assert find_most(hold("P", "C", share_max=0.2)) == pytest.approx({"P": 0.2})


def test_an_unknown_holding_can_be_what_the_others_leave() -> None:
    assert find_most(hold("P", "C"), hold("Q", "C", 0.7)) == pytest.approx({"P": 0.3, "Q": 0.7})


def test_unknown_sizes_in_a_ring_settle() -> None:
    assert find_most(hold("P", "A", 0.1), hold("C", "A"), hold("A", "C")) == pytest.approx({"P": 1.0})


def test_a_company_that_holds_its_own_controller_is_no_owner_of_itself() -> None:
    owned = find(hold("P", "C", 0.4), hold("C", "B"), stated=(state("B", "C"),))
    assert "C" not in {end.party.id for end in owned.others}


def test_parties_that_hold_the_same_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[str] = []
    compute = UpperBounds.compute_most

    def count(bounds: UpperBounds, party: str) -> float | None:
        computed.append(party)
        return compute(bounds, party)

    monkeypatch.setattr(UpperBounds, "compute_most", count)
    assert find_most(hold("A", "C"), *(hold(f"P{number}", "A") for number in range(9))).keys() >= {"P0", "P8"}
    assert len(computed) == 1


def test_more_steps_than_allowed_leave_the_bound_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_most, "MOST_STEPS", 0)
    assert find_most(hold("A", "C"), hold("B", "A", 0.5), hold("P", "B", 0.25)) == {"P": 1.0}
