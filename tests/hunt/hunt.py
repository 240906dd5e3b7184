"""Draw worlds, load them, ask, compare, and describe what differs as the smallest world that shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from ..oracle.deliveries import World
from .compare import Difference, Oracle, Question, ask_questions, find_differences
from .machine import WorldMachine
from .product import Product, load_world

STEPS = 6


def draw_worlds(number: int, seed_: int, features: frozenset[str] = frozenset()) -> list[World]:
    """Draw worlds; the same seed draws the same ones."""
    worlds: list[World] = []
    machine = type("Worlds", (WorldMachine,), {"sink": staticmethod(worlds.append), "features": features})
    plan = settings(
        max_examples=number, stateful_step_count=STEPS, phases=(Phase.generate,), database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(seed(seed_)(machine), settings=plan)  # type: ignore[arg-type]
    return worlds[:number]


@dataclass(slots=True)
class Hunt:
    """Worlds in one engine, each under a scheme of its own."""

    product: Product
    folder: Path
    name: str = "w"
    worlds: int = 0
    answers: int = 0
    answers_cut: int = 0
    differences: list[tuple[World, Difference]] = field(default_factory=list)

    def examine(self, worlds: Iterable[World]) -> list[tuple[World, Difference]]:
        """Load worlds and compare every answer with the truth; return what differs, one of a kind per world."""
        found = []
        for world in worlds:
            seen: dict[str, Difference] = {}
            for difference in self.examine_world(world):
                seen.setdefault(difference.sign, difference)
            found += [(world, difference) for difference in seen.values()]
        self.differences += found
        return found

    def examine_world(self, world: World) -> Iterator[Difference]:
        """Load one world and compare its answers."""
        self.worlds += 1
        scheme = f"{self.name}{self.worlds}"
        loaded = load_world(self.product.store, world, scheme, self.folder / scheme, indexed=self.worlds % 10 == 0)
        oracle = Oracle(world)
        for number, (product, truth) in enumerate(zip(loaded.counted, oracle.books.counted, strict=True)):
            if product != truth:
                delivery = world.deliveries[number]
                asked = Question("load", f"delivery {number}", delivery.day, None)
                yield Difference(asked, "counted", product, truth)
                return
        questions = list(ask_questions(world))
        self.answers += len(questions)
        for question, told in zip(questions, self.product.answer_all(questions, scheme), strict=True):
            yield from find_differences(question, told.fields, oracle.answer(question))
