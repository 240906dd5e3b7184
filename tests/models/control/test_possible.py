"""Who may control a company where holdings are bands or of unknown size."""

import pytest

from riskgraph.models.control.possible import find_possible_controllers
from riskgraph.models.ownership.above_company import Ownership

from ..owners import TieView, build_owners, hold, relate, state


def possible(*ties: TieView, **more: object) -> dict[str, float | None]:
    """Return the possible controllers with the votes that each can have at most."""
    found = find_possible_controllers(Ownership(build_owners(*ties, **more)))  # type: ignore[arg-type]
    return {" ".join(member.id for member in one.members): one.votes_at_most for one in found.sides}


def test_a_holder_of_unknown_size_may_have_what_the_others_leave() -> None:
    assert possible(hold("P", "C"), hold("Q", "C", 0.3)) == {"P": 0.7}
    assert possible(hold("P", "C"), hold("Q", "C", 0.5)) == {}


@pytest.mark.parametrize(("most", "found"), [(0.5, {}), (0.75, {"P": 0.75})])
def test_a_band_may_be_a_majority(most: float, found: dict[str, float]) -> None:
    assert possible(hold("P", "C", share_min=0.25, share_max=most), hold("Q", "C", 0.1)) == found


def test_several_holders_of_unknown_size_are_each_possible() -> None:
    assert possible(hold("P", "C"), hold("Q", "C")) == {"P": 1.0, "Q": 1.0}


def test_exact_holdings_leave_nothing_open() -> None:
    assert possible(hold("P", "C", 0.3), hold("Q", "C", 0.3)) == {}


def test_what_a_party_may_control_on_the_way_counts() -> None:
    assert possible(hold("P", "A"), hold("A", "C", 0.4), hold("P", "C", 0.2), hold("Q", "C", 0.4)) == {"P": 0.6}


def test_who_may_control_the_known_controller_is_named_and_the_known_one_is_not() -> None:
    assert possible(hold("P", "A"), hold("A", "C", 0.6)) == {"P": 0.6}


def test_a_company_with_a_known_controller_stands_back_for_it() -> None:
    assert possible(hold("P", "A", 1.0), hold("A", "C"), hold("Q", "C", 0.3)) == {"P": 0.7}


def test_a_circle_may_control_together_what_no_member_may() -> None:
    ties = (hold("P", "C", share_max=0.3), hold("Q", "C", 0.3), hold("R", "C", 0.4))
    assert possible(*ties) == {}
    assert possible(*ties, circles=[relate("P", "Q")]) == {"P Q": 0.6}


def test_a_majority_with_reported_votes_leaves_nothing_open() -> None:
    assert possible(hold("P", "C", 0.2, voting_share=0.6), hold("Q", "C")) == {}


def test_a_stated_controller_of_a_company_on_the_way_may_control() -> None:
    assert possible(hold("A", "C"), hold("Q", "C", 0.2), stated=[state("P", "A")]) == {"P": 0.8}


def test_who_may_control_a_stated_controller_has_no_number_of_votes() -> None:
    assert possible(hold("P", "A"), hold("Q", "C", 0.3), stated=[state("A", "C")]) == {"P": None}


JOINT = (state("P", "A"), state("R", "A"))


@pytest.mark.parametrize(("held", "most"), [({"share_min": 0.0, "share_max": 0.7}, 0.7), ({}, 1.0)])
def test_joint_controllers_of_a_company_on_the_way_may_control(held: dict[str, float], most: float) -> None:
    assert possible(hold("A", "C", **held), stated=JOINT) == {"P R": most}


def test_joint_controllers_have_no_votes_of_their_own_together() -> None:
    ties = (hold("A", "C", share_max=0.4), hold("P", "C", 0.2), hold("R", "C", 0.2))
    assert possible(*ties, stated=JOINT) == {}


def test_whoever_may_control_all_of_a_stated_set_may_control_what_the_set_does() -> None:
    ties = (hold("H", "P"), hold("H", "R"), hold("A", "C"))
    assert possible(*ties, stated=JOINT) == {"H": 1.0, "P R": 1.0}
    assert possible(*ties[1:], stated=JOINT) == {"P R": 1.0}


def test_joint_controllers_who_control_for_certain_are_not_possible_ones() -> None:
    assert possible(hold("A", "C", 0.6), hold("Q", "C"), stated=JOINT) == {}


def test_of_very_many_possible_controllers_the_largest_are_listed() -> None:
    ties = [hold(f"H{number:04}", "C") for number in range(1100)]
    found = find_possible_controllers(Ownership(build_owners(*ties)))
    assert (len(found.sides), found.complete) == (1000, False)
