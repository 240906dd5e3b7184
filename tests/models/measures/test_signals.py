"""Findings and measures become signals that carry their sentence, day and evidence."""

import json
import re
from datetime import date
from typing import Any

import pytest

from riskgraph.errors import NotFoundError, PolicyError
from riskgraph.models.measures import list_measures
from riskgraph.models.policy import read_policy
from riskgraph.models.score.assessment import assess_parties
from riskgraph.models.signals import read_evidence, read_finding, read_findings

from ..economies import AS_OF, build_economy
from .signals import codes_of, signal_of

DEFAULTED = {"starts_on": "2021-01-01", "due_on": "2024-01-01", "defaulted_on": "2022-06-01"}


def make_finding(**changes: Any) -> dict[str, Any]:
    row = {
        "rule": "ownership_ring",
        "party": "a",
        "key": "a",
        "severity": "high",
        "title_zh": "甲公司持有自身股权。",
        "title_en": "A owns part of itself.",
        "evidence": '{"path": ["OWNS|a|b", "OWNS|b|a"], "records": ["world|1"]}',
        "as_of": date(2022, 12, 31),
    }
    return {**row, **changes}


def test_finding_keeps_its_sentences_and_flattens_its_evidence() -> None:
    signal = read_finding(make_finding())
    assert signal.sentence_zh == "甲公司持有自身股权。"
    assert signal.evidence == ("OWNS|a|b", "OWNS|b|a", "world|1")


def test_a_finding_gives_a_line_to_each_party_that_it_burdens_and_to_no_other() -> None:
    shells = make_finding(burdened=["a", "b", "c"], evidence='{"path": ["a", "b", "c", "lender"]}')
    assert list(read_findings([shells])) == ["a", "b", "c"]


@pytest.mark.parametrize("evidence", [None, "", "[]", [], "{}"])
def test_missing_evidence_is_empty(evidence: Any) -> None:
    assert read_evidence(evidence) == ()


def test_plain_key_is_evidence() -> None:
    assert read_evidence("world|1") == ("world|1",)


def test_one_of_a_kind_is_no_plural() -> None:
    kinds = ("dishonest_executee", "enforcement", "bankruptcy", "lawsuit", "regulatory_violation")
    cases = [{"party": "a", "kind": kind, "filed_on": "2022-01-01"} for kind in kinds]
    loans = [{"borrower": "a", **DEFAULTED}, {"borrower": "a", "due_on": "2022-12-01", "loan_class": "special_mention"}]
    economy = build_economy(["a"], cases=cases, loans=loans, figures=[("a", "overdue_days", "2021", 1.0)])
    (assessment,) = assess_parties(economy, [], read_policy())
    sentences = [signal.sentence_en for signal in assessment.signals if signal.value == 1.0]
    assert "Open lawsuits against it: 1." in sentences
    assert len(sentences) == 9
    assert [sentence for sentence in sentences if re.search(r"\b1 \w+s\b", sentence)] == []


def test_order_of_findings_does_not_matter() -> None:
    rows = [make_finding(key="x"), make_finding(key="y", title_en="Another."), make_finding(party="b")]
    assert read_findings(rows) == read_findings(rows[::-1])


def test_equal_findings_count_once() -> None:
    assert len(read_findings([make_finding(), make_finding()])["a"]) == 1


def test_severity_that_nobody_knows_is_refused() -> None:
    with pytest.raises(PolicyError, match="critical"):
        read_finding(make_finding(severity="critical"))


def test_every_measure_has_points_and_every_points_a_measure() -> None:
    assert {measure.code for measure in list_measures()} == set(read_policy().measures)


def test_every_measure_speaks_both_languages() -> None:
    for measure in list_measures():
        for wording in filter(None, (measure.title, measure.sentence, measure.unknown, measure.clear)):
            assert any(
                "\u4e00" <= letter <= "\u9fff" for letter in wording.zh.format(value="", period="", title="标题")
            )
            assert wording.en.format(value="", period="", title="Title").isascii()


@pytest.mark.parametrize(("founded", "evidence"), [("2010-01-01", ("a",)), ("NaT", ()), ("2023-06-01", ())])
def test_age_names_the_company_where_its_founding_is_known(founded: str, evidence: tuple[str, ...]) -> None:
    assert signal_of(build_economy(["a"], founded=founded), "age").evidence == evidence


def test_loan_in_default_is_its_own_evidence() -> None:
    signal = signal_of(build_economy(["a"], loans=[{"borrower": "a", "id": "F1", **DEFAULTED}]), "loans_in_default")
    assert (signal.value, signal.evidence) == (1.0, ("F1",))


def test_default_after_the_day_is_not_known_yet() -> None:
    loan = {"borrower": "a", **DEFAULTED, "defaulted_on": "2023-01-01"}
    assert signal_of(build_economy(["a"], loans=[loan]), "loans_in_default").value == 0.0


def test_settled_default_no_longer_counts() -> None:
    loan = {"borrower": "a", **DEFAULTED, "closed_on": "2022-09-01"}
    assert signal_of(build_economy(["a"], loans=[loan]), "loans_in_default").value == 0.0


def test_loan_is_overdue_after_the_days_of_grace() -> None:
    loans = [{"borrower": "a", "due_on": "2022-12-27"}, {"borrower": "b", "due_on": "2022-12-28"}]
    economy = build_economy(["a", "b"], loans=loans)
    assert signal_of(economy, "overdue_loans").value == 1.0
    assert signal_of(economy, "overdue_loans", "b").value == 0.0


def test_party_that_never_borrowed_has_no_line_on_loans() -> None:
    assert "overdue_loans" not in codes_of(build_economy(["a"]))


def test_worst_loan_class_counts() -> None:
    loans = [
        {"borrower": "a", "id": "F1", "loan_class": "normal"},
        {"borrower": "a", "id": "F2", "loan_class": "doubtful"},
    ]
    signal = signal_of(build_economy(["a"], loans=loans), "worst_loan_class")
    assert (signal.value, signal.evidence) == (3.0, ("F2",))
    assert signal.sentence_zh == "未结清贷款的最差五级分类为可疑类。"
    assert signal.sentence_en == "The worst of the five classes of its open loans is doubtful."


@pytest.mark.parametrize(
    ("closed", "role", "listed"),
    [("NaT", "executed_person", 1.0), ("2022-12-31", "executed_person", 0.0), ("NaT", "plaintiff", 0.0)],
)
def test_listing_counts_while_open_and_against_the_party(closed: str, role: str, listed: float) -> None:
    case = {"party": "a", "kind": "dishonest_executee", "role": role, "filed_on": "2021-01-01", "closed_on": closed}
    assert signal_of(build_economy(["a"], cases=[case]), "dishonest_listing").value == listed


def test_without_court_data_listings_are_unknown() -> None:
    assert signal_of(build_economy(["a"]), "dishonest_listing").value is None


def test_person_has_conduct_and_no_accounts() -> None:
    case = {"party": "p", "kind": "dishonest_executee", "filed_on": "2021-01-01"}
    codes = codes_of(build_economy(["a"], persons=["p"], cases=[case]), "p")
    assert "dishonest_listing" in codes
    assert "debt_ratio" not in codes


def guarantees(*rows: tuple[str, str, float | None]) -> dict[str, list[dict[str, Any]]]:
    """Build guarantees; an amount of `None` is unknown."""
    return {
        "GUARANTEES": [
            {"start": start, "end": end, **({} if amount is None else {"amount": amount})}
            for start, end, amount in rows
        ]
    }


def test_guarantee_multiple_sums_what_is_known_and_says_so() -> None:
    ties = guarantees(("a", "b", 60.0), ("a", "c", 60.0), ("a", "c", None))
    economy = build_economy(["a", "b", "c"], ties=ties, figures=[("a", "net_assets", "2021", 100.0)])
    signal = signal_of(economy, "guarantee_multiple")
    assert signal.value == pytest.approx(1.2)
    assert "at least 1.20 times" in signal.sentence_en


def test_a_capped_multiple_is_written_as_more_than_its_cap() -> None:
    figures = [("a", "net_assets", "2021", 1.0)]
    economy = build_economy(["a", "b"], ties=guarantees(("a", "b", 500.0)), figures=figures)
    signal = signal_of(economy, "guarantee_multiple")
    assert signal.value == 100.0
    assert signal.sentence_zh == "对外担保总额为净资产的100倍以上。"
    assert "are more than 100 times its net assets" in signal.sentence_en


@pytest.mark.parametrize(
    ("net_assets", "amounts", "zh", "en"),
    [
        (-5.0, [5e6], "500万，而净资产为负。", "5 million for others, while its net assets are negative."),
        (
            0.0,
            [5e6, None],
            "至少500万，而净资产为零。",
            "at least 5 million for others, while its net assets are zero.",
        ),
    ],
)
def test_guarantees_are_no_multiple_of_net_assets_of_zero_or_less(
    net_assets: float, amounts: list[float | None], zh: str, en: str
) -> None:
    ties = guarantees(*(("a", "b", amount) for amount in amounts))
    economy = build_economy(["a", "b"], ties=ties, figures=[("a", "net_assets", "2021", net_assets)])
    signal = signal_of(economy, "guarantee_multiple")
    assert signal.value == 100.0
    assert signal.sentence_zh == f"对外担保总额{zh}"
    assert signal.sentence_en == f"It guarantees {en}"


def test_guarantees_of_unknown_amount_are_unknown() -> None:
    economy = build_economy(["a", "b"], ties=guarantees(("a", "b", None)), figures=[("a", "net_assets", "2021", 1.0)])
    assert signal_of(economy, "guarantee_multiple").value is None


def test_guarantee_circle_is_counted_and_chain_is_not() -> None:
    economy = build_economy(["a", "b", "c"], ties=guarantees(("a", "b", 1.0), ("b", "a", 1.0), ("b", "c", 1.0)))
    assert signal_of(economy, "guarantee_circle").value == 2.0
    assert signal_of(economy, "guarantee_circle", "c").value == 0.0


def test_distress_runs_from_borrower_to_guarantor_and_on() -> None:
    """C defaults; B loses 0.45 of its net assets by its guarantee, A half as much times 0.45."""
    economy = build_economy(
        ["a", "b", "c"],
        ties=guarantees(("a", "b", 50.0), ("b", "c", 100.0)),
        figures=[("a", "net_assets", "2021", 100.0), ("b", "net_assets", "2021", 100.0)],
        loans=[{"borrower": "c", **DEFAULTED}],
    )
    assert signal_of(economy, "distress_guarantees", "b").value == pytest.approx(0.45)
    assert signal_of(economy, "distress_guarantees").value == pytest.approx(0.45 * 0.5 * 0.45)


def test_guarantor_in_default_itself_is_told_what_it_receives() -> None:
    economy = build_economy(
        ["a", "b"],
        ties=guarantees(("a", "b", 100.0)),
        figures=[("a", "net_assets", "2021", 100.0)],
        loans=[{"borrower": "a", **DEFAULTED}, {"borrower": "b", **DEFAULTED}],
    )
    assert signal_of(economy, "distress_guarantees").value == pytest.approx(0.45)


def test_distress_with_unknown_net_assets_is_unknown() -> None:
    economy = build_economy(["a", "b"], ties=guarantees(("a", "b", 1.0)), loans=[{"borrower": "b", **DEFAULTED}])
    assert signal_of(economy, "distress_guarantees").value is None


def test_frozen_and_pledged_shares_are_added() -> None:
    ties = {"PLEDGES": [{"start": "p", "end": "a", "share": 0.5}, {"start": "p", "end": "a", "share": 0.3}]}
    signal = signal_of(build_economy(["a"], persons=["p"], ties=ties), "pledged_shares")
    assert signal.value == pytest.approx(0.8)


def test_largest_buyer_names_the_tie() -> None:
    ties = {
        "SUPPLIES": [
            {"start": "a", "end": "b", "share_of_sales": 0.2},
            {"start": "a", "end": "c", "share_of_sales": 0.7},
        ]
    }
    signal = signal_of(build_economy(["a", "b", "c"], ties=ties), "largest_buyer")
    assert (signal.value, signal.evidence) == (0.7, ("SUPPLIES|a|c",))


def test_largest_buyer_is_the_one_with_the_largest_sum() -> None:
    rows = [("b", 0.3), ("c", 0.4), ("b", 0.3), ("c", None), ("d", None)]
    ties = [{"start": "a", "end": end, **({} if part is None else {"share_of_sales": part})} for end, part in rows]
    signal = signal_of(build_economy(["a", "b", "c", "d"], ties={"SUPPLIES": ties}), "largest_buyer")
    assert (signal.value, set(signal.evidence)) == (0.6, {"SUPPLIES|a|b"})


def test_unknown_party_is_refused() -> None:
    with pytest.raises(NotFoundError, match="'z'"):
        list(assess_parties(build_economy(["a"]), [], read_policy(), parties=["z"]))


def test_a_person_is_scored_only_by_name() -> None:
    economy, found = build_economy(["a"], persons=["p", "q"]), [make_finding(party="p")]
    for asked, scored in ((None, ["a"]), (["p"], ["p"])):
        assert [item.party for item in assess_parties(economy, found, read_policy(), parties=asked)] == scored


def test_signals_carry_the_day_asked_for() -> None:
    signals = next(assess_parties(build_economy(["a"]), [], read_policy())).signals
    assert {signal.as_of for signal in signals} == {AS_OF}


def test_evidence_of_findings_may_be_text_or_lists() -> None:
    assert read_evidence(json.dumps(["x", ["y"]])) == read_evidence([["x"], "y"]) == ("x", "y")


LATE_CLASSES = [("2022-12-28", 0.0), ("2022-12-27", 1.0), ("2022-10-02", 1.0), ("2022-10-01", 2.0), ("2022-04-05", 2.0)]
LATE_CLASSES += [("2022-04-04", 3.0), ("2022-01-05", 3.0), ("2022-01-04", 4.0)]


@pytest.mark.parametrize(("due_on", "worst"), LATE_CLASSES)
def test_class_of_a_loan_is_at_least_the_one_of_its_days_late(due_on: str, worst: float) -> None:
    loans = [{"borrower": "a", "due_on": due_on, "loan_class": "normal"}]
    assert signal_of(build_economy(["a"], loans=loans), "worst_loan_class").value == worst


def test_class_that_a_lender_delivers_stays_where_it_is_worse() -> None:
    loans = [{"borrower": "a", "due_on": "2022-12-01", "loan_class": "doubtful"}]
    assert signal_of(build_economy(["a"], loans=loans), "worst_loan_class").value == 3.0


def test_late_invoices_and_late_loans_are_two_signals() -> None:
    loans = [{"borrower": "b", "id": "F1", "due_on": "2022-12-01"}, {"borrower": "b", "closed_on": "2022-06-01"}]
    economy = build_economy(["a", "b"], figures=[("a", "overdue_days", "2021", 45.0)], loans=loans)
    assert (signal_of(economy, "invoice_days_late").value, "loan_days_late" in codes_of(economy)) == (45.0, False)
    late = signal_of(economy, "loan_days_late", "b")
    assert (late.value, late.evidence, "invoice_days_late" in codes_of(economy, "b")) == (30.0, ("F1",), False)


def test_sound_main_buyer_is_no_weakness() -> None:
    economy = build_economy(["a", "b"], ties={"SUPPLIES": [{"start": "a", "end": "b", "share_of_sales": 0.9}]})
    assert read_policy().measures["largest_buyer"].compute_points(signal_of(economy, "largest_buyer").value) == 0.0
    assert "doubtful_buyer" not in codes_of(economy)


@pytest.mark.parametrize(
    ("holdings", "doubtful"),
    [
        ([("a", "b", 0.2)], True),
        ([("b", "a", 0.2)], True),
        ([("p", "a", 0.2), ("p", "b", 0.3)], True),
        ([("p", "a", 0.19), ("p", "b", 0.9)], False),
    ],
)
def test_main_buyer_that_is_related_is_doubtful(holdings: list[tuple[str, str, float]], doubtful: bool) -> None:
    owns = [{"start": start, "end": end, "share": share} for start, end, share in holdings]
    ties = {"SUPPLIES": [{"start": "a", "end": "b", "share_of_sales": 0.6}], "OWNS": owns}
    assert ("doubtful_buyer" in codes_of(build_economy(["a", "b"], persons=["p"], ties=ties))) == doubtful


def test_main_buyer_in_default_is_doubtful() -> None:
    ties = [{"start": "a", "end": end, "share_of_sales": share} for end, share in (("b", 0.3), ("c", 0.6))]
    economy = build_economy(["a", "b", "c"], ties={"SUPPLIES": ties}, loans=[{"borrower": "b", **DEFAULTED}])
    signal = signal_of(economy, "doubtful_buyer")
    assert (signal.value, signal.evidence) == (0.3, ("SUPPLIES|a|b",))


def test_finding_that_burdens_no_one_gives_no_line() -> None:
    assert read_findings([make_finding(burdened=[])]) == {}
