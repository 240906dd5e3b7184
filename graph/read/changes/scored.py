"""Read the last scores up to a day, of a party or of all companies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...engine.statements import read_statement
from ...engine.store import Transaction

AT_ONCE = 31  # days that are looked at in one statement
MOST_PARTIES = 2_000  # whose scores are read one by one
MOST_SCORES = 200_000  # read for one side of a comparison; more take longer than a question may


@dataclass(frozen=True, slots=True)
class StoredGrade:
    """The score and grade of a party for a day, and the day on which it was made."""

    party: str
    as_of: date
    scored_on: date
    grade: str
    value: float


async def read_scores_of(transaction: Transaction, parties: Sequence[str], until: date) -> list[StoredGrade]:
    """Read every score of some parties for days up to one."""
    asked = {"parties": list(parties), "until": until}
    rows = await transaction.run(read_statement("read/changes/scores_of_parties"), asked)
    return [StoredGrade(*values) for values in rows[0]["page"]]


async def read_last_scores(transaction: Transaction, first: date, last: date) -> tuple[dict[str, StoredGrade], bool]:
    """Read the last score of each company for the days between two, and whether all of these days were read.

    The days are read backwards, up to one for which at least half of the companies were scored.
    """
    companies = (await transaction.run(read_statement("read/changes/count_companies")))[0]["companies"]
    found: dict[str, StoredGrade] = {}
    read = 0
    for days in split_days(first, last):
        for row in await transaction.run(read_statement("read/changes/scored_days"), {"days": days}):
            if read > MOST_SCORES:
                return found, False
            scores = await read_scores_for(transaction, row["day"])
            read += len(scores)
            for one in sorted(scores, key=lambda one: one.scored_on, reverse=True):
                found.setdefault(one.party, one)
            if 2 * len(scores) >= companies:
                return found, True
    return found, True


async def read_scores_for(transaction: Transaction, day: date) -> list[StoredGrade]:
    """Read every score for a day."""
    rows = await transaction.run(read_statement("read/changes/scores_of_day"), {"day": day})
    return [StoredGrade(*values) for values in rows[0]["page"]]


def split_days(first: date, last: date) -> Iterator[list[date]]:
    """Return the days between two, the last first, in parts."""
    days = [last - timedelta(days=number) for number in range((last - first).days + 1)]
    return (days[place : place + AT_ONCE] for place in range(0, len(days), AT_ONCE))
