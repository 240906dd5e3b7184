"""Controllers that one source names for one company control it together, and what it controls below."""

from collections.abc import Iterable

from riskgraph.graph.rules.control_ties import ControlFacts, ControlRow
from riskgraph.models.control.derive import derive_control
from riskgraph.models.control.votes import arrange_facts

Shown = tuple[str, str, str, tuple[str, ...]]


def hold(owner: str, company: str, votes: float) -> dict[str, object]:
    """Make a row of votes."""
    return {
        "owner": owner,
        "company": company,
        "votes": votes,
        "records": [f"{owner}-{company}"],
        "reported": 0,
        "exact": 1,
    }


def state(
    company: str,
    *controllers: str,
    source: str = "report",
    controlled_share: float | None = None,
    share: float | None = None,
) -> list[dict[str, object]]:
    """Make the rows of one source that names controllers of a company."""
    return [
        {
            "controller": controller, "company": company, "source": source,
            "controlled_share": controlled_share, "share": share,
            "records": [f"{source}: {controller}-{company}"],
        }
        for controller in controllers
    ]  # fmt: skip


def marry(left: str, right: str) -> dict[str, object]:
    """Make a tie of family."""
    return {"left": left, "right": right, "kind": "spouse", "confidence": 0.9, "records": [f"{left}+{right}"]}


def derive(
    votes: Iterable[dict[str, object]] = (),
    stated: Iterable[dict[str, object]] = (),
    circles: Iterable[dict[str, object]] = (),
) -> list[ControlRow]:
    """Derive control."""
    return derive_control(arrange_facts(ControlFacts(list(votes), list(stated), list(circles))))


def show(rows: Iterable[ControlRow]) -> set[Shown]:
    """Return controller, company, basis and the others of each row."""
    return {(row.controller, row.company, str(row.basis), tuple(row.jointly_with)) for row in rows}


def test_controllers_named_together_control_together() -> None:
    rows = derive(stated=state("c", "a", "b", controlled_share=0.4))
    assert show(rows) == {("a", "c", "joint", ("b",)), ("b", "c", "joint", ("a",))}
    assert {(row.alone, row.top, row.top_alone, row.circle == row.controller) for row in rows} == {
        (False, True, False, True)
    }
    assert {row.stated_share for row in rows} == {0.4}
    assert [row.through for row in rows] == [["joint_control 1"]] * 2


def test_the_shares_that_a_source_states_for_each_controller_add_up() -> None:
    stated = [*state("c", "a", share=0.2), *state("c", "b", share=0.25), *state("c", "a", "b", source="x", share=0.1)]
    assert {row.stated_share for row in derive(stated=stated)} == {0.45}
    assert [row.stated_share for row in derive(stated=state("c", "a", share=0.2))] == [0.2]


def test_a_set_controls_what_its_company_holds_by_majority() -> None:
    rows = derive([hold("c", "d", 0.6), hold("d", "e", 0.3), hold("c", "e", 0.3)], state("c", "a", "b"))
    joint = {(one, company, "joint", (other,)) for one, other in ("ab", "ba") for company in "cde"}
    assert show(rows) == joint | {("c", "d", "votes", ()), ("c", "e", "votes", ())}
    by_pair = {(row.controller, row.company): row for row in rows}
    assert by_pair["a", "e"].records == ["c-d", "c-e", "d-e", "report: a-c", "report: b-c"]
    assert by_pair["a", "e"].votes == 0.6
    assert [row.top for row in rows if row.controller == "c"] == [False, False]


def test_two_sets_that_share_a_member_make_no_third() -> None:
    votes = [hold("c", "e", 0.3), hold("d", "e", 0.3)]
    rows = derive(votes, [*state("c", "a", "b"), *state("d", "b", "x")])
    assert {row.company for row in rows} == {"c", "d"}
    assert ("b", "d", "joint", ("x",)) in show(rows)


def test_a_set_adds_up_over_the_companies_that_it_controls() -> None:
    votes = [hold("c", "e", 0.3), hold("d", "e", 0.3)]
    rows = derive(votes, [*state("c", "a", "b"), *state("d", "b", "a")])
    assert {("a", "e", "joint", ("b",)), ("b", "e", "joint", ("a",))} <= show(rows)


def test_the_votes_of_a_member_elsewhere_stay_its_own() -> None:
    rows = derive([hold("c", "e", 0.3), hold("a", "e", 0.3)], state("c", "a", "b"))
    assert {row.company for row in rows} == {"c"}


def test_whoever_controls_all_members_controls_what_they_do() -> None:
    rows = derive([hold("p", "a", 0.6), hold("p", "b", 0.7)], state("c", "a", "b"))
    assert ("p", "c", "stated", ()) in show(rows)
    assert {row.top for row in rows if row.company == "c" and row.controller != "p"} == {False}


def test_a_source_that_names_the_parent_beside_the_ultimate_controller_leaves_him_alone() -> None:
    rows = derive([hold("p", "h", 0.8)], state("c", "p", "h"))
    assert {("p", "c", "stated", ("h",)), ("h", "c", "joint", ("p",))} <= show(rows)
    assert [(row.controller, row.alone) for row in rows if row.company == "c" and row.top] == [("p", True)]


def test_whoever_controls_one_member_takes_its_place() -> None:
    rows = derive([hold("p", "a", 0.6)], state("c", "a", "b"))
    assert {("p", "c", "joint", ("b",)), ("a", "c", "joint", ("b",)), ("b", "c", "joint", ("a", "p"))} <= show(rows)


def test_a_member_is_replaced_by_its_controller_and_not_by_the_circle_of_this_one() -> None:
    rows = derive(stated=[*state("c", "a", "b"), *state("a", "p", source="other")], circles=[marry("p", "q")])
    assert {row.controller for row in rows if row.company == "c"} == {"a", "b", "p"}


def test_a_set_stays_named_beside_the_member_of_a_circle_who_controls_alone() -> None:
    rows = derive([hold("a", "c", 0.6)], state("c", "a", "b"), [marry("a", "b")])
    assert show(rows) == {("a", "c", "votes", ("b",)), ("b", "c", "votes", ("a",))}


def test_members_of_one_circle_are_that_circle() -> None:
    rows = derive([hold("c", "e", 0.3), hold("a", "e", 0.3)], state("c", "a", "b"), [marry("a", "b")])
    assert show(rows) == {(one, company, "stated", ()) for one in "ab" for company in "ce"}
    assert {(row.circle, row.alone) for row in rows} == {("a", False)}


def test_one_majority_beside_a_stated_set_stays_a_majority() -> None:
    rows = derive([hold("a", "c", 0.6)], state("c", "a", "b"))
    assert show(rows) == {("a", "c", "votes", ("b",)), ("b", "c", "joint", ("a",))}


def test_sources_that_name_different_controllers_leave_both() -> None:
    rows = derive([hold("c", "d", 0.6)], [*state("c", "a", source="one"), *state("c", "b", source="two")])
    assert {
        ("a", "c", "stated", ()),
        ("b", "c", "stated", ()),
        ("a", "d", "stated", ()),
        ("b", "d", "stated", ()),
    } <= show(rows)


def test_control_below_a_stated_controller_rests_on_the_statement() -> None:
    rows = derive([hold("c", "d", 0.6)], state("c", "a"))
    assert {(row.controller, row.company, row.basis, row.votes) for row in rows} == {
        ("a", "c", "stated", None), ("a", "d", "stated", 0.6), ("c", "d", "votes", 0.6)
    }  # fmt: skip


def test_a_set_that_controls_one_member_of_another_set_does_not_control_what_that_one_does() -> None:
    votes = [hold("p", "b", 0.6)]
    rows = derive(votes, [*state("a", "b", "c"), *state("b", "q", "c", source="other")])
    assert {row.company for row in rows if row.controller == "q"} == {"b"}
