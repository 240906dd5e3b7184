"""The page of a party shows where each line comes from, in numbers and words that people read."""

from datetime import date

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Holding, Indicator, Item, Lawsuit, Office, Participation, Relation
from riskgraph.models.score.table import ScoreLine
from riskgraph.terminal.page.page import explain_line
from riskgraph.terminal.written_numbers import write_number

from ..commands import Outcome, Run
from ..graph.factories import company, guarantees, load, loan, owns, person
from ..graph.load import delivered

DAY = ("--as-of", "2023-12-31")
SINCE = date(2020, 5, 1)


def figure(name: str, value: float, period: str = "2022") -> Indicator:
    """Make a figure of company `a`."""
    return Indicator(id=f"a|{name}|{period}", party="a", name=name, period=period, value=value)


def lines_of(outcome: Outcome) -> set[str]:
    """Return the lines of a page without their margins."""
    assert outcome.code == 0
    return {line.strip() for line in outcome.out.splitlines()}


def test_a_tie_has_its_days_and_its_record(store: Store, run: Run) -> None:
    until = date(2024, 6, 30)
    load(store, [company("a"), person("p"), Office(start="p", end="a", role="legal_representative")])
    load(store, [guarantees("a", "b", 2.5e6, valid_from=SINCE, valid_to=until)], source="book")
    lines = lines_of(run("show", "a", *DAY))
    assert "p 岚川朔禾 (legal representative 法定代表人)  [case|row 4]" in lines
    assert "b 澜砚贸易 2,500,000, from 2020-05-01, to 2024-06-30  [book|row 4]" in lines


def test_a_relation_says_of_which_kind_it_is(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), Relation(start="p", end="q", kind="acts_in_concert")])
    assert "q 岚川朔禾 (acts in concert / 一致行动)  [case|row 4]" in lines_of(run("show", "p", *DAY))


def test_of_many_ties_the_page_shows_few_and_counts_the_rest(store: Store, run: Run) -> None:
    load(store, [owns("a", f"c{number}", 0.6) for number in range(8)])
    printed = [line for line in run("show", "a", *DAY).out.splitlines() if "60.00%  [case|" in line]
    assert len(printed) == 5
    assert "and 3 more" in lines_of(run("show", "a", *DAY))


def test_figures_of_one_period_and_record_share_a_line(store: Store, run: Run) -> None:
    load(store, [company("a"), figure("revenue", 1_234_567.0), figure("current_ratio", 1.23456, "2021")])
    lines = lines_of(run("show", "a", *DAY))
    assert {
        "2022: revenue 营业收入 1,234,567  [case|row 3]",
        "2021: current ratio 流动比率 1.235  [case|row 4]",
    } <= lines


def test_loans_and_cases_have_their_records(store: Store, run: Run) -> None:
    case = Lawsuit(id="l1", kind="dishonest_executee")
    load(store, [company("a"), loan("a"), case, Participation(start="a", end="l1", role="executed_person")])
    lines = lines_of(run("show", "a", *DAY))
    assert "loan-a-1e+06-2023-06-01: 1,000,000 from 2023-06-01, outstanding 余额 1,000,000  [case|row 3]" in lines
    assert (
        "l1: executed person 被执行人 in dishonest executee 失信被执行人 of an unknown day 日期不详  [case|row 5]"
        in lines
    )


def test_every_heading_speaks_both_languages(store: Store, run: Run) -> None:
    case = Lawsuit(id="l1", kind="lawsuit")
    items = [figure("revenue", 1.0), loan("a"), case, Participation(start="a", end="l1"), owns("p", "a"), person("p")]
    load(store, [company("a"), *items])
    *blocks, end = run("show", "a", *DAY).out.split("\n\n")[1:]
    assert end.startswith("no score is stored")
    assert len(blocks) == 8
    assert [block for block in blocks if " / " not in block.splitlines()[0]] == []


def test_a_page_as_known_earlier_names_no_command_that_computes_its_score(store: Store, run: Run) -> None:
    load(store, [company("a")])
    page = run("show", "a", *DAY, "--as-known", date.today().isoformat()).out
    assert ("no score / 无评分" in page, "riskgraph score" in page) == (True, False)
    assert page.count("one made now rests on what is known now") == 1


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], "1 of the facts shown was recorded after 2024-03-01, the last on "),
        (
            [owns("p", "a", 0.6), owns("a", "b", 0.6)],
            "3 of the facts shown were recorded after 2024-03-01, the last on ",
        ),
    ],
)
def test_a_page_says_once_how_much_of_it_was_recorded_later(
    store: Store, run: Run, items: list[Item], said: str
) -> None:
    known = [company("a"), company("b"), person("p"), *items]
    delivered.load(store, [delivered.entry(f"row {place}", item) for place, item in enumerate(known)])
    page = run("show", "a", *DAY, "--as-known", "2024-03-01").out
    assert said in page
    assert (page.count("of the facts shown"), page.count("所示事实中有")) == (1, 1)


def test_a_page_says_whether_anybody_looked(store: Store, run: Run) -> None:
    load(store, [guarantees("a", "b", 2e6), guarantees("b", "a", 3e6)])
    assert run("find", "--as-of", "2023-12-31").code == 0
    heading, printed = (
        "Findings / 发现",
        "no rule was run for 2022-06-30: `riskgraph find --as-of 2022-06-30` runs them",
    )
    before = run("show", "a", "--as-of", "2022-06-30").out.splitlines()
    assert before[before.index(heading) + 1].startswith(f"  {printed} / 未按2022-06-30运行规则：可运行")
    page = run("show", "a", *DAY).out
    assert "guarantee each other" in page
    assert "rules ran" not in page
    notes = run("show", "a", "--as-of", "2022-06-30", "--json").read_json()["meta"]["notes"]
    assert [note for note in notes if printed in note["en"]]


def test_a_correction_after_the_derivation_is_no_statement_of_a_source(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "a", 0.65)])
    assert run("find", "--rule", "shared_phone", *DAY).code == 0
    load(store, [person("p"), owns("p", "a", 0.2)])
    page = run("show", "p", *DAY).out
    assert "a 澜砚贸易 (a), derived from votes / 依表决权推算, 65.00% of the votes / 表决权" in page
    assert "source's statement" not in page
    assert "derived from the graph as of change 1 (changes since then: 1)" in page
    assert "the rules last ran on the graph as of change 1 (changes since then: 1)" in page


def test_joint_controllers_are_on_their_pages_and_on_that_of_the_company(store: Store, run: Run) -> None:
    stated = [Relation(start=one, end="a", kind="controls", controlled_share=0.4) for one in "pq"]
    load(store, [person("p"), person("q"), *stated, owns("a", "b", 0.7)])
    assert run("find", "--rule", "shared_phone", *DAY).code == 0
    page = run("show", "p", *DAY).out
    joint = (
        "derived from a statement of joint control / 据来源所述共同控制推算, jointly with q 岚川朔禾 (q) / 与其共同控制"
    )
    assert f"a 澜砚贸易 (a), {joint}, votes unknown / 表决权未知, 40.00% stated for the controllers" in page
    assert f"b 澜砚贸易 (b), {joint}, 70.00% of the votes / 表决权" in page
    company = run("show", "a", *DAY).out
    assert (
        "Joint controllers / 共同实际控制人: p 岚川朔禾 (p) with q 岚川朔禾 (q), jointly, as a source states" in company
    )
    assert "40.00% stated for the controllers / 来源所述控制人合计持有40.00%" in company


def test_the_page_of_a_spouse_says_who_is_named_on_the_page_of_the_company(store: Store, run: Run) -> None:
    spouses = [person("p"), person("q"), Relation(start="p", end="q", kind="spouse")]
    load(store, [*spouses, owns("p", "c", 0.6), owns("q", "c", 0.1)])
    assert run("find", "--rule", "shared_phone", *DAY).code == 0
    named = ", its own page names p 岚川朔禾 (p) / 该公司页面所列控制人"
    assert [named in run("show", one, *DAY).out for one in "pq"] == [False, True]


def test_the_share_of_a_stated_controller_is_not_listed_like_a_holding(store: Store, run: Run) -> None:
    stated = Holding(start="p", end="c", kind="actual_controller", share=0.5)
    load(store, [person("p"), owns("p", "c", 0.3), stated, owns("q", "c", 0.3)])
    page = run("show", "c", *DAY).out
    assert "p 岚川朔禾 50.00% as stated / 来源所述 (actual controller 实际控制人)  [case|row 6]" in page
    assert "p 岚川朔禾 30.00%  [case|row 5]" in page


def test_a_page_lists_what_the_party_controls_as_derived_for_the_day(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "a"), owns("a", "b", 0.7)])
    assert run("find", "--rule", "shared_phone", *DAY).code == 0
    lines = run("show", "p", *DAY).out.splitlines()
    first = lines.index("Controls / 控制的企业") + 1
    derived = "derived from votes / 依表决权推算"
    assert lines[first : first + 3] == [
        "  derived from the graph as of change 1 / 按第1次变更时的图推算",
        f"  a 澜砚贸易 (a), {derived}, 60.00% of the votes / 表决权, as of 2023-12-31  [case|row 5]",
        f"  b 澜砚贸易 (b), {derived}, 70.00% of the votes / 表决权, as of 2023-12-31  [case|row 5, case|row 6]",
    ]
    assert "none, as derived for 2023-12-31 / 无（按2023-12-31推算）" in lines_of(run("show", "b", *DAY))
    other = run("show", "p", "--as-of", "2022-06-30").out
    assert "control was not derived for 2022-06-30; the last was 2023-12-31: `riskgraph find" in other


def test_votes_from_a_band_are_those_at_least(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "a", None, share_min=0.75, share_max=1.0)])
    assert run("find", "--rule", "shared_phone", *DAY).code == 0
    assert "at least 75.00% of the votes / 至少占表决权75.00%, as of" in run("show", "p", *DAY).out


def test_a_page_names_the_circle_that_control_needs(store: Store, run: Run) -> None:
    circle = [person("p"), person("q"), Relation(start="p", end="q", kind="spouse", confidence=0.9)]
    load(store, [*circle, owns("p", "a", 0.3), owns("q", "a", 0.3)])
    assert run("find", "--rule", "shared_phone", *DAY).code == 0
    page = run("show", "p", *DAY).out
    assert "with its circle; this rests on marriage (confidence 90.0%) / 与亲属或一致行动人共同控制；认定依据" in page


def test_findings_for_programs_are_objects(store: Store, run: Run) -> None:
    load(store, [guarantees("a", "b", 2e6), guarantees("b", "a", 3e6)])
    assert run("find", "--rule", "mutual_guarantees", *DAY).code == 0
    (finding,) = run("show", "a", *DAY, "--json").read_json()["party"]["findings"]
    assert (finding["evidence"]["path"], finding["row"]["amount"]) == (["a", "b"], 5e6)


def test_properties_read_like_numbers_and_words(store: Store, run: Run) -> None:
    load(store, [company("a", registered_capital=1_000_000.0, client=False)])
    out = run("show", "a", *DAY).out
    assert "registered capital 1,000,000;" in out
    assert "client no" in out


def test_a_party_without_properties_has_no_empty_line(store: Store, run: Run) -> None:
    load(store, [person("p")])
    assert run("show", "p", *DAY).out.splitlines()[1] == "  1 record by case"


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.0, "0"), (-4_465_700.0, "-4,465,700"), (0.84912, "0.8491"), (999.96, "1,000"), (1234.5, "1,234"), (5, "5")],
)
def test_numbers_are_written_as_people_read_them(number: float, written: str) -> None:
    assert write_number(number) == written


def make_line(*evidence: str) -> ScoreLine:
    """Make a line of a score with evidence."""
    return ScoreLine(
        code="ring", kind="rule", value=1.0, weight=1.0, contribution=-1.0,
        sentence_zh="一句话。", sentence_en="A sentence.", evidence=evidence,
    )  # fmt: skip


def test_a_line_of_the_score_shows_records_first_and_counts_the_rest() -> None:
    printed = list(explain_line(make_line("a", "b", "case|1", "case|2")))
    assert printed[:2] == ["A sentence.", "一句话。"]
    assert "[case|1, case|2, a and 1 more]" in printed[2]


def test_a_line_without_evidence_is_its_sentences() -> None:
    assert list(explain_line(make_line())) == ["A sentence.", "一句话。"]
