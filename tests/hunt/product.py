"""The product as users have it: worlds loaded from files, questions asked of `answers` and over HTTP."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from fastapi.testclient import TestClient

from riskgraph import pipeline
from riskgraph.answers.access.graph_access import GraphAccess, open_access
from riskgraph.answers.control import answer_controllers
from riskgraph.answers.owners import answer_owners
from riskgraph.answers.party.party import answer_party
from riskgraph.errors import EngineUnreachableError, NotFoundError, QueryTimeoutError, RiskgraphError, UsageError
from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.deliveries.undo import undo_delivery
from riskgraph.graph.read.deliveries import read_deliveries
from riskgraph.graph.snapshot.held_graph import FOLDER
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.source import Source as MappedSource
from riskgraph.ingest.source import open_source
from riskgraph.models.ownership.regimes import RegimeId

from ..oracle.books import Counted
from ..oracle.deliveries import Source, World
from .files import write_delivery, write_mapping
from .forms import WRITE
from .questions import THRESHOLD, TODAY, Given, Question
from .undone import pair_undone

REGIME = RegimeId.CN_2024
RULE = "ownership_ring"  # control is derived before any rule; one rule is enough to have it
REFUSED = {404: {"known": False}, 422: {"refused": True}}
ROUTES = {"owners": "/v1/parties/{}/owners", "controllers": "/v1/parties/{}/controller", "page": "/v1/parties/{}"}


@dataclass(slots=True)
class Loading:
    """A world on its way into the graph: its ids are under a scheme; deliveries are loaded one after the other."""

    world: World
    scheme: str
    folder: Path
    indexed: bool = False
    loaded: int = 0

    def load(self, store: Store, number: int) -> Iterator[Counted]:
        """Load deliveries up to the given number; the name index follows only where `indexed`."""
        with nullcontext() if self.indexed else patch.object(pipeline, "NameIndex"):
            while self.loaded < number:
                yield self.load_next(store)

    def load_next(self, store: Store) -> Counted:
        """Load one delivery and return its counts."""
        delivery = self.world.deliveries[self.loaded]
        if delivery.undo:
            return self.undo_last(store)
        source = next(one for one in self.world.sources if one.name == delivery.source)
        mapped = parse_mapping(source, delivery.full).model_copy(update={"name": f"{self.scheme}-{source.name}"})
        path = write_delivery(delivery, self.scheme, self.folder / str(self.loaded))
        count = pipeline.load_into(store, mapped, path, delivery.day, lambda _: None).count
        self.loaded += 1
        return Counted(stored=count.stored, unchanged=count.unchanged, rejected=count.rejected)

    def undo_last(self, store: Store) -> Counted:
        """Take the last delivery of a source back: each of its files is one of the product's."""
        last = self.world.deliveries[pair_undone(self.world.deliveries)[self.loaded]]
        for _ in {type(row) for row in last.rows}:
            deliveries = [one for one in store.transact(read_deliveries)
                          if one.source == f"{self.scheme}-{last.source}" and not one.undone_at]  # fmt: skip
            undo_delivery(store, deliveries[-1].id)
        self.loaded += 1
        return Counted()


@cache
def parse_mapping(source: Source, full: bool) -> MappedSource:
    """Write and open the mapping of a source once."""
    with TemporaryDirectory() as folder:
        return open_source(str(write_mapping(source, Path(folder) / "mapping.yml", full=full)))


@dataclass(frozen=True, slots=True)
class Product:
    """The doors through which questions are asked."""

    store: Store
    access: GraphAccess
    client: TestClient | None = None

    @classmethod
    def open(cls, store: Store, client: TestClient | None = None) -> "Product":
        """Open the doors of a store."""
        return cls(store, open_access(store.asynchronous, store), client)

    def derive(self) -> None:
        """Derive control for the day that is asked for."""
        find_in_graph(self.store, TODAY, [RULE])

    def hold(self) -> None:
        """Leave the state of the graph on disk, as `riskgraph score` does: owners are then read from it."""
        take_snapshot(self.store, TODAY, None, self.store.settings.data_dir / FOLDER)

    def answer_all(self, questions: Iterable[Question], scheme: str) -> list[Given]:
        """Ask questions through `answers`, all at once."""
        waiting = [(question, self.ask(question, scheme)) for question in questions]
        return [read_answer(question, answer) for question, answer in waiting]

    def ask(self, question: Question, scheme: str) -> Future[Any]:
        """Ask one question."""
        party, when = f"{scheme}:{question.party}", TimePoint(question.as_of, question.as_known)
        match question.about:
            case "owners":
                return self.store.submit(answer_owners(self.access, party, when, REGIME, THRESHOLD))
            case "controllers":
                return self.store.submit(answer_controllers(self.access, party, when))
        return self.store.submit(answer_party(self.access, party, when))

    def answer_over_http(self, question: Question, scheme: str) -> Given:
        """Ask one question over HTTP, where controllers are a question of their own."""
        given = self.get(question, scheme)
        if "shares" not in given.fields:
            return given
        other = self.get(replace(question, about="controllers"), scheme)
        if not other.fields:
            return replace(given, lacking=frozenset(("controllers",)))
        return Given({**given.fields, **other.fields}, given.cuts | other.cuts, given.notes)

    def get(self, question: Question, scheme: str) -> Given:
        """Send one request."""
        assert self.client is not None
        days: dict[str, Any] = {"as_of": question.as_of}
        days |= {"as_known": question.as_known} if question.as_known else {}
        days |= {"threshold": THRESHOLD} if question.about == "owners" else {}
        reply = self.client.get(ROUTES[question.about].format(f"{scheme}:{question.party}"), params=days)
        if reply.status_code in REFUSED:
            return Given(REFUSED[reply.status_code])
        if reply.status_code != 200:
            return Given({}, frozenset(("time",))) if reply.status_code == 504 else Given({"error": reply.text})
        data, meta = reply.json()["data"], reply.json()["meta"]
        notes = frozenset(note["code"] for note in meta["notes"])
        return Given(WRITE[question.about](data), frozenset(meta["cut_by"]), notes)


def read_answer(question: Question, waiting: Future[Any]) -> Given:
    """Return an answer in the oracle's form."""
    try:
        answer = waiting.result()
    except NotFoundError:
        return Given({"known": False})
    except UsageError:
        return Given({"refused": True})
    except (QueryTimeoutError, EngineUnreachableError):  # a busy machine: no answer is no lie
        return Given({}, frozenset(("time",)))
    except RiskgraphError as error:
        return Given({"error": repr(error)})
    content = answer.content
    return Given(WRITE[question.about](content), frozenset(answer.cuts), frozenset(note.code for note in answer.notes))
