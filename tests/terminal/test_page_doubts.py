"""A page says beside what it shows what may be wrong with it: contradictions are notes on the page of each party."""

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import FactStatus, Relation

from ..commands import Run
from ..graph.factories import TODAY, company, load, owns, person
from .test_page import DAY, lines_of


def test_the_page_of_a_company_says_that_the_kind_of_its_owner_is_in_doubt(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.6), owns("h", "p", 0.7)])
    for party in ("c", "p"):
        printed = run("show", party, *DAY).out
        assert (
            printed.count("NOTE 提示: p 岚川朔禾 (p) is recorded as a person, but has holders according to case") == 1
        )
        assert "p 岚川朔禾 (p)被记为自然人，但据case有持有人：h 澜砚贸易 (h)" in printed


def test_controllers_that_contradict_each_other_are_noted_on_all_three_pages(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), owns("p", "c", 0.6), Relation(start="q", end="c", kind="controls")])
    find_in_graph(store, TODAY, ["shared_phone"])
    for party in "cpq":
        printed = run("show", party, *DAY).out
        assert (
            printed.count(
                "NOTE 提示: p 岚川朔禾 (p) controls c 澜砚贸易 (c) by 60.00% of its votes, and q 岚川朔禾 (q)"
            )
            == 1
        )
        assert "case|row 5, case|row 6]" in printed


def test_paths_name_a_statement_that_does_not_count(store: Store, run: Run) -> None:
    load(store, [owns("a", "b", 0.3, status=FactStatus.DISPUTED)])
    printed = run("paths", "a", "b", *DAY).out
    assert (
        "NOTE 提示: case states 30.00% of b 澜砚贸易 (b) for a 澜砚贸易 (a); that is disputed and does not count"
        in printed
    )


def test_a_line_says_how_sure_it_is_where_that_is_less_than_certain(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.6, confidence=0.8), person("q"), owns("q", "c", 0.4)])
    lines = lines_of(run("show", "c", *DAY))
    assert {
        "60.00%  p 岚川朔禾 (p)  capital 出资, control 控制, confidence / 置信度 80%",
        "p 岚川朔禾 60.00% -> this company 本公司, confidence / 置信度 80%  [case|row 5]",
        "40.00%  q 岚川朔禾 (q)  capital 出资",
        "q 岚川朔禾 40.00% -> this company 本公司  [case|row 6]",
        "p 岚川朔禾 -> c 澜砚贸易: 60.00% of the votes / 表决权, confidence / 置信度 80%  [case|row 5]",
    } <= lines
    controller = "Actual controller / 实际控制人: p 岚川朔禾 (p), by votes / 依表决权, 60.00% of the votes / 表决权"
    assert f"{controller}, confidence / 置信度 80%" in lines


def test_a_disputed_tie_says_so(store: Store, run: Run) -> None:
    load(store, [owns("a", "b", 0.3, status=FactStatus.DISPUTED), owns("a", "c", 0.3)])
    disputed = "30.00%, disputed / 有争议  [case|row 5]"
    assert f"b 澜砚贸易 {disputed}" in lines_of(run("show", "a", *DAY))
    assert f"owns / 持股 {disputed}" in lines_of(run("paths", "a", "b", *DAY))
    assert "c 澜砚贸易 30.00%  [case|row 6]" in lines_of(run("show", "a", *DAY))


def test_what_is_scaled_down_is_named_unscaled_too(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.9), person("q"), owns("q", "c", 0.6)])
    outcome = run("show", "c", *DAY)
    down = "as holdings that add up to more than 100 % are scaled down"
    assert {
        f"-30.00% {down}, 90.00% unscaled / 合计超过100%的持股按比例折减，折减前90.00%",
        "p 岚川朔禾 -> c 澜砚贸易: 60.00% of the votes / 表决权, 90.00% unscaled / 折减前90.00%  [case|row 5]",
    } <= lines_of(outcome)
    assert "add up to 150.00%" in outcome.out


def test_an_identifier_of_two_parties_is_on_the_pages_of_both(store: Store, run: Run) -> None:
    load(store, [company(name, identifiers=("uscc:91350100M000100Y43",)) for name in "ab"])
    find_in_graph(store, TODAY, ["shared_identifier"])
    for party in "ab":
        printed = run("show", party, *DAY).out
        assert "uscc:91350100M000100Y43" in printed.partition("Findings / 发现")[2]
