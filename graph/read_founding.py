"""Whether a question asks about a party before there was one."""

from collections.abc import Sequence
from datetime import date

from .moment import Moment
from .statements import read_statement
from .store import Transaction


async def warn_of_founding(transaction: Transaction, parties: Sequence[str], moment: Moment) -> list[str]:
    """Give a sentence for each of the parties that was founded after the day asked for."""
    if moment.as_of >= date.today():
        return []
    parameters = {"ids": list(parties), "as_of": moment.as_of}
    rows = await transaction.run(read_statement("read/founded_later"), parameters)
    return [
        f"{row['name']} was founded on {row['founded']}, after the day asked for, {moment.as_of}: "
        "nothing of this party can have held then, whatever day its records name"
        for row in rows
    ]
