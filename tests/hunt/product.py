"""The product as users have it: worlds loaded from files, questions asked of `answers` and over HTTP."""

from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass
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
from riskgraph.graph.engine.store import Store
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.source import Source as MappedSource
from riskgraph.ingest.source import open_source
from riskgraph.models.ownership.regimes import RegimeId

from ..oracle.books import Counted
from ..oracle.deliveries import Source, World
from .compare import THRESHOLD, Question
from .files import write_delivery, write_mapping

REGIME = RegimeId.CN_2024


@dataclass(frozen=True, slots=True)
class Loaded:
    """A world in the graph, its ids under a scheme of its own, and the counts of its deliveries."""

    world: World
    scheme: str
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the product answered in the oracle's form, and what cut it."""

    fields: dict[str, Any]
    cuts: frozenset[str] = frozenset()


def load_world(store: Store, world: World, scheme: str, folder: Path, *, indexed: bool) -> Loaded:
    """Load every delivery of a world; the name index follows only where `indexed`, as nothing is asked by name."""
    folder.mkdir(parents=True)
    counted = []
    with nullcontext() if indexed else patch.object(pipeline, "NameIndex"):
        for number, delivery in enumerate(world.deliveries):
            source = open_mapping(next(one for one in world.sources if one.name == delivery.source), scheme)
            path = write_delivery(delivery, scheme, folder / str(number))
            count = pipeline.load_into(store, source, path, delivery.day, lambda _: None).count
            counted.append(Counted(count.stored, count.unchanged, count.rejected))
    return Loaded(world, scheme, tuple(counted))


def open_mapping(source: Source, scheme: str) -> MappedSource:
    """Open the mapping of a source under a name of its world."""
    mapped = parse_mapping(source)
    return mapped.model_copy(update={"name": f"{scheme}-{source.name}"})


@cache
def parse_mapping(source: Source) -> MappedSource:
    """Write and open the mapping of a source once."""
    with TemporaryDirectory() as folder:
        return open_source(str(write_mapping(source, Path(folder) / "mapping.yml")))


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

    def answer_all(self, questions: Iterable[Question], scheme: str) -> list[Told]:
        """Ask questions through `answers`, all at once."""
        waiting = [(question, self.ask(question, scheme)) for question in questions]
        return [TELL[question.about](answer.result()) for question, answer in waiting]

    def ask(self, question: Question, scheme: str) -> Future[Any]:
        """Ask one question."""
        party, when = f"{scheme}:{question.party}", TimePoint(question.as_of, question.as_known)
        if question.about == "controllers":
            return self.store.submit(answer_controllers(self.access, party, when))
        return self.store.submit(answer_owners(self.access, party, when, REGIME, THRESHOLD))


def tell_owners(answer: Any) -> Told:
    """Return an answer on owners in the oracle's form."""
    owned = answer.content.owned
    ends = (*owned.owners, *owned.others)
    return Told(
        {
            "shares": {strip(end.party.id): end.share for end in ends if end.share},
            "votes": {strip(end.party.id): end.voting_share for end in ends if end.voting_share and end.share},
            "controllers": tell_sides(answer),
            "owners": {strip(owner.party.id) for owner in owned.owners},
            "above_one": {strip(company) for company in owned.shares_above_one},
            "loops": {frozenset(map(strip, loop)) for loop in owned.closed_loops},
            "unattributed": owned.unattributed,
        },
        frozenset(answer.cuts),
    )


def tell_controllers(answer: Any) -> Told:
    """Return an answer on controllers in the oracle's form."""
    return Told({"controllers": tell_sides(answer)}, frozenset(answer.cuts))


def tell_sides(answer: Any) -> set[frozenset[str]]:
    """Return the controllers of an answer."""
    return {frozenset(strip(member.id) for member in one.members) for one in answer.content.controllers}


def strip(id_: str) -> str:
    """Return an id without its scheme."""
    return id_.partition(":")[2]


TELL = {"owners": tell_owners, "controllers": tell_controllers}
