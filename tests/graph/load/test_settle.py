"""Which of several holdings of a pair counts on which days."""

from datetime import date

import pytest

from riskgraph.graph.load.settle import Claim, Days, decide, settle, write_days

TRUST = {"good": 0.9, "bad": 0.1}


def claim(record: str, share: float, begin: int | None = None, end: int | None = None, **more: object) -> Claim:
    """Make a holding of `a` in `b` that is valid from the first day of one year up to that of another."""
    days = {"valid_from": begin and date(begin, 1, 1), "valid_to": end and date(end, 1, 1)}
    stated = {"status": "asserted", "source": "good", "known_from": date(2020, 1, 1), "change": 1, **days, **more}
    return Claim("a", "b", {"record": record, "share": share, **stated})


def count(*claims: Claim) -> dict[str, list[tuple[int, int]]]:
    """Decide, and return the years in which each counts; 1 and 9999 are without bound."""
    decide(claims, TRUST)
    return {one.tie["record"]: [(days.begin.year, days.end.year) for days in one.counts] for one in claims}


def test_a_later_version_counts_from_the_day_on_which_it_begins() -> None:
    old, new = claim("old", 0.3), claim("new", 0.4, 2022, change=2)
    assert count(old, new) == {"old": [(1, 2022)], "new": [(2022, 9999)]}
    assert (old.better, old.replaced, new.better) == (new, Days(date(2022, 1, 1), date.max), None)


def test_an_earlier_version_counts_again_when_the_better_one_has_ended() -> None:
    assert count(claim("old", 0.3), claim("new", 0.4, 2020, 2022, change=2)) == {
        "old": [(1, 2020), (2022, 9999)],
        "new": [(2020, 2022)],
    }


def test_a_version_within_the_days_of_a_better_one_never_counts() -> None:
    assert count(claim("old", 0.3, 2021, 2022), claim("new", 0.4, 2020, change=2)) == {"old": [], "new": [(2020, 9999)]}


def test_a_third_holding_gives_way_on_the_days_that_the_second_still_counts() -> None:
    claims = claim("first", 0.5, 2022, change=3), claim("second", 0.4, change=2), claim("third", 0.3, end=2021)
    assert count(*claims) == {"first": [(2022, 9999)], "second": [(1, 2022)], "third": []}


@pytest.mark.parametrize(("share", "years"), [(0.6, []), (0.2, [(1, 9999)])])
def test_a_less_trusted_source_gives_way_only_where_its_number_differs(share: float, years: list[object]) -> None:
    assert count(claim("t", 0.2), claim("u", share, source="bad", change=9))["u"] == years


def test_parcels_of_one_source_all_count() -> None:
    assert count(claim("t", 0.2, parcel=True), claim("u", 0.3, parcel=True)) == {"t": [(1, 9999)], "u": [(1, 9999)]}


def test_a_second_parcel_of_a_less_trusted_source_does_not_outweigh_the_holding_of_a_better_one() -> None:
    """Each of the two has the number of the better source, and together they would be twice as much."""
    parcels = [claim(record, 0.3, source="bad", change=9, parcel=True) for record in ("u", "v")]
    assert sorted(count(claim("t", 0.3), *parcels).items()) == [("t", [(1, 9999)]), ("u", []), ("v", [(1, 9999)])]


def test_parcels_that_two_sources_state_alike_all_count() -> None:
    records = {"t": "good", "u": "good", "v": "bad", "w": "bad"}
    parcels = [claim(record, 0.3, source=source, parcel=True) for record, source in records.items()]
    assert count(*parcels) == {record: [(1, 9999)] for record in records}


def test_a_holding_gives_way_from_the_day_on_which_the_first_better_one_was_known() -> None:
    least = claim("least", 0.1, source="bad", known_from=date(2019, 1, 1))
    best = claim("best", 0.5, 2022, known_from=date(2023, 1, 1), change=3)
    settle([least, claim("good", 0.4, known_from=date(2020, 1, 1)), best], TRUST)
    written = write_days(least)
    assert (written["superseded_by"], written["superseded_from"]) == ("best", date(2020, 1, 1))
    assert written["superseded_before"] is None


def test_a_holding_counts_again_when_the_better_one_is_taken_back_and_earlier_books_still_leave_it_out() -> None:
    least = claim("least", 0.6, source="bad", known_from=date(2019, 1, 1))
    first = claim("better", 0.2, known_from=date(2020, 1, 1), known_to=date(2021, 1, 1))
    ended = claim("better", 0.2, end=2021, known_from=date(2021, 1, 1), known_to=date(2022, 1, 1), change=2)
    retracted = claim("better", 0.2, status="retracted", known_from=date(2022, 1, 1), change=3)
    settle([least, first, ended, retracted], TRUST)
    written = write_days(least)
    assert written.pop("superseded_before") == (
        "2020-01-01/2021-01-01/0001-01-01/9999-12-31 2021-01-01/2022-01-01/0001-01-01/2021-01-01"
    )
    assert set(written.values()) == {None}


def test_of_two_sources_that_name_other_controllers_the_better_counts() -> None:
    named = [
        Claim(start, "b", {"record": start, "source": source, "kind": kind, "status": "asserted", "change": 1,
                           "known_from": date(2020, 1, 1)}, label)
        for start, source, kind, label in (
            ("p", "good", "controls", "RELATED_TO"), ("p", "good", "actual_controller", "OWNS"),
            ("p", "bad", "controls", "RELATED_TO"), ("q", "bad", "controls", "RELATED_TO"))
    ]  # fmt: skip
    decide(named, TRUST)
    assert [one.better is None for one in named] == [True, True, True, False]
