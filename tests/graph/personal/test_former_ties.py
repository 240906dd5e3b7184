"""A person is also taken out of loans and figures that are another party's by now, or that say so in another source."""

from collections.abc import Callable

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.lines import keep_lines, read_lines
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.personal.acts import ACTS_FILE, ActKind
from riskgraph.graph.personal.perform import Request, lift_restriction
from riskgraph.graph.schema.prepare import prepare
from riskgraph.ingest.records import Entry, Facility, Indicator

from .test_correct import correct
from .test_erase import (
    ID,
    LATER,
    NAME,
    dump,
    entry,
    erase,
    find_in_files,
    find_traces,
    graph,
    load,
    restrict,
    sort_graph,
    world,
)

__all__ = ["graph"]
FIGURE = f"{ID}|income|2023"
LOAN = "MATCH (loan:Facility {id: 'loan-1'}) RETURN loan.borrower AS borrower"


def describe(borrower: str, lender: str = "own:b", figure: str = "own:a", limit: float = 5.0) -> list[Entry]:
    """Return the rows of the loan and the figure."""
    income = Indicator(id=FIGURE, party=figure, name="income", period="2023", value=1.0)
    loan = Facility(id="loan-1", borrower=borrower, lender=lender, limit=limit)
    return [entry("loan", loan, day=LATER), entry("figure", income, day=LATER)]


@pytest.fixture
def corrected(graph: Store) -> Store:
    """Return a graph in which the loan and the figure of the person were corrected to be those of a company."""
    assert load(graph, describe("own:a"), LATER)[0].stored == 2
    return graph


def test_no_replaced_version_names_an_erased_person(corrected: Store) -> None:
    erase(corrected)
    assert (find_traces(dump(corrected)), find_in_files(corrected)) == ([], [])
    assert corrected.read(LOAN) == [{"borrower": "own:a"}]


def test_an_undone_correction_does_not_bring_an_erased_person_back(corrected: Store) -> None:
    tombstone = erase(corrected).tombstone
    undo_delivery(corrected, "own:3")
    assert find_traces(dump(corrected)) == []
    assert corrected.read(LOAN) == [{"borrower": tombstone}]


def test_the_same_rows_again_change_nothing_after_a_correction(corrected: Store) -> None:
    erase(corrected)
    assert load(corrected, describe("own:a"), LATER)[0].unchanged == 2
    assert load(corrected, describe(ID, figure=ID), LATER)[0].stored == 2
    assert find_traces(dump(corrected)) == []


def test_a_restriction_of_replaced_versions_is_lifted_exactly(corrected: Store) -> None:
    before = sort_graph(corrected)
    restrict(corrected)
    assert find_traces(dump(corrected)) == []
    assert load(corrected, describe("own:a"), LATER)[0].unchanged == 2
    assert load(corrected, describe("own:a", limit=6.0), LATER)[0].rejected == 1
    lift_restriction(corrected, ID, Request(ActKind.LIFT, "accuracy confirmed"))
    assert sort_graph(corrected) == before


def test_a_correction_is_undone_after_a_lifted_restriction(corrected: Store) -> None:
    restrict(corrected)
    lift_restriction(corrected, ID, Request(ActKind.LIFT, "accuracy confirmed"))
    undo_delivery(corrected, "own:3")
    assert corrected.read(LOAN) == [{"borrower": ID}]


@pytest.mark.parametrize("withhold", [erase, restrict])
@pytest.mark.parametrize("fields", [{"borrower": ID}, {"borrower": "own:a", "lender": ID}, {"borrower": "own:a"}])
def test_no_description_that_does_not_count_names_the_person(
    graph: Store, withhold: Callable[[Store], object], fields: dict[str, str]
) -> None:
    load_entries(graph, "another", describe(**fields)[:1], LATER)
    load(graph, describe("own:a"), LATER)
    withhold(graph)
    assert find_traces(dump(graph)) == []


def test_a_restored_graph_with_replaced_versions_is_erased_again(corrected: Store) -> None:
    path = corrected.settings.data_dir / ACTS_FILE
    erase(corrected)
    acts = path.read_text(encoding="utf-8")
    corrected.write("MATCH (node) DETACH DELETE node")
    path.unlink()
    prepare(corrected)
    load(corrected, world())
    load(corrected, describe("own:a"), LATER)
    path.write_text(acts, encoding="utf-8")
    prepare(corrected)
    assert find_traces(dump(corrected)) == []


def test_kept_lines_with_the_id_of_an_erased_person_are_emptied(corrected: Store) -> None:
    lines = ["id,borrower\n", "\n", f"1,{ID}\n", f"2,{ID}0\n", f"3,{ID}\n"]
    keep_lines(corrected, "own:1", lines, ())
    erase(corrected)
    kept = [line for _, line in read_lines(corrected, "own:1")]
    assert kept == ["id,borrower\n", "\n", "\n", f"2,{ID}0\n", "\n"]


def test_a_correction_reaches_a_row_that_describes_another_thing_by_now(graph: Store) -> None:
    load(graph, [entry("person|person-77", *describe("own:a")[1].items, day=LATER)], LATER)
    correct(graph)
    described = graph.read("MATCH (r:Record) WHERE r.content CONTAINS '\"Party\"' RETURN r.content AS content")
    assert [row["content"] for row in described if NAME in row["content"]] == []
