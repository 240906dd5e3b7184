"""Whether a question asks about a party before there was one."""

from collections.abc import Sequence
from datetime import date

from ..engine.statements import read_statement
from ..engine.store import Transaction
from ..time_point import TimePoint


async def warn_of_founding(transaction: Transaction, parties: Sequence[str], time_point: TimePoint) -> list[str]:
    """Give a sentence for each of the parties that was founded after the day asked for."""
    if time_point.as_of >= date.today():
        return []
    parameters = {"ids": list(parties), "as_of": time_point.as_of}
    rows = await transaction.run(read_statement("read/founded_later"), parameters)
    return [
        f"{row['name']} was founded on {row['founded']}, after the day asked for, {time_point.as_of}: "
        "nothing of this party can have held then, whatever day its records name"
        for row in rows
    ]
