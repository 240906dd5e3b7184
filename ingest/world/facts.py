"""The tables of the world: their columns and the closed word lists of each."""

from .table import Column, ColumnKind, Table

PARTY = Column(ColumnKind.PARTY)
DAY = Column(ColumnKind.DAY)
AMOUNT = Column(ColumnKind.AMOUNT)
SHARE = Column(ColumnKind.SHARE)
FACILITY = Column(ColumnKind.FACILITY)
LAWSUIT = Column(ColumnKind.LAWSUIT)
SURENESS = Column(ColumnKind.PERCENT)

HOLDING_KINDS = ("shareholder", "nominee", "partner")
ROLES = (
    "legal_representative",
    "director",
    "chair",
    "supervisor",
    "manager",
    "independent_director",
    "secretary",
)
RELATIONS = ("spouse", "child", "parent", "sibling", "nominee", "acts_in_concert")
GUARANTEE_FORMS = ("joint_several", "ordinary")
FACILITY_KINDS = ("loan", "credit_line", "receivable_financing")
LOAN_CLASSES = ("normal", "special_mention", "substandard", "doubtful", "loss")
PURPOSES = ("disbursement", "repayment", "trade", "transfer", "refund", "cash_pool", "lease", "guarantee_call")
PLEDGE_KINDS = ("pledge", "freeze")
LAWSUIT_KINDS = (
    "lawsuit",
    "enforcement",
    "dishonest_executee",
    "consumption_limit",
    "bankruptcy",
    "regulatory_violation",
)
CAUSES = (
    "loan contract dispute",
    "sales contract dispute",
    "guarantee contract dispute",
    "enforcement of a judgment",
    "evasion of enforcement",
    "insolvency petition",
    "late disclosure",
    "false statement",
)
COURT_LEVELS = ("grassroots", "intermediate", "high")
STAGES = ("filed", "heard", "decided", "enforced", "closed")
LAWSUIT_ROLES = ("plaintiff", "defendant", "third_party", "executed_person", "debtor", "offender")

PERIOD = {"valid_from": DAY, "valid_to": DAY}
TABLES: dict[str, dict[str, Column]] = {
    "holdings": {
        "owner": PARTY,
        "company": PARTY,
        "share": SHARE,
        "kind": Column(ColumnKind.WORD, HOLDING_KINDS),
        **PERIOD,
    },
    "offices": {"person": PARTY, "company": PARTY, "role": Column(ColumnKind.WORD, ROLES), **PERIOD},
    "relations": {
        "left": PARTY,
        "right": PARTY,
        "kind": Column(ColumnKind.WORD, RELATIONS),
        "confidence": SURENESS,
        **PERIOD,
    },
    "facilities": {
        "borrower": PARTY,
        "lender": PARTY,
        "kind": Column(ColumnKind.WORD, FACILITY_KINDS),
        "limit": AMOUNT,
        "balance": AMOUNT,
        "loan_class": Column(ColumnKind.WORD, LOAN_CLASSES),
        "starts_on": DAY,
        "due_on": DAY,
        "closed_on": DAY,
        "defaulted_on": DAY,
    },
    "guarantees": {
        "guarantor": PARTY,
        "borrower": PARTY,
        "amount": AMOUNT,
        "form": Column(ColumnKind.WORD, GUARANTEE_FORMS),
        "facility": FACILITY,
        **PERIOD,
    },
    "supplies": {
        "seller": PARTY,
        "buyer": PARTY,
        "annual_amount": AMOUNT,
        "receivable": AMOUNT,
        "share_of_sales": SHARE,
        "share_of_purchases": SHARE,
        **PERIOD,
    },
    "payments": {
        "payer": PARTY,
        "payee": PARTY,
        "paid_on": DAY,
        "amount": AMOUNT,
        "purpose": Column(ColumnKind.WORD, PURPOSES),
        "facility": FACILITY,
    },
    "pledges": {
        "holder": PARTY,
        "company": PARTY,
        "kind": Column(ColumnKind.WORD, PLEDGE_KINDS),
        "share": SHARE,
        "amount": AMOUNT,
        "pledgee": PARTY,
        **PERIOD,
    },
    "lawsuits": {
        "kind": Column(ColumnKind.WORD, LAWSUIT_KINDS),
        "cause": Column(ColumnKind.WORD, CAUSES),
        "court_level": Column(ColumnKind.WORD, COURT_LEVELS),
        "region": Column(ColumnKind.AMOUNT),
        "amount": AMOUNT,
        "stage": Column(ColumnKind.WORD, STAGES),
        "filed_on": DAY,
        "closed_on": DAY,
    },
    "lawsuit_parties": {"lawsuit": LAWSUIT, "party": PARTY, "role": Column(ColumnKind.WORD, LAWSUIT_ROLES)},
}


def make_tables() -> dict[str, Table]:
    """Build every table of the world, without rows."""
    return {name: Table(columns) for name, columns in TABLES.items()}
