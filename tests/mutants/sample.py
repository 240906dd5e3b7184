"""Keep a random sample of the mutants that cosmic-ray has listed, or count what became of it.

`python tests/mutants/sample.py SESSION 150` keeps 150, the same ones each time; without a number it prints the share
killed with its 95 % interval (Wilson). Mutants of annotations (`int | None` and the like) fail at import: left out.
"""

import random
import sqlite3
import sys
from collections.abc import Sequence

SEED = 20261130
Z = 1.96


def sample(session: sqlite3.Connection, size: int) -> None:
    """Delete all mutants but a random sample."""
    rows = session.execute("SELECT job_id, module_path, operator_name, occurrence FROM mutation_specs").fetchall()
    kept = sorted((row for row in rows if "BitOr" not in row[2]), key=lambda row: row[1:])
    chosen = {row[0] for row in random.Random(SEED).sample(kept, size)}
    for job in (row[0] for row in rows if row[0] not in chosen):
        session.execute("DELETE FROM mutation_specs WHERE job_id = ?", (job,))
        session.execute("DELETE FROM work_items WHERE job_id = ?", (job,))
    session.commit()


def count(session: sqlite3.Connection) -> tuple[int, int]:
    """Return how many mutants were killed, and of how many."""
    outcomes = [row[0] for row in session.execute("SELECT test_outcome FROM work_results")]
    return sum(outcome == "KILLED" for outcome in outcomes), len(outcomes)


def find_interval(killed: int, run: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's method."""
    share, spread = killed / run, Z * (killed / run * (1 - killed / run) / run + Z**2 / (4 * run**2)) ** 0.5
    return (share + Z**2 / (2 * run) - spread) / (1 + Z**2 / run), (share + Z**2 / (2 * run) + spread) / (
        1 + Z**2 / run
    )


def main(words: Sequence[str]) -> None:
    """Sample, or count."""
    session = sqlite3.connect(words[0])
    if len(words) > 1:
        sample(session, int(words[1]))
        return
    killed, run = count(session)
    low, high = find_interval(killed, run)
    sys.stdout.write(f"{killed} of {run} mutants killed: {killed / run:.0%} (95 % interval {low:.0%} to {high:.0%})\n")


if __name__ == "__main__":
    main(sys.argv[1:])
