"""Carry the steps of a plan out in the graph, forwards or backwards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..load.deliveries.ending import split
from ..load.tie_ends import split_by_smaller_end
from ..load.write_statements import match_ties
from ..schema.graph_model import node_types
from .plan import Step

ROWS = 1_000
PARTS = 4  # of delivered lines: each may have a megabyte
OF_TIES = ("mention", "superseded")  # kinds of steps with a statement of their own


async def take_steps(transaction: Transaction, steps: Iterable[Step]) -> None:
    """Carry out steps in their order."""
    for step in steps:
        for rows in split(step.rows, PARTS if step.label == "DeliveredLines" else ROWS):
            await take_step(transaction, step, rows)


async def take_step(transaction: Transaction, step: Step, rows: Sequence[Row]) -> None:
    """Carry out a part of a step."""
    if step.kind == "tie":
        await change_ties(transaction, step.label, rows)
        return
    own = step.kind in OF_TIES
    statement = read_statement(f"write/personal/{step.kind}") if own else write_statement(step.kind, step.label)
    await transaction.run(statement, {"rows": [{"at": row["at"], "set": row["set"]} for row in rows]})


@cache
def write_statement(kind: str, label: str) -> str:
    """Build the statement that changes nodes of one label: by their key, or by their id and latest record."""
    key = node_types()[label].key
    if kind == "described":
        return (
            f"UNWIND $rows AS row\nMATCH (node:{label} {{{key}: row.at.id}})\nWHERE node.record = row.at.record\n"
            "SET node += row.set"
        )
    return f"UNWIND $rows AS row\nMATCH (node:{label} {{{key}: row.at}})\nSET node += row.set"


async def change_ties(transaction: Transaction, label: str, rows: Sequence[Row]) -> None:
    """Change relationships of one type, all versions of each."""
    parts: dict[bool, list[Row]] = defaultdict(list)
    for from_end, part in (await split_by_smaller_end(transaction, [row["at"] | row for row in rows])).items():
        parts[from_end] += part
    for from_end, part in parts.items():
        await transaction.run(f"{match_ties(label, from_end)}\nSET tie += row.set", {"rows": part})
