"""What the mapping of FinBench cannot declare: who owns an account and who applied for a loan."""

from collections.abc import Iterator
from pathlib import Path

from ....errors import RecordError
from ...records import Reject
from ...tables import open_table

Row = dict[str, str]


class Rows:
    """The rows of one folder; owners of accounts and applicants of loans are known from the start."""

    def __init__(self, folder: Path) -> None:
        self._owners = _read_parties(folder, "OwnAccount.csv", "accountId")
        self._borrowers = _read_parties(folder, "ApplyLoan.csv", "loanId")

    def find_borrower(self, row: Row) -> Iterator[Row]:
        """The applicant of the loan."""
        yield row | {"borrower": _look_up(self._borrowers, row, "loanId", "a loan that nobody applied for")}

    def find_owner(self, row: Row) -> Iterator[Row]:
        """The owner of the account."""
        yield row | {"owner": self._find_owner(row, "accountId")}

    def find_owners(self, row: Row) -> Iterator[Row]:
        """The owners of both accounts, who must differ."""
        payer, payee = self._find_owner(row, "fromId"), self._find_owner(row, "toId")
        if payer == payee:
            reason = "a transfer between two accounts of one owner"
            raise RecordError(reason, column="toId", value=row["toId"], remedy="none is needed: it is no tie")
        yield row | {"payer": payer, "payee": payee}

    def _find_owner(self, row: Row, column: str) -> str:
        return _look_up(self._owners, row, column, "an account without an owner")


def _look_up(parties: dict[str, str], row: Row, column: str, reason: str) -> str:
    party = parties.get(row[column])
    if party is None:
        raise RecordError(reason, column=column, value=row[column], remedy="add the missing row to the file of owners")
    return party


def _read_parties(folder: Path, ending: str, key: str) -> dict[str, str]:
    """The party of each account or loan, from the file of persons and that of companies."""
    parties = {}
    for kind, column in (("Person", "personId"), ("Company", "companyId")):
        table = open_table(folder / f"{kind}{ending}", (column, key))
        owner, owned = table.header.index(column), table.header.index(key)
        for row in table.read_rows():
            if not isinstance(row, Reject):
                parties[row[1][owned]] = f"finbench:{kind.lower()}-{row[1][owner]}"
    return parties
