"""What the reads of the graph promise: bounded statements, the days of a question, and what is kept when time is up."""

from datetime import date

import pytest

from riskgraph.errors import NotFoundError
from riskgraph.graph.engine.store import Row, Store, Transaction
from riskgraph.graph.read.network import Network, NetworkQuestion, read_network
from riskgraph.graph.read.owners.owners import Owners, OwnersQuestion, read_owners
from riskgraph.graph.read.party.party import find_period_end, read_party
from riskgraph.graph.read.paths import PathSearch, read_paths
from riskgraph.graph.read.ties import PARTY, NodeKey, build_expansion_statement, read_ties
from riskgraph.graph.schema.graph_model import relationship_types
from riskgraph.graph.time_point import TimePoint
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records import Document, FactStatus, Item, Lawsuit, Mention, Participation, PartyKind

from ..factories import TODAY, load, owns, person


def ask(party: str, hops: int = 2, **changes: object) -> NetworkQuestion:
    """Make a question about a neighbourhood."""
    given: dict[str, object] = {"max_neighbours": 50, "max_nodes": 500, "time_point": TimePoint(TODAY), **changes}
    return NetworkQuestion(party=party, hops=hops, **given)  # type: ignore[arg-type]


def read(store: Store, question: NetworkQuestion) -> Network:
    """Read a neighbourhood as a command does."""
    network = Network()
    return store.transact(lambda transaction: read_network(transaction, question, network))


def edges(network: Network) -> set[tuple[str, str, str]]:
    """Return the relationships as triples."""
    return {(tie.type, tie.start, tie.end) for tie in network.ties.values()}


def test_a_command_reads_the_same_party_as_the_api(store: Store) -> None:
    load(store, [person("p"), owns("p", "a")])
    view = store.transact(lambda transaction: read_party(transaction, "a", TimePoint(TODAY), 50))
    assert (view.kind, [fact.other.id for fact in view.facts["owners"]]) == (PartyKind.COMPANY, ["p"])


def test_an_unknown_party_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match="nobody"):
        store.transact(lambda transaction: read_party(transaction, "nobody", TimePoint(), 50))


def test_parties_meet_in_documents_and_lawsuits(store: Store) -> None:
    items: list[Item] = [
        Document(id="news", title="News", text="a and b"),
        Mention(start="a", end="news"),
        Mention(start="b", end="news"),
        Lawsuit(id="case", kind="lawsuit"),
        Participation(start="a", end="case"),
        Participation(start="c", end="case"),
    ]
    load(store, items)
    network = read(store, ask("a"))
    assert {(key.label, key.id) for key in network.nodes} == {
        ("Party", "a"), ("Party", "b"), ("Party", "c"), ("Document", "news"), ("Lawsuit", "case"),
    }  # fmt: skip


def test_a_fact_holds_from_its_first_day_to_before_its_end(store: Store) -> None:
    load(store, [owns("a", "b", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))])
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [len(edges(read(store, ask("a", time_point=TimePoint(day))))) for day in days] == [0, 1, 1, 0]


def test_a_retracted_fact_is_not_read(store: Store) -> None:
    load(store, [owns("a", "b", status=FactStatus.RETRACTED), owns("a", "c", status=FactStatus.DISPUTED)])
    assert edges(read(store, ask("a"))) == {("OWNS", "a", "c")}


def test_a_replaced_fact_is_read_as_it_was_known(store: Store) -> None:
    load(store, [owns("a", "b")])
    store.write("MATCH ()-[tie:OWNS]->() SET tie.known_to = $day", {"day": date(2024, 6, 1)})
    assert edges(read(store, ask("a", time_point=TimePoint(TODAY)))) == set()
    for day, count in ((date(2023, 12, 30), 0), (date(2024, 5, 31), 1), (date(2024, 6, 1), 0)):
        assert len(edges(read(store, ask("a", time_point=TimePoint(TODAY, day))))) == count


def test_the_strongest_relationships_of_a_hub_are_kept(store: Store) -> None:
    load(store, [owns("hub", f"c{number}", number / 100) for number in range(1, 11)])
    network = read(store, ask("hub", 1, max_neighbours=3))
    assert {end for _, _, end in edges(network)} == {"c8", "c9", "c10"}
    assert (network.cuts, network.relationships_seen) == ({Truncation.NEIGHBOURS}, 3)


def test_exactly_as_many_as_the_cap_is_complete(store: Store) -> None:
    load(store, [owns("hub", f"c{number}", 0.1) for number in range(3)])
    assert read(store, ask("hub", 1, max_neighbours=3)).cuts == set()


class EndedError(Exception):
    """The time is up."""


class ShortTransaction(Transaction):
    """A transaction that ends after a number of statements, as one whose time budget is used up."""

    def __init__(self, transaction: Transaction, statements: int) -> None:
        self._inner = transaction
        self._left = statements

    async def run(self, statement: str, parameters: object = None) -> list[Row]:
        """Run a statement while there is time."""
        if self._left == 0:
            raise EndedError
        self._left -= 1
        return await self._inner.run(statement, parameters)  # type: ignore[arg-type]


def test_what_was_found_before_the_time_is_up_is_kept(store: Store) -> None:
    load(store, [owns("a", "b"), owns("b", "c")])
    network = Network()
    with pytest.raises(EndedError):
        store.transact(lambda tx: read_network(ShortTransaction(tx, 2), ask("a", 3), network))
    assert edges(network) == {("OWNS", "a", "b")}


def test_owners_that_were_not_reached_in_time_are_named(store: Store) -> None:
    load(store, [owns("b", "a"), owns("c", "b")])
    owners = Owners()
    question = OwnersQuestion(party="a", time_point=TimePoint(TODAY), max_nodes=500, circle_confidence=0.5)
    with pytest.raises(EndedError):
        store.transact(lambda tx: read_owners(ShortTransaction(tx, 3), question, owners))
    assert (set(owners.nodes), owners.unread) == ({"a", "b"}, {"b"})


def test_a_search_for_paths_that_ends_early_has_what_both_sides_saw(store: Store) -> None:
    load(store, [owns("a", "b"), owns("b", "c")])
    search = PathSearch()
    with pytest.raises(EndedError):
        store.transact(lambda tx: read_paths(ShortTransaction(tx, 3), ask("a", 4), "c", search, only_shortest=False))
    assert (len(search.nodes), search.relationships_seen, search.levels, search.is_closed) == (3, 1, 1, False)


def test_another_attempt_forgets_the_one_before(store: Store) -> None:
    load(store, [owns("b", "a")])
    owners = Owners(nodes={}, unread={"left over"}, cuts={Truncation.TIME})
    question = OwnersQuestion(party="a", time_point=TimePoint(TODAY), max_nodes=500, circle_confidence=0.5)
    store.transact(lambda tx: read_owners(tx, question, owners))
    assert (owners.unread, owners.cuts) == (set(), set())


def test_every_type_is_read_from_both_of_its_ends(store: Store) -> None:
    for name, kind in relationship_types().items():
        for label, arrow in ((PARTY, f"-[tie:{name}]->"), (kind.end_label, f"<-[tie:{name}]-")):
            statement = build_expansion_statement(label, (name,))
            assert arrow in statement
            found = store.transact(lambda tx, at=label, of=name: read_ties(tx, at, ["nobody"], [of], 5, TimePoint()))
            assert found.steps == ()


def test_a_label_without_the_type_needs_no_statement() -> None:
    assert build_expansion_statement("Document", ("OWNS",)) == ""


def test_node_keys_tell_labels_apart() -> None:
    assert NodeKey("Party", "x") != NodeKey("Document", "x")


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2023", date(2023, 12, 31)),
        ("2023-02", date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 31)),
        ("9999-12", date.max),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, end: date) -> None:
    assert find_period_end(period) == end
