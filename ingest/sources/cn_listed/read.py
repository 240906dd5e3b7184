"""What the mapping of the listed companies cannot declare: who a name is, and which rows cannot be facts."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from ....errors import RecordError
from ...records import Reject
from ...tables import open_table
from . import holders, posts, targets

Row = dict[str, str]
RUNNING_NUMBERS = range(9000001, 10000000)
PERSON_NUMBER = "3"
EXACT_DIGITS = 3
LEGAL_FORM = re.compile(r",(?=\s*(Ltd|Inc|LLC|Limited)\b)", re.IGNORECASE)
NAME_TARGET = "correct the code, or add the company's former name to companies.csv"


class Rows:
    """The rows of one folder: its companies are known from the start, its people when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, set[str]] = defaultdict(set)
        self._last_year = ""
        self._listed: dict[tuple[str, str, str], str] = {}
        for row in self._read("companies.csv", "year", "code", "name"):
            self._names[row["code"].zfill(6)].add(row["name"])
            self._last_year = max(self._last_year, row["year"])

    def name_company(self, row: Row) -> Iterator[Row]:
        """The name without marks of trading as a further name."""
        yield row | {"plain_name": targets.drop_marks(row["name"])}

    def name_unnamed(self, row: Row) -> Iterator[Row]:
        """The company of the row, where `companies.csv` does not describe it."""
        yield row | self._find_unnamed(row["code"])

    def name_event(self, row: Row) -> Iterator[Row]:
        """The same for the file whose columns have Chinese names."""
        yield row | self._find_unnamed(row["公司代码"])

    def name_office(self, row: Row) -> Iterator[Row]:
        """The role of the post."""
        yield row | self._find_unnamed(row["code"]) | self._find_end(row) | {"role": posts.find_role(row["post"])}

    def name_holder(self, row: Row) -> Iterator[Row]:
        """The holder as a party.

        A second spelling of a holder in the same list and the company's own account are rejected. Where the two state
        other percentages the first counts: nothing in the source tells which is right, and their sum would be neither.
        """
        name = row["holder_name"]
        if holders.BUY_BACK in name:
            remedy = "none is needed: treasury shares are no tie"
            raise RecordError("shares that a company has bought back", column="holder_name", value=name, remedy=remedy)
        key = (row["year"], row["code"], holders.spell(name))
        if key in self._listed:
            raise _listed_twice(name, row["percent"], self._listed[key])
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
        """One row per controller; names and numbers that cannot be paired are rejected."""
        whole = row | self._find_unnamed(row["code"]) | self._find_end(row)
        for name, number in _pair(row["controller_names"], row["controller_ids"]):
            yield whole | self._find_party(holders.clean_holder(name), number, row["code"])

    def check_investment(self, row: Row) -> Iterator[Row]:
        """The row, if its target is a company of this source and has its name."""
        code, target = row["target_code"], row["target_name"]
        if targets.is_fund(target):
            raise RecordError(
                "a target that is a fund or bond", column="target_name", value=target, remedy="none is needed"
            )
        if code not in self._names:
            raise RecordError(
                "a target that is no listed company", column="target_code", value=code, remedy=NAME_TARGET
            )
        if not targets.names_agree(target, self._names[code]) and target not in self._former[code]:
            reason = "a target whose name is not that of the company with the code, nor shown to be a former one"
            raise RecordError(reason, column="target_name", value=target, remedy=NAME_TARGET)
        yield row | self._find_unnamed(row["code"]) | self._find_end(row)

    def _find_unnamed(self, code: str) -> Row:
        return {"unnamed_code": "" if code in self._names else code}

    def _find_end(self, row: Row) -> Row:
        """The day on which the list of the next year takes over; open for the newest year."""
        year = row["year"]
        return {"until": f"{int(year) + 1}-12-31" if year.isdigit() and year < self._last_year else ""}

    def _find_party(self, name: str, number: str, code: str) -> Row:
        kind = holders.find_kind(name)
        return {
            "party": self._find_person(name, number, code)
            if kind == "Person"
            else f"cn-listed-holder:{holders.spell(name)}",
            "party_kind": kind,
            "party_name": name,
            "party_number": "" if not number.isdigit() or int(number) in RUNNING_NUMBERS else number,
        }

    def _find_person(self, name: str, number: str, code: str) -> str:
        """A person by number where numbers are identities, else by name within the one company."""
        if _is_person_number(number):
            return f"cn-listed-person:{number}"
        numbers = self._people.get((code, holders.spell(name)), set())
        if len(numbers) == 1:
            return f"cn-listed-person:{next(iter(numbers))}"
        return f"cn-listed-holder:{holders.spell(name)}@{code}"

    @cached_property
    def _former(self) -> dict[str, set[str]]:
        """The former names of companies that investments prove, by code.

        The proof: the investor reports in a later year, under the same code, the company by its present name with
        the same amount to the cent. Another party of that code would not have the present name.
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
        """The numbers under which a name is an executive or controller of a company."""
        people: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self._read("executives.csv", "code", "person_id", "person_name"):
            people[row["code"].zfill(6), holders.spell(row["person_name"])].add(row["person_id"])
        for row in self._read("controllers.csv", "code", "controller_names", "controller_ids"):
            names, numbers = row["controller_names"].split(","), row["controller_ids"].split(",")
            for name, number in zip(names, _own(numbers), strict=False) if len(names) == len(numbers) else ():
                if _is_person_number(number) and holders.find_kind(name) == "Person":
                    people[row["code"].zfill(6), holders.spell(name)].add(number)
        return people

    def _read(self, file: str, *columns: str) -> Iterator[Row]:
        table = open_table(self._folder / file, columns)
        indices = {column: table.header.index(column) for column in columns}
        for row in table.read_rows():
            if not isinstance(row, Reject):
                yield {column: row[1][index] for column, index in indices.items()}


def _is_person_number(number: str) -> bool:
    """Numbers of executives begin with 3 and are one person's in all files; other numbers of persons are not."""
    return number.isdigit() and number.startswith(PERSON_NUMBER) and len(number) >= 7


def _pair(names: str, numbers: str) -> list[tuple[str, str]]:
    listed, numbered = LEGAL_FORM.sub("，", names).split(","), numbers.split(",")
    if len(listed) != len(numbered):
        raise RecordError(
            "names and numbers of controllers that cannot be paired", column="controller_names", value=names,
            remedy="give every controller one number, or N/A",
        )  # fmt: skip
    return [(name.replace("，", ","), number) for name, number in zip(listed, _own(numbered), strict=True)]


def _own(numbers: list[str]) -> list[str]:
    """The numbers of one cell, empty where several names share one: it tells none of them."""
    return [number if numbers.count(number) == 1 else "" for number in numbers]


def _is_exact(amount: str) -> bool:
    """Whether an amount is one that two holdings hardly share by chance."""
    digits = amount.replace(".", "").strip("0")
    return len(digits) >= EXACT_DIGITS


def _listed_twice(name: str, percent: str, first: str) -> RecordError:
    if percent == first:
        reason, remedy = "a holder listed twice for the year", "none is needed: the first spelling counts"
        return RecordError(reason, column="holder_name", value=name, remedy=remedy)
    return RecordError(
        "a holder listed twice for the year with two percentages, of which the first in the file is kept",
        column="percent", value=f"{percent} ({first} is kept): {name}",
        remedy="leave one of the two rows in the file: the source does not tell which is right",
    )  # fmt: skip
