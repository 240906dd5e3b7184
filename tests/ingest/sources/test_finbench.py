"""The source FinBench on a small fictional folder: accounts fold into their owners, loans find their borrowers."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from riskgraph.errors import SourceError
from riskgraph.ingest.records import Entry, Facility, Guarantee, Holding, Lending, Payment, Reject
from riskgraph.ingest.source import open_source

TIME = "2020-06-21 06:30:59.06"
FILES = {
    "Person.csv": ["personId|personName|isBlocked|createTime", f"1|Zhen Fictional|false|{TIME}"],
    "Company.csv": [
        "companyId|companyName|isBlocked|createTime", f"1|Quillmoor|false|{TIME}", f"2|Ottery Fen|false|{TIME}",
    ],
    "PersonInvestCompany.csv": ["investorId|companyId|ratio|createTime", f"1|1|0.5|{TIME}"],
    "CompanyInvestCompany.csv": ["investorId|companyId|ratio|createTime", f"1|2|0.25|{TIME}", f"2|2|0.1|{TIME}"],
    "PersonGuaranteePerson.csv": ["fromId|toId|createTime"],
    "CompanyGuaranteeCompany.csv": ["fromId|toId|createTime", f"1|2|{TIME}"],
    "Loan.csv": ["loanId|loanAmount|balance|createTime", f"70|1000|400.5|{TIME}", f"71|10|10|{TIME}"],
    "LoanDepositAccount.csv": ["loanId|accountId|amount|createTime", f"70|900|600|{TIME}"],
    "AccountRepayLoan.csv": ["accountId|loanId|amount|createTime", f"900|70|6|{TIME}"],
    "AccountTransferAccount.csv": [
        "fromId|toId|amount|createTime", f"900|901|5|{TIME}", f"900|902|5|{TIME}", f"900|999|5|{TIME}",
    ],
    "Account.csv": ["accountId|createTime|isBlocked|accoutType", f"900|{TIME}|false|x"],
    "PersonOwnAccount.csv": ["personId|accountId|createTime", f"1|901|{TIME}"],
    "CompanyOwnAccount.csv": ["companyId|accountId|createTime", f"1|900|{TIME}", f"1|902|{TIME}"],
    "PersonApplyLoan.csv": ["personId|loanId|createTime"],
    "CompanyApplyLoan.csv": ["companyId|loanId|createTime", f"1|70|{TIME}"],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The fictional folder."""
    for name, lines in FILES.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def read(folder: Path) -> list[Entry | Reject]:
    """Every row of the folder."""
    return list(open_source("finbench").read(folder, date(2024, 1, 1)))


def test_accounts_are_folded_into_payments_between_their_owners(folder: Path) -> None:
    items = [item for row in read(folder) if isinstance(row, Entry) for item in row.items if isinstance(item, Payment)]
    assert [(item.start, item.end, item.amount, item.purpose) for item in items] == [
        ("finbench:lender", "finbench:company-1", 600, "disbursement"),
        ("finbench:company-1", "finbench:lender", 6, "repayment"),
        ("finbench:company-1", "finbench:person-1", 5, "transfer"),
    ]
    assert {item.valid_from for item in items} == {date(2020, 6, 21)}


def test_a_loan_belongs_to_its_applicant(folder: Path) -> None:
    entry = next(row for row in read(folder) if row.place.file == "Loan.csv" and isinstance(row, Entry))
    _, facility, lending = entry.items
    assert isinstance(facility, Facility)
    assert isinstance(lending, Lending)
    assert (facility.borrower, facility.limit, facility.balance) == ("finbench:company-1", 1000, 400.5)
    assert (lending.start, lending.end, lending.facility) == (
        "finbench:lender",
        "finbench:company-1",
        "finbench:loan-70",
    )


def test_shares_and_guarantees_lead_between_parties(folder: Path) -> None:
    items = [item for row in read(folder) if isinstance(row, Entry) for item in row.items]
    assert [item.share for item in items if isinstance(item, Holding)] == [0.5, 0.25]
    assert [(item.start, item.end) for item in items if isinstance(item, Guarantee)] == [
        ("finbench:company-1", "finbench:company-2")
    ]


def test_every_row_of_every_file_is_an_entry_or_a_reject_with_a_reason(folder: Path) -> None:
    rows = read(folder)
    counted = Counter(row.place.file for row in rows)
    assert counted == Counter({name: len(lines) - 1 for name, lines in FILES.items() if len(lines) > 1})
    assert Counter(row.reason for row in rows if isinstance(row, Reject)) == {
        "a company that owns itself": 1,
        "a loan without an applicant": 1,
        "a transfer between two accounts of one owner": 1,
        "an account without an owner": 1,
        "accounts are folded into their owners": 1,
        "read to fold accounts into their owners": 3,
        "read to find the borrower of each loan": 1,
    }


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "Loan.csv").unlink()
    with pytest.raises(SourceError, match=r"lacks Loan\.csv"):
        read(folder)
