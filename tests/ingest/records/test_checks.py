"""What no record may say, whatever source it comes from."""

from datetime import date, timedelta
from typing import Any

import pytest

from riskgraph.errors import RecordError
from riskgraph.ingest.records import (
    Document,
    Facility,
    Holding,
    Indicator,
    Item,
    Lawsuit,
    Office,
    Party,
    PartyKind,
    Payment,
)
from riskgraph.ingest.records.checks import LONGEST_NAME, check_item


@pytest.mark.parametrize("period", ["2022Q4", "FY2022", "2022-13", "2022-00", "22", "", "0999", "2022-1"])
def test_a_period_that_no_measure_can_read_is_refused(period: str) -> None:
    with pytest.raises(RecordError, match="neither a year nor a month"):
        check_item(Indicator(id="x", party="a", name="revenue", period=period, value=1.0))


@pytest.mark.parametrize("period", ["2022", "2022-12"])
def test_a_year_or_a_month_is_a_period(period: str) -> None:
    check_item(Indicator(id="x", party="a", name="revenue", period=period, value=1.0))


def test_a_name_that_is_a_text_is_refused() -> None:
    check_item(Party(id="a", kind=PartyKind.COMPANY, name="名" * LONGEST_NAME))
    with pytest.raises(RecordError, match="a name longer than"):
        check_item(Party(id="a", kind=PartyKind.COMPANY, name="名" * (LONGEST_NAME + 1)))


def test_an_id_that_no_index_holds_is_refused() -> None:
    check_item(Party(id="a" * LONGEST_NAME, kind=PartyKind.COMPANY, name="名"))
    with pytest.raises(RecordError, match="an id longer than"):
        check_item(Document(id="a" * (LONGEST_NAME + 1), title="t", text="t"))


@pytest.mark.parametrize("day", [date.max, date.today() + timedelta(days=2)])
def test_a_description_for_a_day_to_come_is_refused(day: date) -> None:
    """No later description could replace it until then."""
    check_item(Party(id="a", kind=PartyKind.COMPANY, name="名", described_at=date.today()))
    with pytest.raises(RecordError, match="described_at is after today"):
        check_item(Party(id="a", kind=PartyKind.COMPANY, name="名", described_at=day))


AHEAD = date.today() + timedelta(days=1)
COMPANY: dict[str, Any] = {"id": "a", "kind": PartyKind.COMPANY, "name": "名"}


@pytest.mark.parametrize(
    ("record", "fields", "column"),
    [
        (Party, COMPANY, "founded"),
        (Lawsuit, {"id": "c", "kind": "lawsuit"}, "filed_on"),
        (Lawsuit, {"id": "c", "kind": "lawsuit"}, "closed_on"),
        (Document, {"id": "d", "title": "t", "text": "t"}, "published"),
        (Facility, {"id": "f", "borrower": "a"}, "defaulted_on"),
        (Facility, {"id": "f", "borrower": "a"}, "closed_on"),
        (Payment, {"start": "a", "end": "b", "amount": 1.0}, "valid_from"),
    ],
)
def test_a_day_that_cannot_have_come_is_refused(record: type[Item], fields: dict[str, Any], column: str) -> None:
    check_item(record(**fields, **{column: date.today()}))
    with pytest.raises(RecordError, match=f"{column} is after today") as refused:
        check_item(record(**fields, **{column: AHEAD}))
    assert (refused.value.column, refused.value.value) == (column, str(AHEAD))
    assert "correct the day" in (refused.value.remedy or "")


@pytest.mark.parametrize(
    ("record", "fields", "column"),
    [
        (Facility, {"id": "f", "borrower": "a"}, "due_on"),
        (Facility, {"id": "f", "borrower": "a"}, "starts_on"),
        (Holding, {"start": "a", "end": "b"}, "valid_to"),
        (Office, {"start": "p", "end": "b", "role": "director"}, "valid_from"),
    ],
)
def test_a_day_may_lie_ahead_where_it_is_agreed_beforehand(
    record: type[Item], fields: dict[str, Any], column: str
) -> None:
    check_item(record(**fields, **{column: AHEAD}))


@pytest.mark.parametrize(
    ("sizes", "column", "value", "reason"),
    [
        ({"share": 0.2, "share_min": 0.25}, "share", "0.2, share_min 0.25", "below its own lower bound share_min"),
        ({"share": 0.6, "share_max": 0.5}, "share", "0.6, share_max 0.5", "above its own upper bound share_max"),
        ({"share_min": 0.5, "share_max": 0.25}, "share_min", "0.5, share_max 0.25", "share_min is above share_max"),
    ],
)
def test_a_share_that_its_own_bounds_exclude_is_refused(
    sizes: dict[str, float], column: str, value: str, reason: str
) -> None:
    with pytest.raises(RecordError, match=reason) as refused:
        check_item(Holding(start="a", end="b", **sizes))
    assert (refused.value.column, refused.value.value) == (column, value)
    assert "correct" in (refused.value.remedy or "")


@pytest.mark.parametrize("share", [0.25, 0.3, 0.5, 0.5 + 1e-12, None])
def test_a_share_within_its_bounds_is_kept(share: float | None) -> None:
    check_item(Holding(start="a", end="b", share=share, share_min=0.25, share_max=0.5))


def test_votes_may_lie_outside_the_bounds_of_the_capital() -> None:
    check_item(Holding(start="a", end="b", voting_share=0.0, share_min=0.25, share_max=0.5))
