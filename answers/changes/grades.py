"""Which grades are worse or better than before a window."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ...graph.engine.store import Transaction
from ...graph.read.changes.scored import (
    MOST_PARTIES,
    StoredGrade,
    read_last_scores,
    read_scores_for,
    read_scores_of,
)
from ...models.wording import Wording
from .lines import ChangeKind, ChangeLine
from .window import Window

LOOKED_BACK = timedelta(days=400)  # for the scores of before; an older one is no state of yesterday
Pairs = Sequence[tuple[StoredGrade | None, StoredGrade | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradesCompared:
    """How many companies have a score before and after, how many only after, and whether all scores were read."""

    compared: int
    first: int
    whole: bool


async def read_grade_changes(
    transaction: Transaction, window: Window, party: str | None
) -> tuple[GradesCompared, list[ChangeLine]]:
    """Read the last scores before a window and in it, of a party or of all, and compare their grades."""
    if party is not None:
        scores = await read_scores_of(transaction, [party], window.until)
        found: tuple[Pairs, bool] = [choose_grades(scores, window)], True
    else:
        found = await read_pairs(transaction, window)
    pairs, whole = found
    compared = [(old, new) for old, new in pairs if old is not None and new is not None]
    first = sum(old is None and new is not None for old, new in pairs)
    lines = [build_line(old, new) for old, new in compared if old.grade != new.grade]
    return GradesCompared(compared=len(compared), first=first, whole=whole), lines


async def read_pairs(transaction: Transaction, window: Window) -> tuple[Pairs, bool]:
    """Read the last scores of all companies in a window and before it; on its first day where none is before."""
    after, whole = await read_last_scores(transaction, window.since, window.until)
    if not after:
        return [], whole
    day = window.since - timedelta(days=1)
    before, _ = await read_last_scores(transaction, day - LOOKED_BACK, day)
    if not before:
        before = {one.party: one for one in await read_scores_for(transaction, window.since)}
        after = {party: one for party, one in after.items() if one.as_of > window.since}
    left = [party for party in after if party not in before]
    if len(left) <= MOST_PARTIES:
        before |= choose_last(await read_scores_of(transaction, left, day))
    return [(before.get(party), one) for party, one in after.items()], whole


def choose_last(scores: Iterable[StoredGrade]) -> dict[str, StoredGrade]:
    """Choose the last score of each party."""
    by_party: dict[str, list[StoredGrade]] = defaultdict(list)
    for one in scores:
        by_party[one.party].append(one)
    return {party: max(own, key=lambda one: (one.as_of, one.scored_on)) for party, own in by_party.items()}


def choose_grades(scores: Iterable[StoredGrade], window: Window) -> tuple[StoredGrade | None, StoredGrade | None]:
    """Choose the last score of a party before the window and in it; that of its first day where none is before."""
    ordered = sorted(scores, key=lambda one: (one.as_of, one.scored_on))
    after = [one for one in ordered if one.as_of >= window.since]
    before = [one for one in ordered if one.as_of < window.since]
    if not before and after and after[-1].as_of > window.since:
        before = [one for one in after if one.as_of == window.since]
    return (before[-1] if before else None), (after[-1] if after else None)


def build_line(old: StoredGrade, new: StoredGrade) -> ChangeLine:
    """Build the line of one company."""
    kind = ChangeKind.GRADE_DOWN if new.value < old.value else ChangeKind.GRADE_UP
    before, after = ({"grade": one.grade, "value": round(one.value, 1), "as_of": one.as_of} for one in (old, new))
    return ChangeLine(
        kind=kind, party=new.party, thing=f"score|{new.party}", what=Wording(zh="", en=""),
        before=before, after=after, day=new.as_of, records=(),
    )  # fmt: skip
