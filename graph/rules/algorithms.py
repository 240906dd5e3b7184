"""Rules whose body is an algorithm: the statements it reads, its thresholds and its columns.

Algorithms are functions of `models/`; the shell passes them to `find`, so the rules do not import them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from ...errors import StatementError
from ..engine.store import Row
from .rule_files import Rule
from .statement_checks import GIVEN, list_parameters

Thresholds: TypeAlias = Mapping[str, float]


class Read(Protocol):
    """Reads one of the statements that the header of the rule names, with parameters beside the day."""

    def __call__(self, name: str, /, **parameters: object) -> Sequence[Row]:
        """Return the rows of `cypher/read/rules/{name}.cypher`."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The rows of a rule, in the order of its key; `cut` says why some may be missing."""

    rows: Sequence[Row]
    cut: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Algorithm:
    """A function that computes the hits of a rule from the rows it reads and the rule's thresholds.

    `reads` are statements of `cypher/read/rules`, each with the parameters that the algorithm gives it; `columns` are
    those of its rows, `thresholds` those that it takes itself.
    """

    find: Callable[[Read, Thresholds], Hits]
    reads: Mapping[str, tuple[str, ...]]
    columns: tuple[str, ...]
    thresholds: tuple[str, ...] = ()


def choose_algorithm(rule: Rule, algorithms: Mapping[str, Algorithm]) -> Algorithm:
    """Return the algorithm of a rule; raise `StatementError` where it does not fit the header."""
    algorithm = algorithms.get(rule.algorithm or "")
    if algorithm is None:
        raise StatementError(f"rule {rule.id}: there is no algorithm {rule.algorithm!r}")
    for line, said, real in (
        ("reads", rule.reads, tuple(algorithm.reads)),
        ("returns", rule.returns, algorithm.columns),
        ("param", tuple(rule.parameters), algorithm.thresholds),
    ):
        if said != real:
            raise StatementError(
                f"rule {rule.id}: {line} is {', '.join(said)}; the algorithm {rule.algorithm} has {', '.join(real)}"
            )
    for name, statement in rule.statements.items():
        taken = list_parameters(statement) - GIVEN
        if taken != set(algorithm.reads[name]):
            raise StatementError(f"rule {rule.id}: {name} takes the parameters {sorted(taken)}")
    return algorithm
