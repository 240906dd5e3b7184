"""The oracle by worked examples: who judges the product is judged itself."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ..hunt.worlds import DAY, LATER, LATEST, deliver, holds, make_world, person, relates
from .books import Books
from .control import Control, read_control
from .deliveries import World
from .ownership import find_loops, own_shares, read_holdings

NOW = date(2023, 6, 1)


def own(world: World, company: str, as_of: date = NOW, as_known: date | None = None) -> dict[str, float]:
    """Return the shares in a company."""
    return own_shares(read_holdings(Books(world), as_of, as_known).capital, company)


def control(world: World, company: str) -> set[frozenset[str]]:
    """Return the controllers of a company."""
    return read_control(Books(world), NOW, None).controllers(company)


def sides(*words: str) -> set[frozenset[str]]:
    """Return sides from the letters of their members."""
    return {frozenset(word) for word in words}


def test_shares_through_a_ring_are_exact() -> None:
    world = make_world(holds("p", "a", 80), holds("q", "b", 40), holds("a", "b", 60), holds("b", "a", 20))
    assert own(world, "a") == pytest.approx({"p": 10 / 11, "q": 1 / 11})
    assert own(world, "b") == pytest.approx({"p": 6 / 11, "q": 5 / 11})


def test_what_adds_up_to_more_than_a_whole_is_scaled() -> None:
    assert own(make_world(holds("p", "a", 90), holds("q", "a", 60)), "a") == pytest.approx({"p": 0.6, "q": 0.4})


def test_companies_that_own_each_other_wholly_lead_to_no_owner() -> None:
    world = make_world(holds("a", "b", 100), holds("b", "a", 100), holds("b", "c", 50), holds("p", "c", 50))
    assert find_loops(read_holdings(Books(world), NOW, None).capital) == sides("ab")
    assert own(world, "c") == {"p": 0.5}


def test_a_correction_closes_a_version_and_opens_the_next() -> None:
    world = make_world(holds("p", "a", 65), deliver(LATER, holds("p", "a", 20)))
    assert (own(world, "a"), own(world, "a", as_known=DAY)) == ({"p": 0.2}, {"p": 0.65})


def test_a_correction_known_before_the_version_it_corrects_is_rejected() -> None:
    world = make_world(deliver(LATEST, holds("p", "a", 65)), deliver(LATER, holds("p", "a", 20)))
    assert (own(world, "a"), Books(world).counted[-1]["rejected"]) == ({"p": 0.65}, 1)


def test_a_share_outside_its_band_is_rejected() -> None:
    books = Books(make_world(replace(holds("p", "a", 60), share_max=2500)))
    assert books.counted[0]["rejected"] == 1


def test_the_better_source_counts_on_a_pair() -> None:
    other = deliver(LATER, holds("p", "a", 10), source="s1")
    assert own(make_world(holds("p", "a", 65), other), "a") == {"p": 0.65}
    assert own(make_world(holds("p", "a", 65), other, trust=(30, 90)), "a") == {"p": 0.1}


def test_a_disputed_holding_decides_nothing() -> None:
    assert own(make_world(holds("p", "a", 65, status="disputed")), "a") == {}


def test_two_holdings_of_a_pair_are_parcels_or_versions() -> None:
    rows = (holds("p", "a", 30, "one"), holds("p", "a", 40, "two", valid_from=LATER))
    assert own(make_world(*rows), "a") == {"p": 0.7}
    assert own(make_world(*rows, parcels=False), "a") == {"p": 0.4}


def test_a_full_delivery_ends_what_it_leaves_out() -> None:
    world = make_world(holds("p", "a", 60), holds("q", "a", 40), deliver(LATER, holds("q", "a", 40), full=True))
    assert (own(world, "a"), own(world, "a", as_of=DAY)) == ({"q": 0.4}, {"p": 0.6, "q": 0.4})


def test_an_undone_delivery_has_never_been() -> None:
    world = make_world(holds("p", "a", 60), deliver(LATER, holds("p", "a", 10)), deliver(LATEST, undo=True))
    assert own(world, "a") == {"p": 0.6}


def test_votes_add_up_over_everything_controlled_and_half_is_not_enough() -> None:
    chain = (holds("p", "a", 60), holds("p", "b", 30), holds("a", "b", 20))
    assert (control(make_world(*chain), "a"), control(make_world(*chain), "b")) == (sides("p"), set())
    assert control(make_world(*chain, holds("a", "c", 51)), "c") == sides("p")


def test_a_circle_controls_together_what_no_member_controls_alone() -> None:
    rows = (holds("p", "a", 30), holds("q", "a", 30), relates("p", "spouse", "q"))
    assert control(make_world(*rows), "a") == sides("pq")
    assert control(make_world(*rows[:2]), "a") == set()


def test_those_stated_together_control_together_everything_below() -> None:
    rows = (relates("p", "controls", "a"), relates("q", "controls", "a"), holds("a", "b", 60), holds("p", "c", 30),
            holds("a", "c", 30))  # fmt: skip
    world = make_world(*rows)
    assert (control(world, "a"), control(world, "b"), control(world, "c")) == (sides("pq"), sides("pq"), set())


def test_what_two_companies_of_one_set_hold_together_the_set_controls() -> None:
    stated = [relates(party, "controls", company) for party in "pq" for company in "ab"]
    assert control(make_world(*stated, holds("a", "c", 30), holds("b", "c", 30)), "c") == sides("pq")


def test_a_statement_and_votes_are_one_closure() -> None:
    world = make_world(holds("p", "a", 51), relates("b", "controls", "a"), relates("a", "controls", "c"))
    assert control(world, "c") == sides("p", "b")


def test_half_of_the_votes_is_no_control() -> None:
    assert Control({("p", "a"): Fraction(1, 2)}, {}, frozenset()).controllers("a") == set()


def test_a_kind_is_corrected_by_the_source_that_said_another() -> None:
    other = replace(person("p"), kind="Company")
    assert Books(make_world(deliver(LATER, other))).kinds["p"] == "Company"
    strange = Books(make_world(deliver(LATER, other, source="s1")))
    assert (strange.kinds["p"], strange.counted[-1]["rejected"]) == ("Person", 1)
    both = (deliver(LATER, person("p"), source="s1"), deliver(LATEST, other, source="s1"))
    books = Books(make_world(*both))
    assert (books.kinds["p"], books.counted[-1]["stored"]) == ("Person", 1)


def test_a_circle_that_is_stated_together_keeps_what_it_controls_by_votes() -> None:
    stated = (relates("p", "controls", "b"), relates("q", "controls", "b"))
    world = make_world(holds("p", "a", 60), relates("p", "spouse", "q"), *stated)
    assert read_control(Books(world), NOW, None).controls("q") == {"a": False, "b": False}
