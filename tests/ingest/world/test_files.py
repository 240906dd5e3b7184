"""The files of the world are complete, consistent and the same for the same seed."""

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from riskgraph.errors import UsageError
from riskgraph.ingest.identifiers import is_lei, is_uscc
from riskgraph.ingest.records import Entry, Facility, Lawsuit, Party, Reject, Tie
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world

Read = Callable[[str], list[dict[str, str]]]
WRITE = """
import sys
from pathlib import Path
from riskgraph.ingest.world import write_world
write_world(Path(sys.argv[1]), companies=300, seed=3)
"""


def test_every_file_of_the_world_is_known_to_its_source(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    open_source("world").open(folder, date(2023, 12, 31))
    assert (folder / "truth_text.jsonl").is_file()
    assert caplog.messages == []


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_same_seed_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    write_world(tmp_path / "here", companies=300, seed=3)
    environment = os.environ | {"PYTHONHASHSEED": "12345"}
    subprocess.run([sys.executable, "-c", WRITE, str(tmp_path / "there")], check=True, env=environment)
    assert digest(tmp_path / "here") == digest(tmp_path / "there")


def test_a_new_legal_representative_is_somebody_else(read: Read) -> None:
    of_company = defaultdict(list)
    for row in read("offices"):
        if row["role"] == "legal_representative":
            of_company[row["company"]].append((row["valid_from"], row["person"]))
    replaced = [[person for _, person in sorted(holders)] for holders in of_company.values() if len(holders) > 1]
    assert replaced
    assert all(old != new for people in replaced for old, new in pairwise(people))


def test_another_seed_gives_another_world(tmp_path: Path) -> None:
    write_world(tmp_path / "first", companies=300, seed=3)
    write_world(tmp_path / "second", companies=300, seed=4)
    first, second = digest(tmp_path / "first"), digest(tmp_path / "second")
    assert first.keys() == second.keys()
    assert {name for name in first if first[name] == second[name]} <= {"public_bodies.csv"} < set(first)


def test_too_small_a_world_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least 300"):
        write_world(tmp_path, companies=299)


def test_source_reads_every_row_without_a_reject(folder: Path) -> None:
    entries = list(open_source("world").read(folder, date(2023, 12, 31)))
    assert [entry for entry in entries if isinstance(entry, Reject)] == []
    rows = sum(path.read_bytes().count(b"\n") - 1 for path in folder.glob("*.csv"))
    assert len({entry.reference for entry in entries if isinstance(entry, Entry)}) == len(entries) == rows


def test_both_ends_of_every_tie_exist(folder: Path) -> None:
    items = [item for entry in open_source("world").read(folder, date(2023, 12, 31)) for item in entry.items]
    known = {item.id for item in items if isinstance(item, Party | Lawsuit | Facility)}
    ends = {end for item in items if isinstance(item, Tie) for end in (item.start, item.end)}
    assert ends <= known


def test_facilities_that_are_named_exist(read: Read) -> None:
    known = {row["id"] for row in read("facilities")}
    named = {row["facility"] for name in ("guarantees", "payments") for row in read(name) if row["facility"]}
    assert named
    assert named <= known


def test_guaranteed_facility_belongs_to_the_borrower(read: Read) -> None:
    borrower = {row["id"]: row["borrower"] for row in read("facilities")}
    secured = [row for row in read("guarantees") if row["facility"]]
    assert secured
    assert all(borrower[row["facility"]] == row["borrower"] for row in secured)


def test_shares_of_a_company_never_add_up_to_more_than_one(read: Read) -> None:
    holdings = defaultdict(list)
    for row in read("holdings"):
        holdings[row["company"]].append((row["valid_from"], row["valid_to"] or "9999", float(row["share"])))
    for company, held in holdings.items():
        for day, _, _ in held:
            total = sum(share for since, until, share in held if since <= day < until)
            assert total <= 1 + 1e-9, company


def test_shares_of_sales_and_purchases_never_add_up_to_more_than_one(read: Read) -> None:
    sold: Counter[str] = Counter()
    bought: Counter[str] = Counter()
    for row in read("supplies"):
        sold[row["seller"]] += round(float(row["share_of_sales"]) * 10_000)
        bought[row["buyer"]] += round(float(row["share_of_purchases"] or 0) * 10_000)
    assert max(sold.values()) <= 10_000
    assert max(bought.values()) <= 10_000


def test_identifiers_have_valid_check_characters_under_an_unknown_region(read: Read) -> None:
    companies = read("companies")
    usccs = [row["uscc"] for row in companies if row["uscc"]]
    assert all(is_uscc(code) and code[2:8] == "999999" for code in usccs)
    assert len(set(usccs)) == len(usccs) > 400
    leis = [row["lei"] for row in companies if row["lei"]]
    assert leis
    assert all(is_lei(code) and code.startswith("0000") for code in leis)


def test_registered_names_are_unique_and_in_both_languages(read: Read) -> None:
    companies = read("companies")
    assert len({row["name"] for row in companies}) == len(companies)
    assert {row["name"].isascii() for row in companies} == {True, False}
    assert all(row["name"].isascii() != row["other_name"].isascii() for row in companies)


def test_nothing_is_dated_after_the_last_day(read: Read) -> None:
    for name, column in (("payments", "paid_on"), ("lawsuits", "filed_on"), ("facilities", "starts_on")):
        assert max(row[column] for row in read(name)) <= "2023-12-31"


def test_every_file_says_from_when_its_rows_are_known(read: Read) -> None:
    for name in ("holdings", "offices", "guarantees", "payments", "lawsuits", "indicators"):
        days = {row["known_from"] for row in read(name)}
        assert min(days) >= "2018-01-01"
        assert max(days) <= "2023-12-31"
