"""A figure that left the last full file that had it counts on earlier days and as known before, and no longer since."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.party.lists import answer_party_list
from riskgraph.answers.party.party import answer_party
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.schema.prepare import prepare
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Entry, Indicator

from ..graph.factories import company, guarantees, keys
from ..graph.load.delivered import DAY, LAST, LATER, entry, load

Years = Callable[..., dict[str, float]]


def net_assets(period: str, value: float, day: date = DAY) -> Entry:
    name = f"a|net_assets|{period}"
    return entry(name, Indicator(id=name, party="a", name="net_assets", period=period, value=value), day=day)


def deliver(store: Store, day: date, *figures: Entry, **terms: Any) -> None:
    parties = [entry(one.id, one, day=day) for one in (company("a"), company("b"))]
    load(store, [*parties, entry("a-b", guarantees("a", "b", 7.5e6), day=day), *figures], day, **terms)


@pytest.fixture
def ended(store: Store) -> Store:
    """Return a graph in which the figure of 2022 has left its full file."""
    deliver(store, DAY, net_assets("2021", 8e6), net_assets("2022", 7e6))
    deliver(store, LATER, net_assets("2021", 8e6, LATER))
    return store


@pytest.fixture
def years(store: Store) -> Years:
    """Return a function that reads the figures on the page and in the list, which are the same, by their periods."""
    access = open_access(store.asynchronous, store)

    def years(as_of: date = LAST, as_known: date | None = None) -> dict[str, float]:
        time_point = TimePoint(as_of, as_known)
        page = store.submit(answer_party(access, "a", time_point)).result().content.view.indicators
        listed = store.submit(answer_party_list(access, "a", "indicators", time_point, None, 10)).result().content.items
        assert sum(map(len, page.values())) == len(listed)
        return {period: one.value for period, (one,) in page.items()}

    return years


def test_a_figure_that_left_its_full_file_is_on_the_page_of_earlier_days_only(ended: Store, years: Years) -> None:
    assert years() == years(as_of=LATER) == years(as_known=LATER) == {"2021": 8e6}
    assert years(as_of=DAY) == years(as_known=DAY) == {"2021": 8e6, "2022": 7e6}


def test_rules_and_measures_use_the_latest_figure_that_has_not_ended(ended: Store, tmp_path: Path) -> None:
    assert keys(ended, "guarantees_above_net_assets", as_of=LAST) == set()
    assert keys(ended, "guarantees_above_net_assets", as_of=DAY) == {"a"}
    tables = [take_snapshot(ended, day, None, tmp_path).indicator_table for day in (LAST, DAY)]
    assert [list(table.words("period")) for table in tables] == [["2021"], ["2021", "2022"]]


@pytest.mark.parametrize("source", ["test", "other"])
def test_a_figure_that_a_source_delivers_counts(ended: Store, years: Years, source: str) -> None:
    deliver(ended, LAST, net_assets("2021", 8e6, LAST), net_assets("2022", 6e6, LAST), source=source, trust=0.1)
    assert years() == {"2021": 8e6, "2022": 6e6}
    assert keys(ended, "guarantees_above_net_assets", as_of=LAST) == {"a"}


def test_a_figure_ends_only_when_every_source_has_left_it_out(store: Store, years: Years) -> None:
    deliver(store, DAY, net_assets("2022", 6e6), source="other", trust=0.1)
    deliver(store, DAY, net_assets("2021", 8e6), net_assets("2022", 7e6), trust=0.9)
    deliver(store, LATER, net_assets("2021", 8e6, LATER), trust=0.9)
    assert years() == {"2021": 8e6, "2022": 6e6}


def test_a_figure_is_current_again_once_its_end_is_taken_back(ended: Store, years: Years) -> None:
    undo_delivery(ended, "test:2")
    assert years() == {"2021": 8e6, "2022": 7e6}


def test_an_older_graph_learns_which_figures_have_ended(ended: Store, years: Years) -> None:
    ended.write("MATCH (figure:Indicator) SET figure.ended_on = null")
    ended.write("MATCH (state:State {id: 'schema'}) SET state.number = 2")
    assert len(years()) == 2
    prepare(ended)
    assert years() == {"2021": 8e6}
