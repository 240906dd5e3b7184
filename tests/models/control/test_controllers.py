"""Who controls a company in the end: by votes, by statements, with a circle, and through which holdings."""

from collections.abc import Sequence

import pytest

from riskgraph.graph.truncation import Truncation
from riskgraph.models.control.controllers import ControlBasis, Controller, find_controllers
from riskgraph.models.ownership.above_company import Ownership

from ..owners import TieView, build_owners, hold, relate, state

Link = tuple[str, str, float | None]


def name_members(controllers: Sequence[Controller]) -> list[list[str]]:
    """Return the ids of the members of each controller."""
    return [[member.id for member in controller.members] for controller in controllers]


def list_links(controller: Controller) -> list[Link]:
    """Return the chain as holder, company and votes."""
    return [(link.holder, link.company, link.votes) for link in controller.chain]


def test_more_than_half_of_the_votes_control() -> None:
    largest = hold("P", "C", 0.6)
    (controller,) = find_controllers(Ownership(build_owners(largest, hold("Q", "C", 0.4))))
    assert [member.name for member in controller.members] == ["name of P"]
    assert (controller.alone, controller.basis, controller.votes_in_company) == (True, ControlBasis.VOTES, 0.6)
    assert list_links(controller) == [("P", "C", 0.6)]
    assert controller.chain[0].ties == (largest,)
    assert (controller.stated, controller.circle) == ((), ())


@pytest.mark.parametrize(("share", "controllers"), [(0.5, []), (0.5 + 5e-10, []), (0.5 + 2e-9, [["P"]])])
def test_half_of_the_votes_within_rounding_does_not_control(share: float, controllers: list[list[str]]) -> None:
    owners = build_owners(hold("P", "C", share), hold("Q", "C", 0.3))
    assert name_members(find_controllers(Ownership(owners))) == controllers


def test_a_company_without_holders_has_no_controller() -> None:
    assert find_controllers(Ownership(build_owners())) == []


def test_the_controller_of_the_controller_is_named_and_not_the_company_between() -> None:
    owners = build_owners(hold("A", "C", 0.6), hold("P", "A", 0.7), hold("Q", "A", 0.3))
    (controller,) = find_controllers(Ownership(owners))
    assert name_members([controller]) == [["P"]]
    assert controller.votes_in_company == 0.6
    assert list_links(controller) == [("A", "C", 0.6), ("P", "A", 0.7)]


def test_direct_votes_and_those_of_controlled_companies_add_up() -> None:
    owners = build_owners(
        hold("P", "C", 0.25), hold("A", "C", 0.3), hold("B", "C", 0.2), hold("P", "A", 0.6), hold("P", "B", 0.4)
    )
    (controller,) = find_controllers(Ownership(owners))
    assert controller.votes_in_company == pytest.approx(0.55)  # B, which P does not control, adds nothing
    assert list_links(controller) == [("A", "C", 0.3), ("P", "C", 0.25), ("P", "A", 0.6)]


def test_votes_are_counted_and_not_the_capital() -> None:
    owners = build_owners(hold("P", "C", 0.2, voting_share=0.7), hold("Q", "C", 0.8))
    (controller,) = find_controllers(Ownership(owners))
    assert (name_members([controller]), controller.votes_in_company) == ([["P"]], 0.7)


@pytest.mark.parametrize(("least", "controllers"), [(0.4, []), (0.6, [["P"]])])
def test_only_the_least_that_a_band_allows_is_counted(least: float, controllers: list[list[str]]) -> None:
    owners = build_owners(hold("P", "C", share_min=least, share_max=0.9))
    assert name_members(find_controllers(Ownership(owners))) == controllers


def test_votes_beyond_the_whole_are_scaled_down_before_control_is_decided() -> None:
    assert find_controllers(Ownership(build_owners(hold("P", "C", 0.6), hold("Q", "C", 0.6)))) == []


def test_votes_in_the_company_are_at_most_all_of_them() -> None:
    owners = build_owners(hold("P", "C", 0.7), hold("A", "C", 0.6), hold("P", "A", 1.0))
    (controller,) = find_controllers(Ownership(owners))
    assert controller.votes_in_company == 1.0


def test_a_ring_that_no_outsider_controls_has_no_controller() -> None:
    assert find_controllers(Ownership(build_owners(hold("A", "C", 0.6), hold("C", "A", 0.6)))) == []


def test_a_ring_is_listed_once_below_its_controller() -> None:
    owners = build_owners(hold("A", "C", 0.6), hold("P", "A", 0.6), hold("C", "A", 0.3))
    (controller,) = find_controllers(Ownership(owners))
    assert name_members([controller]) == [["P"]]
    assert list_links(controller) == [("A", "C", 0.6), ("P", "A", 0.6), ("C", "A", 0.3)]


def test_a_company_held_through_two_others_is_listed_once() -> None:
    owners = build_owners(
        hold("A", "C", 0.5), hold("B", "C", 0.4), hold("D", "A", 0.8), hold("D", "B", 0.7), hold("P", "D", 0.9)
    )
    (controller,) = find_controllers(Ownership(owners))
    assert list_links(controller)[2:] == [("D", "A", 0.8), ("D", "B", 0.7), ("P", "D", 0.9)]


def test_spouses_control_together_what_neither_controls_alone() -> None:
    marriage = relate("Q", "P")
    owners = build_owners(hold("P", "C", 0.3), hold("Q", "C", 0.25), persons="P Q", circles=[marriage])
    (controller,) = find_controllers(Ownership(owners))
    assert name_members([controller]) == [["P", "Q"]]
    assert (controller.alone, controller.basis) == (False, ControlBasis.VOTES)
    assert controller.votes_in_company == pytest.approx(0.55)
    assert controller.circle == (marriage,)


def test_half_together_does_not_control() -> None:
    owners = build_owners(hold("P", "C", 0.3), hold("Q", "C", 0.2), circles=[relate("P", "Q")])
    assert find_controllers(Ownership(owners)) == []


def test_ties_of_a_circle_reach_members_through_each_other() -> None:
    circles = [relate("P", "Q"), relate("Q", "R", "acts_in_concert")]
    owners = build_owners(hold("P", "C", 0.3), hold("R", "C", 0.3), circles=circles)
    (controller,) = find_controllers(Ownership(owners))
    assert name_members([controller]) == [["P", "Q", "R"]]
    assert list_links(controller) == [("P", "C", 0.3), ("R", "C", 0.3)]
    assert controller.circle == tuple(circles)


def test_a_member_who_controls_alone_is_named_alone_and_without_the_circle() -> None:
    owners = build_owners(hold("P", "C", 0.6), hold("Q", "C", 0.3), circles=[relate("P", "Q")])
    (controller,) = find_controllers(Ownership(owners))
    assert name_members([controller]) == [["P"]]
    assert (controller.alone, controller.votes_in_company, controller.circle) == (True, 0.6, ())
    assert list_links(controller) == [("P", "C", 0.6)]


def test_a_circle_adds_the_votes_of_a_company_that_one_member_controls() -> None:
    owners = build_owners(
        hold("A", "C", 0.4), hold("Q", "C", 0.2), hold("P", "A", 0.6), hold("R", "A", 0.4), circles=[relate("P", "Q")]
    )
    (controller,) = find_controllers(Ownership(owners))
    assert name_members([controller]) == [["P", "Q"]]
    assert list_links(controller) == [("A", "C", 0.4), ("Q", "C", 0.2), ("P", "A", 0.6)]


def test_only_the_members_who_control_alone_are_named_of_a_circle() -> None:
    circles = [relate("P", "Q"), relate("Q", "R", "acts_in_concert")]
    owners = build_owners(hold("P", "C", 0.6), stated=[state("Q", "C")], circles=circles)
    (controller,) = find_controllers(Ownership(owners))
    assert name_members([controller]) == [["P", "Q"]]
    assert (controller.alone, controller.basis) == (False, ControlBasis.VOTES)


def test_those_who_control_the_members_of_a_circle_are_named_for_them() -> None:
    concert = relate("A", "B", "acts_in_concert")
    holdings = hold("A", "C", 0.3), hold("B", "C", 0.25), hold("P", "A", 0.6), hold("Q", "B", 1.0)
    (controller,) = find_controllers(Ownership(build_owners(*holdings, circles=[concert])))
    assert (name_members([controller]), controller.basis) == ([["P", "Q"]], ControlBasis.VOTES)
    assert (controller.votes_in_company, controller.circle) == (pytest.approx(0.55), (concert,))
    assert [link[:2] for link in list_links(controller)] == [("A", "C"), ("B", "C"), ("P", "A"), ("Q", "B")]


def test_whoever_controls_one_company_of_a_circle_controls_no_other() -> None:
    concert = relate("A", "C", "acts_in_concert")
    owners = build_owners(hold("P", "A", 0.6), hold("A", "C", 0.1), hold("Q", "C", 0.4), circles=[concert])
    assert find_controllers(Ownership(owners)) == []


def test_a_circle_is_not_named_where_the_controller_of_one_member_controls_alone() -> None:
    owners = build_owners(hold("A", "C", 0.6), hold("P", "A", 0.6), circles=[relate("A", "Q", "acts_in_concert")])
    assert name_members(find_controllers(Ownership(owners))) == [["P"]]


def test_statements_that_lead_back_to_a_member_leave_it_named() -> None:
    holdings = hold("A", "C", 0.3), hold("B", "C", 0.3), hold("D", "A", 0.3), hold("C", "A", 0.3)
    circles = [relate("A", "B", "acts_in_concert"), relate("C", "D", "acts_in_concert")]
    assert name_members(find_controllers(Ownership(build_owners(*holdings, circles=circles)))) == [["A", "B"]]


def test_ties_of_other_circles_are_left_out() -> None:
    ours, theirs = relate("P", "Q"), relate("R", "S")
    owners = build_owners(
        hold("P", "C", 0.3), hold("Q", "C", 0.3), hold("R", "C", 0.2), hold("S", "C", 0.2), circles=[theirs, ours]
    )
    (controller,) = find_controllers(Ownership(owners))
    assert controller.circle == (ours,)


def test_a_nominee_who_controls_alone_comes_with_the_report_of_the_nominee() -> None:
    report, marriage = relate("N", "P", "nominee"), relate("N", "S")
    owners = build_owners(hold("N", "C", 0.6), circles=[report, marriage], nominees=[report])
    (controller,) = find_controllers(Ownership(owners))
    assert (name_members([controller]), controller.alone) == ([["N"]], True)
    assert controller.circle == (report,)


def test_a_nominee_too_unsure_for_a_circle_adds_no_votes() -> None:
    owners = build_owners(hold("N", "C", 0.3), hold("P", "C", 0.3), nominees=[relate("N", "P", "nominee")])
    assert find_controllers(Ownership(owners)) == []


def test_a_stated_controller_needs_no_votes() -> None:
    statement = state("P", "C")
    (controller,) = find_controllers(Ownership(build_owners(stated=[statement])))
    assert (name_members([controller]), controller.alone) == ([["P"]], True)
    assert (controller.basis, controller.votes_in_company) == (ControlBasis.STATED, None)
    assert (controller.chain, controller.stated) == ((), (statement,))


def test_votes_of_a_stated_controller_are_added_where_a_number_is_known() -> None:
    holdings = hold("P", "C"), hold("A", "C", 0.2), hold("P", "A", 0.6)
    (controller,) = find_controllers(Ownership(build_owners(*holdings, stated=[state("P", "C")])))
    assert (controller.basis, controller.votes_in_company) == (ControlBasis.STATED, 0.2)
    assert list_links(controller) == [("A", "C", 0.2), ("P", "C", None), ("P", "A", 0.6)]


def test_unknown_votes_of_a_stated_controller_stay_unknown() -> None:
    (controller,) = find_controllers(Ownership(build_owners(hold("P", "C"), stated=[state("P", "C")])))
    assert controller.votes_in_company is None


def test_a_statement_does_not_take_control_from_the_majority() -> None:
    statement = state("P", "C")
    by_statement, by_votes = find_controllers(Ownership(build_owners(hold("Q", "C", 0.6), stated=[statement])))
    assert name_members([by_statement, by_votes]) == [["P"], ["Q"]]
    assert (by_statement.basis, by_votes.basis) == (ControlBasis.STATED, ControlBasis.VOTES)
    assert (by_statement.stated, by_votes.stated) == ((statement,), ())


def test_a_statement_beside_a_majority_leaves_control_by_votes() -> None:
    (controller,) = find_controllers(Ownership(build_owners(hold("P", "C", 0.6), stated=[state("P", "C")])))
    assert controller.basis is ControlBasis.VOTES
    assert len(controller.stated) == 1


def test_control_through_a_stated_link_is_stated() -> None:
    statement = state("P", "A")
    (controller,) = find_controllers(Ownership(build_owners(hold("A", "C", 0.6), stated=[statement])))
    assert (name_members([controller]), controller.basis) == ([["P"]], ControlBasis.STATED)
    assert (controller.votes_in_company, controller.stated) == (0.6, (statement,))


def test_whoever_is_below_an_unread_company_is_no_controller_since_it_may_be_controlled_through_it() -> None:
    ties = (hold("A", "C", 0.6), hold("B", "A", 0.4), hold("P", "A", 0.4))
    whole = build_owners(*ties, persons="P")
    cut = build_owners(*ties, persons="P", unread={"B"}, cuts={Truncation.HOLDERS})
    assert name_members(find_controllers(Ownership(whole))) == [["A"]]
    assert find_controllers(Ownership(cut)) == []


def test_where_the_time_ended_a_company_with_holders_is_no_controller_since_circles_were_not_read() -> None:
    ties = (hold("A", "C", 0.6), hold("P", "A", 0.3), hold("Q", "A", 0.3))
    cut = build_owners(*ties, persons="P Q", cuts={Truncation.TIME})
    assert find_controllers(Ownership(cut)) == []
    person = build_owners(hold("P", "C", 0.6), hold("A", "C", 0.4), persons="P", cuts={Truncation.TIME})
    assert name_members(find_controllers(Ownership(person))) == [["P"]]


@pytest.mark.parametrize(
    ("others", "most"),
    [([], 0.6), ([hold("Q", "C", 0.44)], 0.56)],
)
def test_the_votes_of_a_band_have_a_bound(others: list[TieView], most: float) -> None:
    owners = build_owners(hold("P", "C", share_min=0.52, share_max=0.6), *others)
    (controller,) = find_controllers(Ownership(owners))
    assert (controller.votes_in_company, controller.votes_at_most) == (0.52, most)
    assert [(link.votes, link.votes_at_most) for link in controller.chain] == [(0.52, most)]


def test_votes_without_an_upper_bound_have_none() -> None:
    (controller,) = find_controllers(Ownership(build_owners(hold("P", "C", share_min=0.52))))
    assert (controller.votes_in_company, controller.votes_at_most) == (0.52, None)


def test_exact_votes_are_their_own_bound() -> None:
    (controller,) = find_controllers(Ownership(build_owners(hold("P", "C", 0.9), hold("Q", "C", 0.6))))
    assert controller.votes_in_company == controller.votes_at_most == pytest.approx(0.6)
