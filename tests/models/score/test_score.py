"""A score adds up to the last digit, whatever the signals, and says why in the same words every time."""

import copy
import math
import random
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.errors import PolicyError
from riskgraph.models.economy import Forecast
from riskgraph.models.policy import POLICY_FILE, Policy, build_policy, read_policy
from riskgraph.models.score.assessment import assess_parties
from riskgraph.models.score.docs import write_scoring
from riskgraph.models.score.table import (
    LIMIT,
    NOTHING_KNOWN,
    REPEATED,
    ScoreLine,
    ScoreTable,
    read_table_json,
    score_party,
    write_table_json,
)
from riskgraph.models.signals import Severity, Signal, SignalKind

from ..economies import build_economy

AS_OF = date(2022, 12, 31)
POLICY = read_policy()
CONTENT = yaml.safe_load(POLICY_FILE.read_text(encoding="utf-8"))


def make_signal(code: str = "debt_ratio", value: float | None = 0.9, **changes: Any) -> Signal:
    fields = {
        "code": code,
        "kind": SignalKind.ABILITY,
        "value": value,
        "sentence_zh": "一句话。",
        "sentence_en": f"A sentence on {code}.",
        "as_of": AS_OF,
        "evidence": (f"a|{code}|2021",),
    }
    return Signal(**{**fields, **changes})


def make_hit(rule: str = "ring", severity: Severity = Severity.HIGH, number: int = 0) -> Signal:
    return make_signal(rule, 1.0, kind=SignalKind.RULE, severity=severity, sentence_en=f"Hit {number:03}.")


def changed_policy(**changes: Any) -> Policy:
    return build_policy({**copy.deepcopy(CONTENT), **changes}, "test.yml")


def contribution(table: ScoreTable, code: str) -> float:
    return math.fsum(line.contribution for line in table.lines if line.code == code)


MEASURES = st.dictionaries(st.sampled_from(sorted(POLICY.measures)), st.none() | st.floats(-1e6, 1e6))
HITS = st.lists(st.tuples(st.sampled_from(["r1", "r2", "r3"]), st.sampled_from(list(Severity))), max_size=12)


@given(MEASURES, HITS)
def test_contributions_add_up_to_the_score(values: dict[str, float | None], hits: list[tuple[str, Severity]]) -> None:
    signals = [make_signal(code, value) for code, value in values.items()]
    signals += [make_hit(rule, severity, number) for number, (rule, severity) in enumerate(hits)]
    table = score_party(signals, POLICY)
    assert abs(sum(line.contribution for line in table.lines) - table.value) < 1e-9
    assert 0 <= table.value <= 100


@given(MEASURES, HITS, st.randoms())
def test_order_of_signals_does_not_matter(values: dict[str, float], hits: list[Any], dice: random.Random) -> None:
    signals = [make_signal(code, value) for code, value in values.items()]
    signals += [make_hit(rule, severity, number) for number, (rule, severity) in enumerate(hits)]
    shuffled = dice.sample(signals, len(signals))
    assert score_party(signals, POLICY) == score_party(shuffled, POLICY)


@given(MEASURES, HITS)
def test_table_survives_json(values: dict[str, float | None], hits: list[tuple[str, Severity]]) -> None:
    signals = [make_signal(code, value) for code, value in values.items()]
    signals += [make_hit(rule, severity, number) for number, (rule, severity) in enumerate(hits)]
    table = score_party(signals, POLICY)
    assert read_table_json(write_table_json(table)) == table


def test_score_without_signals_is_the_base() -> None:
    table = score_party([], POLICY)
    assert (table.value, table.reasons) == (POLICY.base, ())


def test_score_cut_at_zero_shows_what_was_cut() -> None:
    table = score_party([make_signal("bankruptcy_case", 1), make_signal("loans_in_default", 3)], POLICY)
    assert table.value == 0
    assert contribution(table, LIMIT) == 45 + 45 - POLICY.base


def test_a_sum_just_below_nothing_is_a_plain_zero() -> None:
    scale = {"why": "for the test", "points": [[0.0, 0.0], [1.0, -1.0]], "unknown": -1.0}
    policy = changed_policy(base=0.3, measures={"debt_ratio": scale, "cash_cover": scale})
    table = score_party([make_signal(value=0.1), make_signal("cash_cover", 0.2)], policy)
    assert math.fsum(line.contribution for line in table.lines) < 0
    assert str(table.value) == "0.0"


def test_values_between_two_points_count_in_proportion() -> None:
    policy = changed_policy(
        measures={"debt_ratio": {"why": "for the test", "points": [[0.0, 0.0], [1.0, -8.0]], "unknown": -1.0}}
    )
    assert contribution(score_party([make_signal(value=0.25)], policy), "debt_ratio") == -2.0


@pytest.mark.parametrize(("value", "points"), [(-5.0, 4.0), (0.3, 4.0), (0.55, 0.0), (1.0, -10.0), (7.0, -10.0)])
def test_values_outside_the_points_count_as_the_last(value: float, points: float) -> None:
    assert POLICY.scale("debt_ratio").compute_points(value) == points


def test_unknown_has_a_line_and_points_of_its_own() -> None:
    table = score_party([make_signal(value=None)], POLICY)
    line = next(line for line in table.lines if line.code == "debt_ratio")
    assert line.unknown
    assert line.contribution == POLICY.measures["debt_ratio"].unknown


def test_unknown_is_not_zero() -> None:
    assert score_party([make_signal(value=None)], POLICY).value != score_party([make_signal(value=0.0)], POLICY).value


def assess(forecast: float | None = None, **facts: Any) -> ScoreTable:
    """Score one company of which only these facts are known."""
    economy = build_economy(["a"], **facts)
    expected = None if forecast is None else Forecast(np.array([forecast]), "m")
    return next(assess_parties(economy, [], POLICY, expected)).table


def test_company_of_which_nothing_is_known_has_no_grade() -> None:
    for forecast in (None, 0.0):
        table = assess(forecast, founded="NaT")
        assert (table.grade, table.ungraded) == (None, NOTHING_KNOWN)
        assert read_table_json(write_table_json(table)) == table


def test_company_of_which_little_is_known_starts_below_bbb() -> None:
    table = assess(founded="NaT")
    grade = POLICY.grade(table.value)
    assert (grade, table.value) == ("BB", 53)
    assert f"loses {POLICY.base - table.value:g} points, so it starts at {grade}" in write_scoring(POLICY)


def test_a_person_has_no_grade_whatever_is_known() -> None:
    loan = {"borrower": "p", "loan_class": "normal", "starts_on": "2020-01-01", "due_on": "2024-01-01"}
    for loans in ([], [loan]):
        person = next(assess_parties(build_economy([], persons=["p"], loans=loans), [], POLICY, parties=["p"])).table
        assert (person.grade, person.ungraded) == (None, "Person")


def test_company_without_accounts_is_below_bbb_however_well_the_rest_looks() -> None:
    case = {"party": "a", "kind": "lawsuit", "role": "plaintiff", "filed_on": "2022-01-01"}
    loan = {"borrower": "a", "loan_class": "normal", "starts_on": "2020-01-01", "due_on": "2024-01-01"}
    on_time = ("a", "overdue_days", "2021", 0.0)
    table = assess(0.0, founded="1990-01-01", cases=[case], loans=[loan], figures=[on_time])
    assert (table.grade, table.value) == ("BB", 61)


def test_a_bank_without_accounts_never_gets_an_a() -> None:
    bank = assess(0.0, founded="1990-01-01", industry="J66")
    assert (bank.grade, bank.value) == ("BBB", POLICY.without_accounts.highest)
    assert bank.value == pytest.approx(math.fsum(line.contribution for line in bank.lines))
    assert "without_accounts" in bank.reasons
    assert not any(POLICY.grade(POLICY.without_accounts.highest).startswith(letter) for letter in ("A", "AA", "AAA"))


def test_a_bank_with_a_balance_sheet_is_not_limited() -> None:
    bank = assess(0.0, founded="1990-01-01", industry="J66", figures=[("a", "net_assets", "2021", 10.0)])
    assert bank.grade == "A"
    assert "without_accounts" not in {line.code for line in bank.lines}


def test_a_balance_sheet_that_is_not_public_yet_does_not_count() -> None:
    bank = assess(0.0, founded="1990-01-01", industry="J66", figures=[("a", "net_assets", "2022", 10.0)])
    assert "without_accounts" in {line.code for line in bank.lines}


def test_a_company_without_accounts_below_the_limit_keeps_its_score() -> None:
    assert "without_accounts" not in {line.code for line in assess().lines}


@pytest.mark.parametrize("status", ["revoked", "dissolved", "deregistered"])
def test_a_company_that_is_struck_off_has_no_grade(status: str) -> None:
    good = [("a", name, "2021", value) for name, value in (("total_assets", 100.0), ("net_assets", 60.0))]
    table = assess(figures=good, status=status)
    assert (table.grade, table.ungraded) == (None, status)
    assert read_table_json(write_table_json(table)) == table


@pytest.mark.parametrize("status", ["", "active", "suspended", "bankrupt", "other"])
def test_a_company_of_another_status_keeps_its_grade(status: str) -> None:
    assert assess(status=status).grade == assess().grade == "BB"


@pytest.mark.parametrize("forecast", [None, 0.0, 0.02])
def test_good_accounts_lift_an_otherwise_equal_company_above_bbb(forecast: float | None) -> None:
    good = {"total_assets": 100.0, "net_assets": 60.0, "revenue": 100.0, "net_profit": 10.0, "current_ratio": 2.0}
    figures = [("a", name, "2021", value) for name, value in good.items()]
    assert assess(forecast, figures=figures).value > 74 > 62 > assess(forecast).value


def test_a_bank_and_a_person_are_not_judged_by_accounts_that_do_not_apply() -> None:
    bank = assess(founded="NaT", industry="J66")
    person = next(assess_parties(build_economy([], persons=["p"]), [], POLICY, parties=["p"])).table
    assert (bank.value, person.value) == (POLICY.base - 3, POLICY.base)
    assert not {"debt_ratio", "current_ratio"} & {line.code for line in (*bank.lines, *person.lines)}


def test_weight_is_the_most_that_a_line_counts_and_some_value_reaches_it() -> None:
    for code, scale in POLICY.measures.items():
        corners = [None, *(value for value, _ in scale.points)]
        reached = [abs(line_of(code, value).contribution) for value in corners]
        assert max(reached) == line_of(code, None).weight, code


@given(st.sampled_from(sorted(POLICY.measures)), st.floats(-1e6, 1e6))
def test_no_value_counts_more_than_the_weight(code: str, value: float) -> None:
    line = line_of(code, value)
    assert abs(line.contribution) <= line.weight


def line_of(code: str, value: float | None) -> ScoreLine:
    """Return the line that a value of a measure makes."""
    return next(line for line in score_party([make_signal(code, value)], POLICY).lines if line.code == code)


def test_the_last_hit_that_counts_leaves_no_line_for_those_that_do_not() -> None:
    counted = len(POLICY.rules.repeats)
    lines = [
        [(line.kind, line.value) for line in score_party([make_hit(number=n) for n in range(hits)], POLICY).lines]
        for hits in (counted, counted + 1)
    ]
    assert [line for line in lines[0] if line[0] == REPEATED] == []
    assert [line for line in lines[1] if line[0] == REPEATED] == [(REPEATED, 1.0)]


def test_at_most_four_reasons_and_the_gravest_first() -> None:
    codes = ("bankruptcy_case", "dishonest_listing", "overdue_loans", "negative_net_assets", "lawsuits_against")
    table = score_party([make_signal(code, 1.0) for code in codes], POLICY)
    assert table.reasons == ("bankruptcy_case", "dishonest_listing", "negative_net_assets", "overdue_loans")


def test_what_adds_points_is_no_reason() -> None:
    assert score_party([make_signal(value=0.1)], POLICY).reasons == ()


def test_cut_is_no_reason() -> None:
    policy = changed_policy(base=100.0)
    assert score_party([make_signal(value=0.1)], policy).reasons == ()


def test_new_rule_counts_by_its_severity() -> None:
    table = score_party([make_hit("a_rule_of_tomorrow", Severity.MEDIUM)], POLICY)
    assert contribution(table, "a_rule_of_tomorrow") == POLICY.rules.severities["medium"]


def test_rule_with_points_of_its_own_counts_by_them() -> None:
    rules = {**CONTENT["rules"], "own": {"ring": -1.5}}
    assert contribution(score_party([make_hit()], changed_policy(rules=rules)), "ring") == -1.5


def test_each_further_hit_of_a_rule_counts_less_and_all_are_told() -> None:
    table = score_party([make_hit(number=number) for number in range(10)], POLICY)
    assert contribution(table, "ring") == pytest.approx(-14 * 1.75)
    assert "count no more: 7." in table.lines[-1].sentence_en


@pytest.mark.parametrize(
    "signals",
    [
        [make_signal("no_such_measure", 1.0)],
        [make_signal("no_such_rule", 1.0, kind=SignalKind.RULE)],
        [make_signal(value=math.nan)],
        [make_signal(value=math.inf)],
        [make_signal(value=0.1), make_signal(value=0.2)],
    ],
)
def test_signal_that_cannot_be_counted_is_refused(signals: list[Signal]) -> None:
    with pytest.raises(PolicyError):
        score_party(signals, POLICY)


def test_every_line_has_both_sentences() -> None:
    for line in score_party([make_signal(), make_hit(), make_signal("bankruptcy_case", 1.0)], POLICY).lines:
        assert line.sentence_zh
        assert line.sentence_en


def test_grades_fall_with_the_score() -> None:
    assert [POLICY.grade(score) for score in (100, 92, 91.99, 50, 0)] == ["AAA", "AAA", "AA", "BB", "CCC"]


def test_grades_run_from_aaa_to_ccc() -> None:
    assert [band.grade for band in POLICY.bands] == ["AAA", "AA", "A", "BBB", "BB", "B", "CCC"]


def test_version_follows_what_counts_and_not_comments(tmp_path: Path) -> None:
    text = POLICY_FILE.read_text(encoding="utf-8")
    commented, changed = tmp_path / "commented.yml", tmp_path / "changed.yml"
    commented.write_text(text + "\n# a remark\n", encoding="utf-8")
    changed.write_text(text.replace("base: 76.0", "base: 77.0"), encoding="utf-8")
    assert read_policy(commented).version == POLICY.version
    assert read_policy(changed).version != POLICY.version


BAD = [
    {"bands": [{"grade": "A", "lowest": 50.0}, {"grade": "B", "lowest": 10.0}]},
    {"bands": [{"grade": "A", "lowest": 50.0}, {"grade": "A", "lowest": 0.0}]},
    {"bands": [{"grade": "A", "lowest": 0.0}, {"grade": "B", "lowest": 50.0}]},
    {"base": 101.0},
    {"reasons": 5},
    {"surprise": 1},
    {"rules": {**CONTENT["rules"], "severities": {"high": -1.0}}},
    {"rules": {**CONTENT["rules"], "repeats": [0.5, 1.0]}},
    {"measures": {"debt_ratio": {"why": "for the test", "points": [[1.0, 0.0], [0.0, 1.0]], "unknown": 0.0}}},
    {"measures": {"debt_ratio": {"why": "for the test", "points": [[0.0, 0.0], [1.0, 1.0]]}}},
    {"measures": {"debt_ratio": {"points": [[0.0, 0.0], [1.0, 1.0]], "unknown": 0.0}}},
]


@pytest.mark.parametrize("change", BAD)
def test_incomplete_policy_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PolicyError, match=r"test\.yml"):
        changed_policy(**change)


@pytest.mark.parametrize("text", ["", "- a list", "base: [", None])
def test_file_that_is_no_policy_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "policy.yml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=r"policy\.yml"):
        read_policy(path)
