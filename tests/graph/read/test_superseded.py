"""The record that counts instead of a holding which does not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from riskgraph.graph.read.party.superseded import Superseded, follow_versions, read_better
from riskgraph.graph.time_point import TimePoint

TIME_POINT = TimePoint(date(2023, 12, 31))
NUMBERS = ("share", "share_min", "share_max", "voting_share", "income_share")


def replaced(record: str, better: str, holder: str = "a") -> Superseded:
    return Superseded(
        company_id="b", holder_id=holder, company="b", holder=holder, kind=None, share=0.1, record=record, better=better
    )


def test_the_newest_of_several_versions_is_named() -> None:
    found = follow_versions([replaced("v1", "v2"), replaced("v2", "v3"), replaced("v1", "v9", holder="c")])
    assert [one.better for one in found] == ["v3", "v3", "v9"]


def test_a_holding_of_another_pair_under_the_same_record_is_not_followed() -> None:
    found = follow_versions([replaced("v1", "v2"), replaced("v2", "v3", holder="c")])
    assert [one.better for one in found] == ["v2", "v3"]


def say(share: float | None, type_: str = "OWNS") -> Mapping[str, Any]:
    """Build what a better record says of the two parties."""
    said: dict[str, Any] = {**dict.fromkeys(NUMBERS), "share": share, "type": type_}
    return {**said, "kind": None, "ended": None, "status": "asserted"}


def test_the_largest_of_several_holdings_is_shown_whichever_the_engine_gives_first() -> None:
    said = [say(0.01), say(None), say(0.02), say(0.9, "RELATED_TO")]
    for order in (said, said[::-1]):
        assert read_better({"type": "OWNS", "kind": None, "said": order}, TIME_POINT).share == 0.02
