"""A batch of a load: what of two descriptions stays, and what another load stored meanwhile."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from riskgraph.graph.engine.store import Row, Store, Transaction
from riskgraph.graph.load import write_statements as statements
from riskgraph.graph.load.batch import Batch, write_batch
from riskgraph.graph.load.entry_rows import EntryRows, describe, read_entry
from riskgraph.graph.load.fold import fold
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.load.writing import Stamp
from riskgraph.ingest.records import Entry, Holding, Party, PartyKind, Place

DAY = date(2024, 1, 1)
FIRST = Party(id="a", kind=PartyKind.COMPANY, name="甲 虚构有限公司", address="旧街9号", phone="1", described_at=DAY)
SECOND = replace(FIRST, name="乙 虚构有限公司", address="新街1号", phone=None)


def entry(reference: str, item: Party | Holding) -> Entry:
    """Make one row of a source."""
    return Entry(reference, Place("rows.csv", 2), DAY, (item,))


def test_of_two_descriptions_of_one_day_the_later_row_replaces_and_the_earlier_fills_gaps() -> None:
    rows = [read_entry("test", entry(party.name, party)) for party in (FIRST, SECOND)]
    joined = fold("Party", [one for change, row in enumerate(rows) for _, one in describe(row, change)], {})
    assert joined["names"] == [SECOND.name, FIRST.name]
    assert [joined[name] for name in ("name", "address", "phone")] == [SECOND.name, "新街1号", "1"]


def test_of_two_loads_that_describe_one_day_the_later_replaces_and_the_earlier_fills_gaps(store: Store) -> None:
    for party in (FIRST, SECOND):
        load_entries(store, "test", [entry(party.name, party)], DAY)
    (found,) = store.read(
        "MATCH (p:Party) RETURN p.name AS name, p.names AS names, p.address AS address, p.phone AS phone"
    )
    assert found == {"name": SECOND.name, "names": [SECOND.name, FIRST.name], "address": "新街1号", "phone": "1"}


class Overtaken(Transaction):
    """A transaction that waits for its change number while another load stores the same row."""

    def __init__(self, before: Row, meanwhile: Row) -> None:
        self.stored = before
        self.meanwhile = meanwhile
        self.ran: list[str] = []

    async def run(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:  # noqa: ARG002
        """Answer what the graph holds at this moment."""
        self.ran.append(statement)
        if statement == statements.NEXT_CHANGE:
            self.stored = self.meanwhile
            return [{"change": 7}]
        return [self.stored] if statement == statements.FIND_RECORDS else []


def stored_as(row: EntryRows) -> Row:
    """Return the record of a row as the graph has it."""
    return {"key": row.key, "hash": row.hash, "ties": ["OWNS|a|b"], "known_from": DAY, "delivery": "test:1"}


def test_a_row_that_another_load_stored_meanwhile_is_unchanged_and_makes_no_second_version() -> None:
    old, new = (read_entry("test", entry("a-b", Holding(start="a", end="b", share=share))) for share in (0.6, 0.4))
    overtaken = Overtaken(stored_as(old), stored_as(new))
    batch = asyncio.run(
        write_batch(overtaken, Batch(Stamp("test", "test:2", DAY, {}), [new], look_up=True, repeats=frozenset()))
    )
    assert (batch.unchanged, batch.relationships) == (1, 0)
    assert not any("CREATE" in statement for statement in overtaken.ran)
