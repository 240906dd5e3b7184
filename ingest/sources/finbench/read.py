"""Row readers for FinBench: the owner of an account and the applicant of a loan."""

from collections.abc import Iterator
from pathlib import Path

from ....errors import RecordError
from ...records import Reject
from ...tables import open_table

Row = dict[str, str]


class Rows:
    """The rows of one folder; account owners and loan applicants are read at once."""

    def __init__(self, folder: Path) -> None:
        self._owners = _read_parties(folder, "OwnAccount.csv", "accountId")
        self._borrowers = _read_parties(folder, "ApplyLoan.csv", "loanId")

    def find_borrower(self, row: Row) -> Iterator[Row]:
        """Add the applicant of the loan."""
        yield row | {"borrower": _find_party(self._borrowers, row, "loanId", "a loan without an applicant")}

    def find_owner(self, row: Row) -> Iterator[Row]:
        """Add the owner of the account."""
        yield row | {"owner": self._find_owner(row, "accountId")}

    def find_owners(self, row: Row) -> Iterator[Row]:
        """Add the owners of both accounts; reject a transfer within one owner."""
        payer, payee = self._find_owner(row, "fromId"), self._find_owner(row, "toId")
        if payer == payee:
            reason = "a transfer between two accounts of one owner"
            raise RecordError(
                reason, column="toId", value=row["toId"], remedy="none is needed: it is not a tie between two parties"
            )
        yield row | {"payer": payer, "payee": payee}

    def _find_owner(self, row: Row, column: str) -> str:
        return _find_party(self._owners, row, column, "an account without an owner")


def _find_party(parties: dict[str, str], row: Row, column: str, reason: str) -> str:
    party = parties.get(row[column])
    if party is None:
        raise RecordError(reason, column=column, value=row[column], remedy="add the missing row to the file of owners")
    return party


def _read_parties(folder: Path, ending: str, key: str) -> dict[str, str]:
    """Map each account or loan to its party, from the files of persons and companies."""
    parties = {}
    for kind, column in (("Person", "personId"), ("Company", "companyId")):
        table = open_table(folder / f"{kind}{ending}", (column, key))
        owner, owned = table.header.index(column), table.header.index(key)
        for row in table.read_rows():
            if not isinstance(row, Reject):
                parties[row[1][owned]] = f"finbench:{kind.lower()}-{row[1][owner]}"
    return parties
