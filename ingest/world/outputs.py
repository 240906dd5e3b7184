"""The files of the world: parties, figures and facts."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .csv_files import Columns, PartyIds, write_days, write_file, write_numbers, write_table
from .days import FIRST_DAY, TODAY, YEARS, find_years, to_day
from .facts import CAUSES
from .parties import words
from .parties.codes import make_leis, make_usccs
from .parties.names import (
    REGION_ZH,
    CompanyNames,
    PersonNames,
    join_texts,
    name_public_bodies,
    pick_words,
    write_addresses,
    write_phones,
)
from .parties.numbering import PERSON, PUBLIC_BODY
from .sampling import Floats, Ints, open_stream
from .world import World

STATUSES = ("active", "bankrupt", "deregistered")
SECTIONS = tuple(trade[0] for trade in (*words.TRADES, *words.SPECIAL_TRADES))
UNITS = {"current_ratio": "ratio", "overdue_days": "days"}
PLAIN_TABLES = (
    "holdings",
    "offices",
    "relations",
    "facilities",
    "guarantees",
    "supplies",
    "payments",
    "pledges",
    "lawsuit_parties",
)


def build_party_ids(world: World) -> PartyIds:
    """Build the party ids of a finished world; persons are numbered in a shuffled order."""
    return PartyIds(open_stream(world.seed, "person order").permutation(world.persons.count).astype(np.int64))


def write_companies(folder: Path, world: World, statuses: Ints, party_ids: PartyIds) -> None:
    """Write companies.csv."""
    companies = world.companies

    def make(rows: slice) -> Columns:
        names, numbers = CompanyNames(world, rows), np.arange(rows.start, rows.stop, dtype=np.int64)
        home, listed = ~companies.foreign[rows], companies.listed[rows]
        leis = make_leis(numbers)
        return {
            "id": party_ids.list_ids(numbers),
            "name": names.name(),
            "short_name": names.short_name(),
            "other_short_name": names.other_short_name(),
            "former_name": names.former_name(),
            "other_name": names.other_name(),
            "uscc": pc.if_else(pa.array(home), make_usccs(numbers + 10_000_000), None),
            "lei": pc.if_else(pa.array(~home | listed), leis, None),
            "jurisdiction": names.jurisdiction(),
            "industry": pick_words(SECTIONS, companies.trade[rows]),
            "status": pick_words(STATUSES, statuses[rows]),
            "founded": write_days(companies.founded[rows]),
            "registered_capital": pa.array(np.maximum(companies.capital[rows], 10_000).astype(np.int64)),
            "currency": pick_words(("CNY",), numbers * 0),
            "address": write_addresses(companies.address[rows], _find_address_regions(world, rows), ~home),
            "phone": write_phones(companies.phone[rows]),
            "client": pa.array(companies.client[rows]),
            "listed": pa.array(listed),
            "described_at": write_days(np.full(len(numbers), TODAY)),
            "known_from": write_days(np.clip(companies.founded[rows], FIRST_DAY, TODAY)),
        }

    write_file(folder, "companies", len(companies), make)


def _find_address_regions(world: World, rows: slice) -> Ints:
    """Find the region of each company's address; companies that share an address share its region."""
    return world.companies.region[world.companies.address[rows]]


def write_persons(folder: Path, world: World, names: PersonNames, party_ids: PartyIds) -> None:
    """Write persons.csv in id order."""
    order = np.argsort(party_ids.list_person_numbers(), kind="stable").astype(np.int64)

    def make(rows: slice) -> Columns:
        persons = order[rows]
        return {
            "id": party_ids.list_ids(PERSON + persons),
            "name": names.name(persons),
            "other_name": names.other_name(persons),
            "jurisdiction": pc.if_else(pa.array(names.foreign[persons]), "GB", "CN"),
            "known_from": write_days(np.full(len(persons), FIRST_DAY)),
        }

    write_file(folder, "persons", world.persons.count, make)


def write_public_bodies(folder: Path, world: World, party_ids: PartyIds) -> None:
    """Write public_bodies.csv."""
    zh, en = name_public_bodies(world)
    codes = PUBLIC_BODY + np.arange(world.public_bodies, dtype=np.int64)

    def make(rows: slice) -> Columns:
        return {
            "id": party_ids.list_ids(codes[rows]),
            "name": zh[rows.start : rows.stop],
            "other_name": en[rows.start : rows.stop],
            "jurisdiction": pick_words(("CN",), np.zeros(rows.stop - rows.start, dtype=np.int64)),
            "known_from": write_days(np.full(rows.stop - rows.start, FIRST_DAY)),
        }

    write_file(folder, "public_bodies", world.public_bodies, make)


def write_figures(folder: Path, figures: dict[str, Floats], party_ids: PartyIds) -> None:
    """Write indicators.csv: one row per company and year, one column per figure."""
    count = figures["revenue"].shape[1]
    known = np.array([min(to_day(year + 1, 4, 30), TODAY) for year in YEARS], dtype=np.int64)

    def make(rows: slice) -> Columns:
        place, company = np.divmod(np.arange(rows.start, rows.stop, dtype=np.int64), count)
        alive = ~np.isnan(figures["revenue"].ravel()[rows])
        place, company = place[alive], company[alive]
        columns: Columns = {
            "company": party_ids.list_ids(company),
            "period": pc.cast(pa.array(place + YEARS[0]), pa.string()),
        }
        for name, values in figures.items():
            numbers = values.ravel()[rows][alive]
            columns[name] = pa.array(numbers if name == "current_ratio" else numbers.astype(np.int64))
        columns["known_from"] = write_days(known[place])
        return columns

    write_file(folder, "indicators", count * len(YEARS), make)


def write_lawsuits(folder: Path, world: World) -> None:
    """Write lawsuits.csv with courts and case numbers."""
    table = world.tables["lawsuits"]

    def make(rows: slice) -> Columns:
        numbers = np.arange(rows.start, rows.stop, dtype=np.int64)
        filed, region = table["filed_on"][rows], table["region"][rows]
        year = find_years(filed)
        level, kind = table["court_level"][rows], table["kind"][rows]
        courts = ("区人民法院", "市中级人民法院", "省高级人民法院")
        mark = pick_words(("民初", "执", "执", "执", "破申", "罚"), kind)
        return {
            "id": join_texts("world:L", write_numbers(numbers)),
            "kind": pick_words(table.columns["kind"].words, kind),
            "court": join_texts(pick_words(REGION_ZH, region), pick_words(courts, level)),
            "case_number": join_texts(
                "（",
                pc.cast(pa.array(year), pa.string()),
                "）界",
                write_numbers(region),
                mark,
                write_numbers(numbers),
                "号",
            ),
            "cause": pick_words(CAUSES, table["cause"][rows]),
            "court_level": pick_words(table.columns["court_level"].words, level),
            "amount": pa.array(table["amount"][rows]),
            "currency": pick_words(("CNY",), numbers * 0),
            "stage": pick_words(table.columns["stage"].words, table["stage"][rows]),
            "filed_on": write_days(filed),
            "closed_on": write_days(table["closed_on"][rows]),
            "known_from": write_days(np.clip(filed, FIRST_DAY, TODAY)),
        }

    write_file(folder, "lawsuits", len(table), make)


def write_facts(folder: Path, world: World, party_ids: PartyIds) -> None:
    """Write every table of ties and facilities."""
    for name in PLAIN_TABLES:
        write_table(folder, name, world.tables[name], party_ids, _find_known_days(world, name))
    write_lawsuits(folder, world)


KNOWN_BY = {"payments": "paid_on", "facilities": "starts_on"}


def _find_known_days(world: World, name: str) -> Ints:
    """Find the day from which a source would have known each row of a table."""
    if name == "lawsuit_parties":
        return world.tables["lawsuits"]["filed_on"][world.tables[name]["lawsuit"]]
    return world.tables[name][KNOWN_BY.get(name, "valid_from")]


def sort_tables(world: World) -> tuple[Ints, Ints]:
    """Sort each table by its dates or parties; return the new positions of facilities and lawsuits."""
    tables = world.tables
    facilities = tables["facilities"].sort_by("starts_on", "borrower")
    for name in ("guarantees", "payments"):
        column = tables[name]["facility"]
        column[:] = np.where(column < 0, -1, facilities[column] if len(facilities) else -1)
    lawsuits = tables["lawsuits"].sort_by("filed_on")
    tables["lawsuit_parties"]["lawsuit"][:] = lawsuits[tables["lawsuit_parties"]["lawsuit"]]
    tables["lawsuit_parties"].sort_by("lawsuit", "role", "party")
    for name, keys in (
        ("holdings", ("company", "valid_from", "owner")),
        ("offices", ("company", "role", "valid_from", "person")),
        ("relations", ("left", "right")),
        ("guarantees", ("valid_from", "guarantor", "borrower")),
        ("supplies", ("seller", "buyer")),
        ("payments", ("paid_on", "payer", "payee", "amount")),
        ("pledges", ("valid_from", "company")),
    ):
        tables[name].sort_by(*keys)
    return facilities, lawsuits
