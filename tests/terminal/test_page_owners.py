"""The owners and controllers on a page: what is unknown is said, what is left out is counted, each has its record."""

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Holding, Office, Relation
from riskgraph.terminal.page.page_owners import write_votes

from ..commands import Run
from ..graph.factories import company, load, owns, person
from .test_page import DAY, lines_of

CONTROLS = [company("c"), person("p"), Relation(start="p", end="c", kind="controls")]


def test_a_share_that_no_source_tells_is_unknown_and_not_zero(store: Store, run: Run) -> None:
    load(store, CONTROLS)
    outcome = run("show", "c", *DAY)
    assert " 0.00%" not in outcome.out
    lines = lines_of(outcome)
    assert "share unknown / 持股比例未知  p 岚川朔禾 (p)  control 控制" in lines
    controller = "Actual controller / 实际控制人: p 岚川朔禾 (p), as a source states / 据来源陈述"
    assert f"{controller}, share unknown / 持股比例未知" in lines


def test_a_stated_controller_has_the_record_of_the_statement(store: Store, run: Run) -> None:
    load(store, CONTROLS)
    printed = "p 岚川朔禾 - c 澜砚贸易 (controlled by it / 受其控制)  [case|row 4]"
    owners, controller = run("show", "c", *DAY).out.split("\n\n")[1:3]
    assert [printed in block for block in (owners, controller)] == [True, True]


def test_an_unknown_share_is_null_for_programs(store: Store, run: Run) -> None:
    load(store, CONTROLS)
    page = run("show", "c", *DAY, "--json").read_json()
    (owner,) = page["owners"]["owners"]
    assert (owner["share"], owner["share_max"]) == (None, 1.0)
    assert page["controllers"][0]["votes_in_company"] is None


def test_a_percentage_that_only_a_statement_gives_is_shown_as_stated(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.45, kind="actual_controller")])
    printed = "p 岚川朔禾 - c 澜砚贸易 (controlled by it / 受其控制), 45.00% as stated / 来源所述  [case|row 4]"
    assert printed in lines_of(run("show", "c", *DAY))


def test_a_holding_of_unknown_size_is_unknown_in_its_chain(store: Store, run: Run) -> None:
    load(store, [*CONTROLS, owns("p", "c", None)])
    lines = lines_of(run("show", "c", *DAY))
    assert "p 岚川朔禾 share unknown / 持股比例未知 -> this company 本公司  [case|row 5]" in lines
    assert "p 岚川朔禾 -> c 澜砚贸易: share unknown / 持股比例未知  [case|row 5]" in lines


def test_a_band_is_shown_with_both_bounds(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", None, share_min=0.3, share_max=0.4), owns("q", "c", 0.6)])
    lines = lines_of(run("show", "c", *DAY))
    assert "p 岚川朔禾 30.00% to 40.00% -> this company 本公司  [case|row 5]" in lines
    assert "30.00% to 40.00%  p 岚川朔禾 (p)  capital 出资" in lines


def test_the_holdings_of_a_controller_with_holders_of_its_own_count_for_them(store: Store, run: Run) -> None:
    load(store, [owns("x", "c", 0.6), person("p"), owns("p", "x", 0.3)])
    lines = lines_of(run("show", "c", *DAY))
    assert "60.00% counted for its own holders / 计入其股东  x 澜砚贸易 (x)  control 控制" in lines


def test_owners_that_are_left_out_are_counted_with_their_sum(store: Store, run: Run) -> None:
    load(store, [owns(f"h{number}", "c", 0.125) for number in range(8)])
    assert "62.50%  and 5 more / 其余5名合计" in lines_of(run("show", "c", *DAY))


def test_chains_that_are_left_out_are_counted_with_their_sum(store: Store, run: Run) -> None:
    middle = [owns("p", f"x{number}", 0.5) for number in range(5)]
    load(store, [person("p"), *middle, *(owns(f"x{number}", "c", 0.2) for number in range(5))])
    assert "and 2 more chains, 20.00% in all / 其余2条链条合计" in lines_of(run("show", "c", *DAY))


def test_what_a_ring_adds_to_the_chains_is_said(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "x", 0.5), owns("x", "c", 0.4), owns("c", "x", 0.5)])
    lines = lines_of(run("show", "c", *DAY))
    assert {"25.00%  p 岚川朔禾 (p)  capital 出资", "+5.00% through a ring / 循环持股"} <= lines


@pytest.mark.parametrize(("other", "total"), [(0.55, "115.00%"), (0.6, "120.00%")])
def test_sources_that_tell_more_than_a_whole_are_named_with_their_records(
    store: Store, run: Run, other: float, total: str
) -> None:
    load(store, [company("c"), person("p"), owns("p", "c", 0.6)], source="registry")
    load(store, [company("c"), person("q"), owns("q", "c", other)], source="report")
    english = (
        "sources disagree about who holds c 澜砚贸易 (c): the holdings reported by registry and report add up to "
        f"{total}, those of each alone to no more than 100 %; they are scaled down"
    )
    chinese = (
        f"各来源对c 澜砚贸易 (c)的股东陈述不一致：registry、report所载持股合计{total}，"
        "任一来源单独合计均未超过100%，已按比例折算"
    )
    records = ["registry|row 4", "report|row 4"]
    assert f"NOTE 提示: {english} / {chinese}  [{', '.join(records)}]" in lines_of(run("show", "c", *DAY))
    note = {"code": "sources_above_one", "en": english, "zh": chinese, "records": records}
    assert note in run("show", "c", *DAY, "--json").read_json()["meta"]["notes"]


def test_the_owners_of_a_closed_loop_are_untold_by_sources_and_not_by_a_lack_of_holders(store: Store, run: Run) -> None:
    load(store, [owns("a", "b", 1.0), owns("b", "a", 1.0)])
    outcome = run("show", "a", *DAY)
    reason = "no source that counts names the owners of a closed loop"
    assert f"100.00%  not attributed / 未归属: {reason} / 闭环持股，计入的来源均未说明其所有人" in lines_of(outcome)
    chinese = "闭环持股，计入的来源均未说明其所有人：a 澜砚贸易 (a)、b 澜砚贸易 (b)"
    note = f"NOTE 提示: {reason}: a 澜砚贸易 (a) and b 澜砚贸易 (b) / {chinese}"
    assert f"{note}  [case|row 4, case|row 5]" in lines_of(outcome)
    assert "no source that counts says who holds it" not in outcome.out


@pytest.mark.parametrize(
    ("least", "most", "printed"),
    [
        (0.52, 0.52, "52.00% of the votes / 表决权"),
        (0.52, 0.6, "52.00% to 60.00% of the votes / 表决权52.00%至60.00%"),
        (0.52, None, "at least 52.00% of the votes / 表决权至少52.00%"),
        (0.0, 0.4, "at most 40.00% of the votes / 表决权至多40.00%"),
        (None, None, "share unknown / 持股比例未知"),
    ],
)
def test_votes_that_are_not_exact_are_printed_with_their_bounds(
    least: float | None, most: float | None, printed: str
) -> None:
    assert write_votes(least, most) == printed


@pytest.mark.parametrize(
    ("holding", "printed"),
    [
        (owns("q", "c", 0.2), "no source that counts says who holds it / 计入的来源均未说明持有人"),
        (owns("q", "c", None), "holders are named, but not exactly how much they hold / 来源列有股东而未说明确切比例"),
    ],
)
def test_what_is_not_attributed_has_its_reason(store: Store, run: Run, holding: Holding, printed: str) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.5), holding])
    share = "30.00%" if holding.share else "50.00%"
    assert f"{share}  not attributed / 未归属: {printed}" in lines_of(run("show", "c", *DAY))


def test_holders_that_a_cap_left_out_are_not_called_untold(
    store: Store, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RISKGRAPH_MAX_OWNER_NODES", "50")
    load(store, [owns(f"h{number}", "c", 0.01) for number in range(60)])
    outcome = run("show", "c", *DAY)
    assert "not attributed / 未归属: the search was cut, holders may be missing" in outcome.out
    assert "no source that counts says who holds it" not in outcome.out


def test_holders_whose_votes_nobody_tells_share_what_the_others_leave(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.2, voting_share=0.6), owns("q", "c", 0.8)])
    lines = lines_of(run("show", "c", *DAY))
    printed = "NOTE 提示: the votes of c 澜砚贸易 (c) are reported for some of its holders only, 60.00%;"
    notes = [line for line in lines if line.startswith(printed)]
    assert [note.endswith("[case|row 5, case|row 6]") for note in notes] == [True]
    (controller,) = (line for line in lines if line.startswith("Actual controller"))
    assert "p 岚川朔禾 (p)" in controller
    assert "60.00%" in controller


def test_votes_that_leave_room_for_the_capital_of_the_others_are_no_note(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.7, voting_share=0.5), owns("q", "c", 0.3)])
    assert "are reported for some of its holders only" not in run("show", "c", *DAY).out


def test_a_holding_that_counts_in_full_is_shown_with_those_it_counts_through(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "h", 0.51), owns("h", "c", 0.3)])
    lines = lines_of(run("show", "c", *DAY, "--regime", "uk_psc"))
    assert "15.30%  p 岚川朔禾 (p)  capital 出资" in lines
    assert "capital 出资 30.00%, counting in full / 全额计入: h 澜砚贸易" in lines
    above = [line for line in lines_of(run("show", "h", *DAY, "--regime", "eu_amlr")) if "counting" in line]
    assert above == []


def test_an_interest_in_what_controls_the_company_names_what_it_is_in(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "h", 0.3), owns("h", "c", 0.51)])
    assert "capital 出资 30.00% of h 澜砚贸易" in lines_of(run("show", "c", *DAY, "--regime", "eu_amlr"))


def test_income_that_makes_an_owner_is_shown_beside_the_capital(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.15, income_share=0.3), owns("fund", "c", 0.85)])
    lines = lines_of(run("show", "c", *DAY))
    assert "15.00%  p 岚川朔禾 (p)  income 收益权" in lines
    assert "income 收益权 30.00%" in lines


def test_a_control_person_is_named_beside_the_owners(store: Store, run: Run) -> None:
    load(store, [person("boss"), person("p"), Office(start="boss", end="c", role="manager"), owns("p", "c", 0.9)])
    outcome = run("show", "c", *DAY, "--regime", "us_cdd")
    assert "the rule always requires a control person, for example / 另须认定一名控制人，例如:" in outcome.out
    assert "always named" not in run("show", "c", *DAY).out


def test_parties_between_the_ends_of_a_chain_have_their_names(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "y", 0.9), owns("y", "x", 0.8), owns("x", "c", 0.7)])
    lines = lines_of(run("show", "c", *DAY))
    chain = "p 岚川朔禾 90.00% -> y 澜砚贸易 80.00% -> x 澜砚贸易 70.00% -> this company 本公司"
    assert f"{chain}  [case|row 6, case|row 7, case|row 8]" in lines
    assert "x 澜砚贸易 -> c 澜砚贸易: 70.00% of the votes / 表决权  [case|row 8]" in lines


def test_a_reported_nominee_is_noted_and_told_at_the_controller(store: Store, run: Run) -> None:
    report = Relation(start="n", end="p", kind="nominee", confidence=0.75)
    load(store, [person("n"), person("p"), owns("n", "c", 0.9), report])
    outcome = run("show", "c", *DAY)
    assert "NOTE 提示: n 岚川朔禾 (n) is reported to be a nominee of p 岚川朔禾 (p)" in outcome.out
    printed = "n 岚川朔禾 - p 岚川朔禾 (principal it holds for / 由其代持), confidence / 置信度 75%  [case|row 6]"
    assert printed in lines_of(outcome)
    (note,) = [
        note for note in run("show", "c", *DAY, "--json").read_json()["meta"]["notes"] if note["code"] == "nominee"
    ]
    assert "nominee of p" in note["en"]


def test_a_page_says_that_no_controller_was_found(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.3)])
    lines = lines_of(run("show", "c", *DAY))
    assert "Actual controller / 实际控制人: none found / 未发现" in lines
    assert any("70.00% of its votes lead to no named holder that counts" in line for line in lines)
