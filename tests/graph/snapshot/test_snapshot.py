"""The graph as arrays: what holds on a day, as known on a day, kept on disk and taken again when it changed."""

from collections.abc import Sequence
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.errors import StorageError
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.snapshot.take import Parallel, Snapshot, open_snapshot, take_snapshot
from riskgraph.graph.snapshot.write import has_ended
from riskgraph.graph.whole_graph import read_nodes, read_ties
from riskgraph.ingest.records import (
    Document,
    Entry,
    Facility,
    FactStatus,
    Holding,
    Indicator,
    Item,
    Lawsuit,
    Mention,
    Participation,
    Payment,
    Place,
)
from riskgraph.settings import Settings

from ..factories import company

BOOKED = date(2024, 1, 1)
TODAY = date(2024, 6, 30)


def load(store: Store, *items: Item, known_from: date = BOOKED, prefix: str = "row") -> None:
    """Load each item as a row of its own."""
    entries = [
        Entry(f"{prefix}/{number}", Place("rows.csv", number + 2), known_from, (item,))
        for number, item in enumerate(items)
    ]
    count = load_entries(store, "trial", entries, known_from)
    assert count.rejected == 0


def take(store: Store, folder: Path, as_of: date = TODAY, as_known: date | None = None) -> Snapshot:
    return take_snapshot(store, as_of, as_known, folder)


def ties(snapshot: Snapshot, label: str) -> set[tuple[str, str]]:
    ids = snapshot.ids.to_pylist()
    edges = snapshot.edges(label)
    return {(ids[start], ids[end]) for start, end in zip(edges.start, edges.end, strict=True)}


def test_parties_are_sorted_and_found_by_id(store: Store, tmp_path: Path) -> None:
    load(store, company("c:2", client=True), company("c:10"), company("c:1"))
    snapshot = take(store, tmp_path)
    assert snapshot.ids.to_pylist() == ["c:1", "c:10", "c:2"]
    assert snapshot.find_indices(["c:2", "c:3", "zz", ""]).tolist() == [2, -1, -1, -1]
    assert snapshot.parties.flags("client").tolist() == [False, False, True]


def test_an_empty_graph_has_an_empty_snapshot(store: Store, tmp_path: Path) -> None:
    snapshot = take(store, tmp_path)
    assert len(snapshot) == 0
    assert snapshot.matrix("OWNS").shape == (0, 0)
    assert len(snapshot.indicator_table) == 0


def test_holdings_become_a_matrix_of_shares(store: Store, tmp_path: Path) -> None:
    load(store, company("a"), company("b"), company("c"),
         Holding(start="c", end="a", share=0.25), Holding(start="a", end="b", share=0.6))  # fmt: skip
    matrix = take(store, tmp_path).matrix("OWNS", value="share")
    np.testing.assert_allclose(matrix.toarray(), [[0, 0.6, 0], [0, 0, 0], [0.25, 0, 0]])


def test_parallel_edges_are_summed_or_their_largest_is_taken(store: Store, tmp_path: Path) -> None:
    load(store, company("a"), company("b"), *(Payment(start="a", end="b", amount=amount) for amount in (5.0, 7.0)))
    snapshot = take(store, tmp_path)
    assert snapshot.matrix("PAYS", "amount")[0, 1] == 12
    assert snapshot.matrix("PAYS", "amount", parallel=Parallel.MAX)[0, 1] == 7
    assert snapshot.matrix("PAYS")[0, 1] == 2
    large = snapshot.edges("PAYS").columns.numbers("amount") > 6
    assert snapshot.matrix("PAYS", "amount", where=large)[0, 1] == 7


def test_an_unknown_share_is_unknown_and_not_zero(store: Store, tmp_path: Path) -> None:
    load(store, company("a"), company("b"), Holding(start="a", end="b"))
    snapshot = take(store, tmp_path)
    assert np.isnan(snapshot.edges("OWNS").columns.numbers("share")).tolist() == [True]
    assert snapshot.matrix("OWNS", "share").nnz == 0
    assert snapshot.matrix("OWNS").nnz == 1


def test_only_ties_that_hold_on_the_day_are_in(store: Store, tmp_path: Path) -> None:
    day = date(2020, 5, 1)
    load(store, company("a"), company("b"), company("c"), company("d"),
         Holding(start="a", end="b", valid_to=day), Holding(start="b", end="c", valid_from=day),
         Holding(start="c", end="d", status=FactStatus.RETRACTED))  # fmt: skip
    assert ties(take(store, tmp_path, as_of=date(2020, 4, 30)), "OWNS") == {("a", "b")}
    assert ties(take(store, tmp_path, as_of=day), "OWNS") == {("b", "c")}


def test_what_was_known_earlier_can_be_asked(store: Store, tmp_path: Path) -> None:
    load(store, company("a"), company("b"), Holding(start="a", end="b", share=0.3))
    load(store, company("a"), company("b"), Holding(start="a", end="b", share=0.5), known_from=date(2024, 5, 1))
    load(store, company("z"), known_from=date(2024, 5, 1), prefix="later")
    before = take(store, tmp_path, as_known=date(2024, 4, 30))
    assert before.matrix("OWNS", "share")[0, 1] == 0.3
    assert before.ids.to_pylist() == ["a", "b"]
    assert take(store, tmp_path).matrix("OWNS", "share")[0, 1] == 0.5
    assert len(take(store, tmp_path, as_known=date(2023, 1, 1))) == 0


def test_days_words_and_the_record_stand_beside_each_edge(store: Store, tmp_path: Path) -> None:
    load(
        store, company("a"), company("b"), Holding(start="a", end="b", kind="shareholder", valid_from=date(1969, 7, 1))
    )
    columns = take(store, tmp_path).edges("OWNS").columns
    assert columns.days("valid_from").tolist() == [date(1969, 7, 1)]
    assert np.isnat(columns.days("valid_to")).tolist() == [True]
    assert columns.words("kind").tolist() == ["shareholder"]
    assert columns.texts("record").to_pylist() == ["trial|row/2"]


def test_figures_are_given_only_of_periods_that_ended(store: Store, tmp_path: Path) -> None:
    figures = [Indicator(id=f"a|net_assets|{year}", party="a", name="net_assets", period=str(year), value=year)
               for year in (2022, 2023, 2024)]  # fmt: skip
    load(store, company("a"), company("b"), *figures)
    table = take(store, tmp_path).indicator_table
    figures_of = zip(table.indices("party").tolist(), table.words("period"), table.numbers("value"), strict=True)
    assert set(figures_of) == {(0, "2022", 2022.0), (0, "2023", 2023.0)}


def test_a_default_that_came_later_is_not_known_yet(store: Store, tmp_path: Path) -> None:
    load(store, company("a"), Facility(id="f", borrower="a", balance=9.0, loan_class="loss", starts_on=date(2020, 1, 1),
                                       defaulted_on=date(2022, 1, 1)), Facility(id="g", borrower="nobody"))  # fmt: skip
    early, late = (take(store, tmp_path, as_of=date(year, 1, 1)).facilities for year in (2021, 2023))
    assert early.words("loan_class").tolist() == ["", ""]
    assert np.isnan(early.numbers("balance")).all()
    assert np.isnat(early.days("defaulted_on")).all()
    assert late.words("loan_class").tolist() == ["loss", ""]
    assert late.indices("borrower").tolist() == [0, -1]
    assert late.texts("id").to_pylist() == ["f", "g"]


def test_lawsuits_and_documents_are_ends_of_their_own(store: Store, tmp_path: Path) -> None:
    load(store, company("a"), company("b"),
         Lawsuit(id="l1", kind="lawsuit", filed_on=date(2025, 1, 1)), Lawsuit(id="l2", kind="enforcement"),
         Participation(start="b", end="l1", role="plaintiff"), Participation(start="b", end="l2", role="debtor"),
         Document(id="d", title="新闻", text="a 澜砚贸易"), Mention(start="a", end="d", start_char=0))  # fmt: skip
    snapshot = take(store, tmp_path)
    assert snapshot.lawsuits.words("kind").tolist() == ["enforcement"]
    assert snapshot.matrix("PARTY_TO").toarray().tolist() == [[0], [1]]
    assert snapshot.edges("PARTY_TO").columns.words("role").tolist() == ["debtor"]
    assert snapshot.matrix("MENTIONED_IN").toarray().tolist() == [[1], [0]]


def test_it_is_read_once_and_taken_anew_after_a_change(store: Store, tmp_path: Path) -> None:
    load(store, company("a"))
    first = take(store, tmp_path)
    assert take(store, tmp_path).folder == first.folder
    load(store, company("b"), prefix="more")
    second = take(store, tmp_path)
    assert len(second) == 2
    assert len(first) == 1
    assert [path for path in tmp_path.iterdir() if path.is_dir() and path.name[0] != "."] == [second.folder]
    assert len(list(tmp_path.glob(".*"))) == 1


def test_another_graph_at_the_same_change_is_not_mistaken_for_it(store: Store, tmp_path: Path) -> None:
    load(store, company("a"))
    take(store, tmp_path)
    store.write("MATCH (node) DETACH DELETE node")
    load(store, company("b"))
    assert take(store, tmp_path).ids.to_pylist() == ["b"]


def test_a_broken_snapshot_is_taken_anew(store: Store, tmp_path: Path) -> None:
    load(store, company("a"))
    broken = take(store, tmp_path).folder / "Party.arrow"
    broken.write_bytes(broken.read_bytes()[:40])
    (tmp_path / ".part-killed").mkdir()
    assert take(store, tmp_path).ids.to_pylist() == ["a"]
    assert not (tmp_path / ".part-killed").exists()


def test_a_folder_that_cannot_be_used_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot keep the snapshot"):
        take(store, tmp_path / "file")


def test_other_folders_beside_the_snapshots_are_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    take(store, tmp_path)
    assert (tmp_path / "engine").exists()


def take_in_process(settings: Settings, folder: Path) -> int:
    with open_store(settings) as store:
        return len(take(store, folder))


def test_several_processes_take_it_at_once(store: Store, settings: Settings, tmp_path: Path) -> None:
    load(store, company("a"), company("b"))
    with get_context("spawn").Pool(2) as pool:
        assert pool.starmap(take_in_process, [(settings, tmp_path)] * 3) == [2, 2, 2]
    assert len(open_snapshot(take(store, tmp_path).folder)) == 2


def test_a_hub_is_read_in_pages(store: Store) -> None:
    load(store, company("hub"), *(company(f"c{number:02}") for number in range(25)),
         *(Payment(start="hub", end=f"c{number:02}", amount=number) for number in range(25)),
         Payment(start="c03", end="hub"))  # fmt: skip
    ids = [id_ for page in read_nodes(store, "Party", ["id"], page_size=7) for (id_,) in page]
    assert ids == sorted(ids)
    assert len(ids) == 26
    pages = list(read_ties(store, "PAYS", ["amount"], ids, page_size=10))
    assert max(map(len, pages)) <= 10
    assert {(row[0], row[1]) for page in pages for row in page} == {
        ("c03", "hub"), *(("hub", f"c{number:02}") for number in range(25)),
    }  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_a_period_has_ended_when_its_last_day_is_past(day: date, as_of: date) -> None:
    def past(end: Sequence[int]) -> bool:
        return (as_of.year, as_of.month)[: len(end)] > tuple(end)

    assert has_ended(f"{day.year}", as_of) == past([day.year])
    assert has_ended(f"{day.year}-{day.month:02}", as_of) == past([day.year, day.month])
