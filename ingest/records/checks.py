"""What must hold for every record of every source."""

import re
from datetime import date
from typing import NoReturn

from ...errors import RecordError
from . import THINGS, TIES, Holding, Indicator, Item, Party, Pledge, Tie
from .declaration import Mark, Value, find_marked, read_fields

SHARES = {tie: tuple(item.name for item in read_fields(tie) if item.value is Value.SHARE) for tie in TIES}
# days that have come; others, such as those on which loans fall due and ties end, may lie ahead
PAST = {record: find_marked(record, Mark.PAST) for record in (*THINGS, *TIES)}
CORRECT = "correct the day, or leave the cell empty where it is unknown: this cannot have happened yet"
REMEDIES = {"described_at": "correct the day: no later description could replace this one until then"}
PERIOD = re.compile(r"[1-9]\d{3}(-(0[1-9]|1[0-2]))?")
LONGEST_NAME = 1000
ROUNDED = 1e-9  # a share written as a percentage and its bound written as a fraction differ in the last digits
SELF_HOLDING = "a company that owns itself"
SELF_TIE = "a tie from a party to itself"


def check_item(item: Item) -> None:
    """Raise `RecordError`, its column the name of the field, if a record contradicts itself."""
    if isinstance(item, Indicator) and not PERIOD.fullmatch(item.period):
        raise RecordError(
            "a period that is neither a year nor a month", column="period", value=item.period,
            remedy="write a year such as 2023 or a month such as 2023-04",
        )  # fmt: skip
    if not isinstance(item, Tie) and len(item.id) > LONGEST_NAME:
        raise RecordError(
            f"an id longer than {LONGEST_NAME:,} characters", column="id", value=item.id,
            remedy="build the id of fewer or shorter columns",
        )  # fmt: skip
    if isinstance(item, Party) and len(item.name) > LONGEST_NAME:
        raise RecordError(
            f"a name longer than {LONGEST_NAME:,} characters", column="name", value=item.name,
            remedy="shorten the name; long text belongs in a document",
        )  # fmt: skip
    _check_past(item)
    if isinstance(item, Tie):
        _check_ends(item)
        _check_days(item.valid_from, item.valid_to)
        if not 0 <= item.confidence <= 1:
            raise RecordError("a confidence outside 0 to 1", column="confidence", value=str(item.confidence))
        _check_shares(item)


def _check_past(item: Item) -> None:
    today = date.today()
    for name in PAST[type(item)]:
        day = getattr(item, name)
        if day is not None and day > today:
            raise RecordError(
                f"{name} is after today",
                column=name,
                value=str(day),
                remedy=REMEDIES.get(name, CORRECT),
            )


def _check_ends(tie: Tie) -> None:
    if tie.start != tie.end or tie.end_label != Party.label:
        return
    reason = SELF_HOLDING if isinstance(tie, Holding | Pledge) else SELF_TIE
    remedy = (
        "treasury shares are not a tie: leave the row out" if reason is SELF_HOLDING else "correct one of the two ends"
    )
    raise RecordError(reason, column="end", value=tie.end, remedy=remedy)


def _check_days(start: date | None, end: date | None) -> None:
    if start is not None and end is not None and end < start:
        raise RecordError(
            "it ends before it begins", column="valid_to", value=str(end), remedy="correct one of the two days"
        )


def _check_shares(tie: Tie) -> None:
    for name in SHARES[type(tie)]:
        share = getattr(tie, name)
        if share is not None and not 0 <= share <= 1:
            raise RecordError("a share outside 0 to 1", column=name, value=str(share), remedy="read it as a percentage")
    if isinstance(tie, Holding):
        _check_bounds(tie)


def _check_bounds(holding: Holding) -> None:
    lowest, highest, share = holding.share_min, holding.share_max, holding.share
    if lowest is not None and highest is not None and lowest > highest:
        raise RecordError(
            "share_min is above share_max", column="share_min", value=f"{lowest}, share_max {highest}",
            remedy="correct one of the two bounds, or swap them",
        )  # fmt: skip
    if share is None:
        return
    if lowest is not None and share < lowest - ROUNDED:
        _refuse_share(f"{share}, share_min {lowest}", "below its own lower bound share_min")
    if highest is not None and share > highest + ROUNDED:
        _refuse_share(f"{share}, share_max {highest}", "above its own upper bound share_max")


def _refuse_share(value: str, place: str) -> NoReturn:
    remedy = "correct the share or the bound; where only the band is known, leave the share empty"
    raise RecordError(f"a share {place}", column="share", value=value, remedy=remedy)
