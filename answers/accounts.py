"""Why a score does not use the newest figures that stand beside it."""

from datetime import timedelta
from functools import cache

from ..graph.read.party import PartyView, period_end
from ..models.policy import read_policy
from ..models.score.table import table_from_json

YEAR = 4  # characters of a period that is a year


def explain_accounts(view: PartyView) -> list[str]:
    """Give a sentence when the latest year shown was not public yet on the day of the score; else nothing."""
    shown = max((period for period in view.indicators if len(period) == YEAR), default="")
    if view.score is None or not shown:
        return []
    days = read_public_after_days()
    public = period_end(shown) + timedelta(days=days)
    used = find_years(view)
    if public <= view.score["as_of"] or shown in used:
        return []
    instead = f"; it uses those of {max(used)}" if used else ""
    return [
        f"the score does not use the figures of {shown} shown here: accounts count as public "
        f"{days} days after their year, so on {public}{instead}"
    ]


@cache
def read_public_after_days() -> int:
    """Give after how many days the policy takes accounts as public."""
    return read_policy().assumptions.accounts_known_after_days


def find_years(view: PartyView) -> set[str]:
    """Give the years whose figures are behind the lines of the stored score."""
    table = table_from_json(view.score["signals"]) if view.score else None
    figures = (key.rsplit("|", 2) for line in (table.lines if table else ()) for key in line.evidence)
    return {figure[-1] for figure in figures if figure[0] == view.id and len(figure) == 3 and len(figure[-1]) == YEAR}
