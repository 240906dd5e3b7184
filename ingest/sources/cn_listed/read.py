"""Row readers for the listed companies: identities of holders, and rows that cannot be used."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ....errors import RecordError
from ...records import Reject
from ...rows import LEFT_OUT, Row
from ...tables import open_table
from . import holders, posts, targets

RUNNING_NUMBERS = range(9000001, 10000000)
PERSON_NUMBER = "3"
NAME_NUMBER = "6"  # each numbers the name of a natural person: 9,602 names have one each, whoever bears them
EXACT_DIGITS = 3
MEAN_DECIMALS = 12  # and more: the compilers put the mean of the year where no percentage is known
MEAN = "the percentage is a mean of the year, which the compilers put for an unknown one"
SHARED_NUMBER = "a number is that of several names in one cell"
LEGAL_FORM = re.compile(r",(?=\s*(Ltd|Inc|LLC|Limited)\b)", re.IGNORECASE)
NAME_TARGET = "correct the code, or add the company's former name to companies.csv"


class Rows:
    """The rows of one folder; companies are read at once, people and former names on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, set[str]] = defaultdict(set)
        self._last_year = ""
        self._listed: dict[tuple[str, str, str], str] = {}
        for row in self._read("companies.csv", "year", "code", "name"):
            self._names[row["code"].zfill(6)].add(row["name"])
            self._last_year = max(self._last_year, row["year"])

    def name_company(self, row: Row) -> Iterator[Row]:
        """Add the company name without trading marks."""
        yield row | {"plain_name": targets.drop_marks(row["name"])}

    def name_unnamed(self, row: Row) -> Iterator[Row]:
        """Add the code of a company that `companies.csv` does not list."""
        yield row | self._find_unnamed(row["code"])

    def name_event(self, row: Row) -> Iterator[Row]:
        """Add the code of an unlisted company in the file with Chinese column names."""
        yield row | self._find_unnamed(row["公司代码"])

    def name_office(self, row: Row) -> Iterator[Row]:
        """Add the role of the post."""
        yield row | self._find_unnamed(row["code"]) | self._find_end(row) | {"role": posts.find_role(row["post"])}

    def name_holder(self, row: Row) -> Iterator[Row]:
        """Add the holder as a party.

        Treasury shares and repeated holders are rejected. If a repeated holder has another percentage, the first one is
        kept: the source does not show which is right, and their sum would be wrong.
        """
        name = row["holder_name"]
        if holders.BUY_BACK in name:
            remedy = "none is needed: treasury shares are not a tie between two parties"
            raise RecordError("shares that a company has bought back", column="holder_name", value=name, remedy=remedy)
        key = (row["year"], row["code"], holders.normalise_name(name))
        if key in self._listed:
            raise _build_repeat_error(name, row["percent"], self._listed[key])
        self._listed[key] = row["percent"]
        party = self._find_party(holders.clean_holder(name), row["holder_id"], row["code"])
        yield (
            row
            | self._find_unnamed(row["code"])
            | self._find_end(row)
            | party
            | {"tie_kind": holders.find_tie_kind(name)}
        )

    def pair_controllers(self, row: Row) -> Iterator[Row]:
        """Return one row per controller; reject names and numbers that cannot be paired."""
        percent, mean = _drop_mean(row["percent"])
        whole = row | self._find_unnamed(row["code"]) | self._find_end(row) | {"percent": percent}
        left_out = "\n".join(filter(None, (mean, _find_shared(row["controller_ids"].split(",")))))
        for name, number in _pair_names(row["controller_names"], row["controller_ids"]):
            yield whole | self._find_party(holders.clean_holder(name), number, row["code"]) | {LEFT_OUT: left_out}

    def check_investment(self, row: Row) -> Iterator[Row]:
        """Keep the row if its target is a company of this source, under its present or a former name."""
        code, target = row["target_code"], row["target_name"]
        if targets.is_fund(target):
            raise RecordError(
                "a target that is a fund or bond", column="target_name", value=target, remedy="none is needed"
            )
        if code not in self._names:
            raise RecordError(
                "a target that is not a listed company", column="target_code", value=code, remedy=NAME_TARGET
            )
        if not targets.names_agree(target, self._names[code]) and target not in self._former[code]:
            reason = "a target whose name is neither the present nor a proven former name of the company with this code"
            raise RecordError(reason, column="target_name", value=target, remedy=NAME_TARGET)
        yield row | self._find_unnamed(row["code"]) | self._find_end(row)

    def _find_unnamed(self, code: str) -> Row:
        return {"unnamed_code": "" if code in self._names else code}

    def _find_end(self, row: Row) -> Row:
        """Find the day on which next year's list replaces this one; empty for the newest year."""
        year = row["year"]
        return {"until": f"{int(year) + 1}-12-31" if year.isdigit() and year < self._last_year else ""}

    def _find_party(self, name: str, number: str, code: str) -> Row:
        kind = holders.find_kind(name)
        return {
            "party": self._find_person(name, number, code)
            if kind == "Person"
            else f"cn-listed-holder:{holders.normalise_name(name)}",
            "party_kind": kind,
            "party_name": name,
            "party_number": number if _is_identity(number) else "",
        }

    def _find_person(self, name: str, number: str, code: str) -> str:
        """Identify a person by number if the number is an identity, otherwise by name within the company."""
        if _is_person_number(number):
            return f"cn-listed-person:{number}"
        numbers = self._people.get((code, holders.normalise_name(name)), set())
        if len(numbers) == 1:
            return f"cn-listed-person:{next(iter(numbers))}"
        return f"cn-listed-holder:{holders.normalise_name(name)}@{code}"

    @cached_property
    def _former(self) -> dict[str, set[str]]:
        """Former company names by code, as proven by the investments.

        The proof: in a later year the investor reports the same amount, to the cent, under the same code and the
        present name.
        """
        columns = ("year", "code", "target_code", "target_name", "amount")
        present: dict[tuple[str, str, str], str] = {}
        others: list[tuple[tuple[str, str, str], str, str]] = []
        for row in self._read("investments.csv", *columns):
            code = row["target_code"].zfill(6)
            holding = (row["code"].zfill(6), code, row["amount"])
            if targets.names_agree(row["target_name"], self._names.get(code, ())):
                present[holding] = max(row["year"], present.get(holding, ""))
            elif _is_exact(row["amount"]) and not targets.is_fund(row["target_name"]):
                others.append((holding, row["year"], row["target_name"]))
        former: dict[str, set[str]] = defaultdict(set)
        for holding, year, name in others:
            if year < present.get(holding, ""):
                former[holding[1]].add(name)
        return former

    @cached_property
    def _people(self) -> dict[tuple[str, str], set[str]]:
        """The identity numbers of a company's executives and controllers, by company code and name."""
        people: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._read("executives.csv", "code", "person_id", "person_name"):
            people[row["code"].zfill(6), holders.normalise_name(row["person_name"])].add(row["person_id"])
        for row in self._read("controllers.csv", "code", "controller_names", "controller_ids"):
            names, numbers = row["controller_names"].split(","), row["controller_ids"].split(",")
            for name, number in zip(names, _keep_unshared(numbers), strict=False) if len(names) == len(numbers) else ():
                if _is_person_number(number) and holders.find_kind(name) == "Person":
                    people[row["code"].zfill(6), holders.normalise_name(name)].add(number)
        return people

    def _read(self, file: str, *columns: str) -> Iterator[Row]:
        table = open_table(self._folder / file, columns)
        indices = {column: table.header.index(column) for column in columns}
        for row in table.read_rows():
            if not isinstance(row, Reject):
                yield {column: row[1][index] for column, index in indices.items()}


def _is_person_number(number: str) -> bool:
    """Check whether a number identifies one person in all files; only numbers of executives, which begin with 3, do."""
    return number.isdigit() and number.startswith(PERSON_NUMBER) and len(number) >= 7


def _is_identity(number: str) -> bool:
    """Check whether a number identifies a party: neither a running number nor the number of a name."""
    return number.isdigit() and int(number) not in RUNNING_NUMBERS and not number.startswith(NAME_NUMBER)


def _pair_names(names: str, numbers: str) -> list[tuple[str, str]]:
    listed, numbered = LEGAL_FORM.sub("，", names).split(","), numbers.split(",")
    if len(listed) != len(numbered):
        raise RecordError(
            "names and numbers of controllers that cannot be paired", column="controller_names", value=names,
            remedy="list one number, or N/A, for each controller",
        )  # fmt: skip
    return [(name.replace("，", ","), number) for name, number in zip(listed, _keep_unshared(numbered), strict=True)]


def _keep_unshared(numbers: list[str]) -> list[str]:
    """Return the numbers of one cell, with those shared by several names left empty."""
    return [number if numbers.count(number) == 1 else "" for number in numbers]


def _find_shared(numbers: list[str]) -> str:
    """Return why numbers of one cell are left out; empty if each of them is of one name only."""
    known = [number for number in numbers if number.isdigit()]
    return SHARED_NUMBER if len({*known}) < len(known) else ""


def _drop_mean(percent: str) -> tuple[str, str]:
    """Return the percentage and why it is left out; it is if the compilers put a mean for an unknown one."""
    is_mean = len(percent.partition(".")[2]) >= MEAN_DECIMALS
    return ("", MEAN) if is_mean else (percent, "")


def _is_exact(amount: str) -> bool:
    """Check whether an amount is precise enough that two holdings rarely share it by chance."""
    digits = amount.replace(".", "").strip("0")
    return len(digits) >= EXACT_DIGITS


def _build_repeat_error(name: str, percent: str, first: str) -> RecordError:
    if percent == first:
        reason, remedy = "a holder listed twice for the year", "none is needed: the first spelling counts"
        return RecordError(reason, column="holder_name", value=name, remedy=remedy)
    return RecordError(
        "a holder listed twice for the year with different percentages; the first in the file is kept",
        column="percent", value=f"{percent} ({first} is kept): {name}",
        remedy="remove one of the two rows: the source does not show which is correct",
    )  # fmt: skip
