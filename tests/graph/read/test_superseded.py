"""The record that counts instead of a holding which does not."""

from riskgraph.graph.read.party.superseded import Superseded, follow_versions


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
