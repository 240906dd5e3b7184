"""Measures of the willingness to pay: loans past due, defaults, and court cases."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..economy import Cases, Days, Economy, Flags
from ..matrices import Floats
from ..policy import Assumptions
from ..signals import SignalKind
from ..wording import Wording
from .accounts import build_stated_measure
from .measure import Measure, Measured, Unit, count_by, group_by

DEFENDING = ("defendant", "executed_person", "debtor", "offender")
LOAN_CLASSES = ("normal", "special_mention", "substandard", "doubtful", "loss")
# the most days late of the classes before the last (商业银行金融资产风险分类办法, 2023)
MOST_DAYS_LATE = (0, 90, 270, 360)
NO_LOANS = Wording("没有可用的{title}数据，不能视为没有。", "{title} is not known; that is not the same as none.")
NO_CASES = Wording("尚未载入法院数据，{title}未知。", "{title}: unknown, because no court data is loaded.")


def is_open(starts: Days, ends: Days, day: np.datetime64) -> Flags:
    """Find what has begun by the day, or has no known beginning, and has not ended."""
    return np.asarray((np.isnat(starts) | (starts <= day)) & (np.isnat(ends) | (ends > day)))


def find_in_default(economy: Economy) -> Flags:
    """Find the facilities in default on the day: [facilities]."""
    loans = economy.loans
    return np.asarray((loans.defaulted_on <= economy.day) & is_open(loans.starts_on, loans.closed_on, economy.day))


def build_loan_count(economy: Economy, chosen: Flags) -> Measured:
    """Count the chosen facilities of each borrower; parties that never borrowed get no signal."""
    loans = economy.loans
    begun = np.isnat(loans.starts_on) | (loans.starts_on <= economy.day)
    groups = group_by(loans.borrower, np.flatnonzero(chosen), economy.count)
    values = count_by(loans.borrower, chosen, economy.count)
    applies = count_by(loans.borrower, begun, economy.count) > 0
    return Measured(values, applies, lambda party: tuple(str(loan) for loan in loans.id[groups.of(party)]))


def measure_overdue(economy: Economy, assumptions: Assumptions) -> Measured:
    """Count open facilities that are past due but not in default."""
    loans, day = economy.loans, economy.day
    late = loans.due_on + np.timedelta64(assumptions.overdue_grace_days, "D") < day
    chosen = is_open(loans.starts_on, loans.closed_on, day) & late & ~find_in_default(economy)
    return build_loan_count(economy, np.asarray(chosen))


def measure_default(economy: Economy, _: Assumptions) -> Measured:
    """Count facilities in default that are not repaid."""
    return build_loan_count(economy, find_in_default(economy))


def count_days_late(economy: Economy, assumptions: Assumptions) -> Floats:
    """Count the days for which each open facility is past due, 0 within the days of grace: [facilities]."""
    loans, day = economy.loans, economy.day
    late = (day - loans.due_on).astype("timedelta64[D]")
    counted = is_open(loans.starts_on, loans.closed_on, day) & (late > assumptions.overdue_grace_days)
    return np.where(counted, late.astype(np.float64), 0.0)


def measure_loan_days(economy: Economy, assumptions: Assumptions) -> Measured:
    """Find the most days for which one of a party's open facilities is past due."""
    loans, days = economy.loans, count_days_late(economy, assumptions)
    most = np.zeros(economy.count)
    np.maximum.at(most, loans.borrower, days)
    latest = (days > 0) & (days == most[loans.borrower])
    return replace(build_loan_count(economy, np.asarray(latest)), values=most)


def measure_class(economy: Economy, assumptions: Assumptions) -> Measured:
    """Find the worst class of a party's open loans, from 0 (normal) to 4 (loss), as delivered or by days late."""
    loans = economy.loans
    current = is_open(loans.starts_on, loans.closed_on, economy.day)
    grade = np.full(len(loans.id), -1)
    for place, name in enumerate(LOAN_CLASSES):
        grade[loans.loan_class == name] = place
    days = count_days_late(economy, assumptions)
    grade = np.maximum(grade, np.where(days > 0, np.searchsorted(MOST_DAYS_LATE, days), -1))
    worst = np.full(economy.count, -1)
    np.maximum.at(worst, loans.borrower[current], grade[current])
    values = np.where(worst < 0, np.nan, worst.astype(np.float64))
    decisive = current & (grade == worst[loans.borrower]) & (grade >= 0)
    groups = group_by(loans.borrower, np.flatnonzero(decisive), economy.count)
    applies = count_by(loans.borrower, current, economy.count) > 0
    return Measured(values, applies, lambda party: tuple(str(loan) for loan in loans.id[groups.of(party)]))


def build_case_measure(*kinds: str) -> Callable[[Economy, Assumptions], Measured]:
    """Build a measure that counts open cases of some kinds against a party."""

    def compute(economy: Economy, _: Assumptions) -> Measured:
        cases = economy.cases
        chosen = find_open_cases(cases, kinds, economy.day)
        groups = group_by(cases.party, np.flatnonzero(chosen), economy.count)
        values = count_by(cases.party, chosen, economy.count)
        known = len(cases.id) > 0
        all_parties = np.ones(economy.count, dtype=np.bool_)
        return Measured(
            values if known else np.full(economy.count, np.nan),
            all_parties,
            lambda party: tuple(f"PARTY_TO|{economy.ids[party]}|{case}" for case in cases.id[groups.of(party)]),
        )

    return compute


def find_open_cases(cases: Cases, kinds: tuple[str, ...], day: np.datetime64) -> Flags:
    """Find the roles in open cases against a party: [roles]; a listing that has ended no longer counts."""
    against = np.isin(cases.role, DEFENDING) & np.isin(cases.kind, kinds)
    return np.asarray(against & is_open(cases.filed_on, cases.closed_on, day))


MEASURES = (
    Measure(
        code="invoice_days_late",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("账款最长逾期天数", "Days invoices were paid late"),
        sentence=Wording(
            "{period}年账款最长逾期{value}天。",
            "Longest delay of a payment to a supplier in {period}, in days: {value}.",
        ),
        clear=Wording("{period}年没有逾期账款。", "It paid no invoice late in {period}."),
        unknown=NO_LOANS,
        compute=build_stated_measure("overdue_days"),
    ),
    Measure(
        code="loan_days_late",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("贷款逾期天数", "Days loans are late"),
        sentence=Wording("未结清贷款最长逾期{value}天。", "Longest time an open loan is past due, in days: {value}."),
        clear=Wording("没有逾期未还的贷款。", "No open loan is past due."),
        unknown=NO_LOANS,
        compute=measure_loan_days,
    ),
    Measure(
        code="overdue_loans",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("逾期贷款", "Overdue loans"),
        sentence=Wording("{value}笔贷款已到期未还。", "Loans past due and not repaid: {value}."),
        clear=Wording("没有逾期贷款。", "None of its loans is past due."),
        unknown=NO_LOANS,
        compute=measure_overdue,
    ),
    Measure(
        code="loans_in_default",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("违约贷款", "Loans in default"),
        sentence=Wording("{value}笔贷款已违约且未结清。", "Loans in default and not settled: {value}."),
        clear=Wording("没有违约贷款。", "None of its loans is in default."),
        unknown=NO_LOANS,
        compute=measure_default,
    ),
    Measure(
        code="worst_loan_class",
        kind=SignalKind.CONDUCT,
        unit=Unit.LOAN_CLASS,
        title=Wording("最差贷款五级分类", "Worst class of its loans"),
        sentence=Wording(
            "未结清贷款的最差五级分类为{value}类。", "The worst of the five classes of its open loans is {value}."
        ),
        clear=Wording("未结清贷款均为正常类。", "All its open loans are classed normal."),
        unknown=NO_LOANS,
        compute=measure_class,
    ),
    Measure(
        code="dishonest_listing",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("失信被执行人", "Listed as a dishonest executee"),
        sentence=Wording(
            "被列为失信被执行人，{value}条记录未移除。",
            "Listed as a dishonest executee; listings not removed: {value}.",
        ),
        clear=Wording("未被列为失信被执行人。", "Not listed as a dishonest executee."),
        unknown=NO_CASES,
        compute=build_case_measure("dishonest_executee"),
    ),
    Measure(
        code="open_enforcements",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("未结执行案件", "Open enforcement cases"),
        sentence=Wording(
            "{value}件执行或限制消费案件未结。", "Open enforcement cases and consumption limits: {value}."
        ),
        clear=Wording("没有未结执行案件。", "No enforcement case is open."),
        unknown=NO_CASES,
        compute=build_case_measure("enforcement", "consumption_limit"),
    ),
    Measure(
        code="bankruptcy_case",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("破产案件", "Bankruptcy case"),
        sentence=Wording("{value}件破产案件在审。", "Open bankruptcy cases: {value}."),
        clear=Wording("没有破产案件。", "No bankruptcy case is open."),
        unknown=NO_CASES,
        compute=build_case_measure("bankruptcy"),
    ),
    Measure(
        code="lawsuits_against",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("被诉案件", "Lawsuits against it"),
        sentence=Wording("作为被告的未结诉讼{value}件。", "Open lawsuits against it: {value}."),
        clear=Wording("没有未结的被诉案件。", "No lawsuit against it is open."),
        unknown=NO_CASES,
        compute=build_case_measure("lawsuit"),
    ),
    Measure(
        code="regulatory_violations",
        kind=SignalKind.CONDUCT,
        unit=Unit.COUNT,
        title=Wording("监管处罚", "Regulator's cases"),
        sentence=Wording(
            "{value}件监管违规记录在案，未见结案。", "Cases of a regulator on record, with no end known: {value}."
        ),
        clear=Wording("没有未结的监管违规记录。", "No case of a regulator is on record without an end."),
        unknown=NO_CASES,
        compute=build_case_measure("regulatory_violation"),
    ),
)
