"""Draw worlds, load them into one engine, ask, and compare with the oracle."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from ..oracle.books import Counted
from ..oracle.deliveries import World
from .compare import Oracle, find_differences
from .machine import WorldMachine
from .product import Loading, Product
from .questions import Difference, Question, ask_questions
from .replies import Replies

STEPS = 5
OVER_HTTP = 10  # every tenth question is asked over HTTP too


def draw_worlds(number: int, seed_: int, features: frozenset[str] = frozenset(), steps: int = STEPS) -> list[World]:
    """Draw worlds, each of that many deliveries after the first; the same seed draws the same ones."""
    worlds: list[World] = []
    machine = type("Worlds", (WorldMachine,), {"sink": staticmethod(worlds.append), "features": features})
    plan = settings(
        max_examples=number, stateful_step_count=steps, phases=(Phase.generate,), database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(seed(seed_)(machine), settings=plan)  # type: ignore[arg-type]
    return worlds[:number]


@dataclass(frozen=True, slots=True)
class Found:
    """A world in which an answer is not the truth."""

    world: World
    difference: Difference


@dataclass(slots=True)
class Hunt:
    """Worlds in one engine, each under a scheme of its own."""

    product: Product
    folder: Path
    worlds: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    replies: Replies = field(default_factory=Replies)
    incomplete: int = 0

    def examine(self, worlds: Sequence[World], questions: Sequence[Question] | None = None) -> list[Found]:
        """Load worlds and compare the answers to questions, about twenty by default, with the truth.

        Returns one difference of a kind per world.
        """
        loading = [self.begin(world) for world in worlds]
        found = [[*self.load(one, len(one.world.deliveries) - one.world.aged)] for one in loading]
        self.product.derive()
        for one, differences in zip(loading, found, strict=True):
            differences += self.load(one, len(one.world.deliveries))
        for held in (False, True):
            if held:
                self.product.hold()
            for one, differences in zip(loading, found, strict=True):
                if any(difference.question.about == "load" for difference in differences):
                    continue  # what follows from it would be compared
                asked = ask_questions(one.world) if questions is None else questions
                differences += self.compare(one, [question for question in asked if question.held is held])
        return [Found(one.world, difference) for one, differences in zip(loading, found, strict=True)
                for difference in {item.sign: item for item in reversed(differences)}.values()]  # fmt: skip

    def begin(self, world: World) -> Loading:
        """Return a world under a scheme and in a folder of its own."""
        self.worlds += 1
        scheme = f"w{self.worlds}"
        (self.folder / scheme).mkdir(parents=True)
        return Loading(world, scheme, self.folder / scheme, indexed=self.worlds % OVER_HTTP == 0)

    def load(self, loading: Loading, number: int) -> Iterator[Difference]:
        """Load deliveries and compare what became of their rows."""
        truth = Oracle(loading.world).books.counted
        begun = loading.loaded
        for place, counted in enumerate(loading.load(self.product.store, number), begun):
            if counted != truth[place]:
                question = Question("load", f"delivery {place}", loading.world.deliveries[place].day)
                yield Difference(question, "counted", *map(write_counted, (counted, truth[place])))

    def compare(self, loading: Loading, questions: Sequence[Question]) -> Iterator[Difference]:
        """Compare the answers about one world with the truth."""
        oracle = Oracle(loading.world)
        for number, (question, given) in enumerate(
            zip(questions, self.product.answer_all(questions, loading.scheme), strict=True), self.asked.total()
        ):
            self.asked[question.about] += 1
            self.incomplete += bool(given.cuts)
            yield from find_differences(question, self.replies.count(given), oracle)
            if self.product.client and number % OVER_HTTP == 0:
                sent = self.product.answer_over_http(question, loading.scheme)
                yield from find_differences(question, self.replies.count(sent), oracle)


def write_counted(counted: Counted) -> str:
    """Write the counts of a delivery."""
    return ", ".join(f"{counted[name]} {name}" for name in ("stored", "unchanged", "rejected"))
