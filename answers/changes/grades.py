"""Which grades are worse or better than before a window."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...graph.engine.store import Transaction
from ...graph.read.changes.derived import StoredGrade, count_scores, read_grades
from ...models.wording import Wording
from .lines import ChangeKind, ChangeLine
from .window import Window

MOST_SCORES = 250_000  # stored scores that are looked through; more take longer than a question may


@dataclass(frozen=True, slots=True, kw_only=True)
class GradesCompared:
    """How many companies have a score before and after, and how many only after; `too_many` scores are stored."""

    compared: int = 0
    first: int = 0
    too_many: int | None = None


async def read_grade_changes(
    transaction: Transaction, window: Window, party: str | None
) -> tuple[GradesCompared, list[ChangeLine]]:
    """Read the last scores before a window and in it, of a party or of all, and compare their grades."""
    if party is None and (stored := await count_scores(transaction)) > MOST_SCORES:
        return GradesCompared(too_many=stored), []
    by_party: dict[str, list[StoredGrade]] = defaultdict(list)
    for one in await read_grades(transaction, party, window.until):
        by_party[one.party].append(one)
    pairs = [choose_grades(scores, window) for scores in by_party.values()]
    compared = [(old, new) for old, new in pairs if old is not None and new is not None]
    first = sum(old is None and new is not None for old, new in pairs)
    lines = [build_line(old, new) for old, new in compared if old.grade != new.grade]
    return GradesCompared(compared=len(compared), first=first), lines


def choose_grades(scores: Iterable[StoredGrade], window: Window) -> tuple[StoredGrade | None, StoredGrade | None]:
    """Choose the last score before the window and the last one in it; that of its first day where none is before."""
    ordered = sorted(scores, key=lambda one: (one.as_of, one.scored_on))
    new = ordered[-1] if ordered[-1].as_of >= window.since else None
    earlier = [one for one in ordered if one.as_of < window.since]
    if not earlier and new is not None and window.since < new.as_of:
        earlier = [one for one in ordered if one.as_of == window.since]
    return (earlier[-1] if earlier else None), new


def build_line(old: StoredGrade, new: StoredGrade) -> ChangeLine:
    """Build the line of one company."""
    kind = ChangeKind.GRADE_DOWN if new.value < old.value else ChangeKind.GRADE_UP
    before, after = ({"grade": one.grade, "value": round(one.value, 1), "as_of": one.as_of} for one in (old, new))
    return ChangeLine(
        kind=kind, party=new.party, thing=f"score|{new.party}", what=Wording(zh="评分等级", en="its grade"),
        before=before, after=after, day=new.as_of, records=(),
    )  # fmt: skip
