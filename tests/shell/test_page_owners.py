"""The owners and controllers on a page: what is unknown is said, what is left out is counted, each has its record."""

from riskgraph.graph.store import Store
from riskgraph.ingest.records import Relation

from ..graph.factories import company, load, owns, person
from .conftest import Run
from .test_page import DAY, lines_of

CONTROLS = [company("c"), person("p"), Relation(start="p", end="c", kind="controls")]


def test_a_share_that_no_source_tells_is_unknown_and_not_zero(store: Store, run: Run) -> None:
    load(store, CONTROLS)
    outcome = run("show", "c", *DAY)
    assert " 0.00%" not in outcome.out
    lines = lines_of(outcome)
    assert "share unknown / 持股比例未知  p 岚川朔禾 (p)  control" in lines
    controller = "Actual controller / 实际控制人: p 岚川朔禾 (p), as a source states / 据来源陈述"
    assert f"{controller}, share unknown / 持股比例未知" in lines


def test_a_stated_controller_has_the_record_of_the_statement(store: Store, run: Run) -> None:
    load(store, CONTROLS)
    told = "p 岚川朔禾 - c 澜砚贸易 (controlled by it / 受其控制)  [case|row 4]"
    owners, controller = run("show", "c", *DAY).out.split("\n\n")[1:3]
    assert [told in block for block in (owners, controller)] == [True, True]


def test_an_unknown_share_is_null_for_programs(store: Store, run: Run) -> None:
    load(store, CONTROLS)
    page = run("show", "c", *DAY, "--json").read_json()
    (owner,) = page["owners"]["owners"]
    assert (owner["share"], owner["share_max"]) == (None, 1.0)
    assert page["controllers"][0]["votes_in_company"] is None


def test_a_percentage_that_only_a_statement_gives_is_shown_as_stated(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.45, kind="actual_controller")])
    told = "p 岚川朔禾 - c 澜砚贸易 (controlled by it / 受其控制), 45.00% as stated / 来源所述  [case|row 4]"
    assert told in lines_of(run("show", "c", *DAY))


def test_a_holding_of_unknown_size_is_unknown_in_its_chain(store: Store, run: Run) -> None:
    load(store, [*CONTROLS, owns("p", "c", None)])
    lines = lines_of(run("show", "c", *DAY))
    assert "p 岚川朔禾 share unknown / 持股比例未知 -> this company  [case|row 5]" in lines
    assert "p 岚川朔禾 holds part of c 澜砚贸易, share unknown / 持股比例未知  [case|row 5]" in lines


def test_a_band_is_shown_with_both_bounds(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", None, share_min=0.3, share_max=0.4), owns("q", "c", 0.6)])
    lines = lines_of(run("show", "c", *DAY))
    assert "p 岚川朔禾 30.00% to 40.00% -> this company  [case|row 5]" in lines
    assert "30.00% to 40.00%  p 岚川朔禾 (p)  capital" in lines


def test_the_holdings_of_a_controller_with_holders_of_its_own_count_for_them(store: Store, run: Run) -> None:
    load(store, [owns("x", "c", 0.6), person("p"), owns("p", "x", 0.3)])
    lines = lines_of(run("show", "c", *DAY))
    assert "60.00% counted for its own holders / 计入其股东  x 澜砚贸易 (x)  control" in lines


def test_owners_that_are_left_out_are_counted_with_their_sum(store: Store, run: Run) -> None:
    load(store, [owns(f"h{number}", "c", 0.125) for number in range(8)])
    assert "62.50%  and 5 more / 其余合计" in lines_of(run("show", "c", *DAY))


def test_chains_that_are_left_out_are_counted_with_their_sum(store: Store, run: Run) -> None:
    middle = [owns("p", f"x{number}", 0.5) for number in range(5)]
    load(store, [person("p"), *middle, *(owns(f"x{number}", "c", 0.2) for number in range(5))])
    assert "and 2 more chains, 20.00% in all" in lines_of(run("show", "c", *DAY))


def test_what_a_ring_adds_to_the_chains_is_said(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "x", 0.5), owns("x", "c", 0.4), owns("c", "x", 0.5)])
    lines = lines_of(run("show", "c", *DAY))
    assert {"25.00%  p 岚川朔禾 (p)  capital", "+5.00% through a ring / 循环持股"} <= lines


def test_holdings_that_were_scaled_down_are_said(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.9), owns("q", "c", 0.6)])
    told = "-30.00% as holdings that add up to more than 100 % are scaled down / 合计超过100%的持股按比例折减"
    assert told in lines_of(run("show", "c", *DAY))


def test_parties_between_the_ends_of_a_chain_have_their_names(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "y", 0.9), owns("y", "x", 0.8), owns("x", "c", 0.7)])
    lines = lines_of(run("show", "c", *DAY))
    chain = "p 岚川朔禾 90.00% -> y 澜砚贸易 80.00% -> x 澜砚贸易 70.00% -> this company"
    assert f"{chain}  [case|row 6, case|row 7, case|row 8]" in lines
    assert "x 澜砚贸易 has 70.00% of the votes of c 澜砚贸易  [case|row 8]" in lines


def test_a_reported_nominee_is_noted_and_told_at_the_controller(store: Store, run: Run) -> None:
    report = Relation(start="n", end="p", kind="nominee", confidence=0.75)
    load(store, [person("n"), person("p"), owns("n", "c", 0.9), report])
    outcome = run("show", "c", *DAY)
    assert "NOTE: n 岚川朔禾 (n) is reported to be a nominee of p 岚川朔禾 (p)" in outcome.out
    told = "n 岚川朔禾 - p 岚川朔禾 (whom it is nominee for / 由其代持), confidence / 置信度 75%  [case|row 6]"
    assert told in lines_of(outcome)
    assert "nominee of p" in run("show", "c", *DAY, "--json").read_json()["meta"]["notes"][0]
