"""Which of several holdings of a pair counts on which days."""

from datetime import date

import pytest

from riskgraph.graph.load.claims import Claim, Days, Replaced
from riskgraph.graph.load.contradictions import decide

TRUST = {"good": 0.9, "mid": 0.5, "bad": 0.1}
KNOWN = Days(date(2020, 1, 1), date.max)


def claim(record: str, share: float | None, begin: int | None = None, end: int | None = None, **more: object) -> Claim:
    """Make a holding of `a` in `b` that is valid from the first day of one year up to that of another."""
    days = {"valid_from": begin and date(begin, 1, 1), "valid_to": end and date(end, 1, 1)}
    stated = {"status": "asserted", "source": "good", "known_from": date(2020, 1, 1), "change": 1, **days, **more}
    tie = {"record": record, "share": share, **stated}
    return Claim("a", "b", {name: value for name, value in tie.items() if value is not None})


def count(*claims: Claim) -> dict[str, list[tuple[int, int]]]:
    """Decide, and return the years in which each counts by all that is known; 1 and 9999 are without bound."""
    decide(claims, TRUST)
    return {one.tie["record"]: list_counted(one) for one in claims}


def list_counted(one: Claim) -> list[tuple[int, int]]:
    """Return the years of a claim in which nothing better counts."""
    begin, counted = one.valid.begin, []
    for days in sorted(part.valid for part in one.replaced if part.known.end == date.max):
        counted += [(begin.year, days.begin.year)] if begin < days.begin else []
        begin = days.end
    return [*counted, (begin.year, one.valid.end.year)] if begin < one.valid.end else counted


def test_a_later_version_counts_from_the_day_on_which_it_begins() -> None:
    old, new = claim("old", 0.3), claim("new", 0.4, 2022, change=2)
    assert count(old, new) == {"old": [(1, 2022)], "new": [(2022, 9999)]}
    assert old.replaced == [Replaced("new", Days(date(2022, 1, 1), date.max), KNOWN)]
    assert not new.replaced


def test_what_a_better_source_has_ended_does_not_count_again_by_an_older_statement_of_another() -> None:
    ended = claim("t", 0.4, 2020, 2022)
    for share in (0.3, 0.4):
        assert count(ended, claim("u", share, 2019, source="bad"))["u"][:1] == [(2019, 2020 if share == 0.3 else 2022)]
        assert count(ended, claim("u", share, source="bad", known_from=date(2023, 1, 1)))["u"][-1][1] <= 2022


def test_a_holding_that_begins_after_the_end_of_a_better_one_is_another() -> None:
    assert count(claim("t", 0.4, 2020, 2022), claim("u", 0.3, 2022, source="bad"))["u"] == [(2022, 9999)]


def test_what_a_lesser_source_has_ended_still_counts_by_a_better_one() -> None:
    assert count(claim("t", 0.4), claim("u", 0.4, 2020, 2022, source="bad"))["t"] == [(1, 9999)]


def test_an_end_that_was_not_known_yet_denies_nothing() -> None:
    open_, ended = claim("t", 0.4, known_to=date(2022, 2, 1)), claim("t", 0.4, end=2022, known_from=date(2022, 2, 1))
    bad = claim("u", 0.4, source="bad")
    count(open_, ended, bad)
    assert bad.replaced == [Replaced("t", Days(date(2022, 1, 1), date.max), Days(date(2022, 2, 1), date.max))]


def test_a_disputed_end_and_one_of_the_same_source_deny_nothing() -> None:
    disputed = claim("t", 0.4, 2020, 2022, status="disputed")
    assert count(disputed, claim("u", 0.3, source="bad"))["u"] == [(1, 9999)]
    assert count(claim("t", 0.4, 2020, 2022, parcel=True), claim("u", 0.3, parcel=True))["u"] == [(1, 9999)]


def test_of_two_sources_the_better_one_decides_about_an_end() -> None:
    other = claim("m", 0.4, 2020, 2022, source="middle")
    assert count(claim("t", 0.4), other, claim("u", 0.4, source="bad"))["u"] == [(1, 9999)]


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


@pytest.mark.parametrize(
    ("good", "bad", "years"),
    [
        ({"share_max": 0.1}, {"share": 0.3}, []),
        ({"share": 0.3}, {"share_max": 0.1}, []),
        ({"share_min": 0.25, "share_max": 0.5}, {"share": 0.3}, [(1, 9999)]),
        ({}, {"share": 0.3}, [(1, 9999)]),
    ],
)
def test_a_band_contradicts_a_share_outside_of_it(good: dict[str, float], bad: dict[str, float], years: object) -> None:
    better, worse = claim("t", **{"share": None, **good}), claim("u", **{"share": None, **bad}, source="bad")
    assert count(better, worse)["u"] == years


def test_parcels_of_one_source_all_count() -> None:
    assert count(claim("t", 0.2, parcel=True), claim("u", 0.3, parcel=True)) == {"t": [(1, 9999)], "u": [(1, 9999)]}


def test_a_second_parcel_of_a_less_trusted_source_does_not_outweigh_the_holding_of_a_better_one() -> None:
    """Each of the two has the number of the better source, and together they would be twice as much."""
    parcels = [claim(record, 0.3, source="bad", change=9, parcel=True) for record in ("u", "v")]
    assert count(claim("t", 0.3), *parcels) == {"t": [(1, 9999)], "u": [], "v": []}


@pytest.mark.parametrize("shares", [(0.1, 0.2), (0.3,)])
def test_a_source_whose_parcels_sum_to_the_same_contradicts_nothing(shares: tuple[float, ...]) -> None:
    good = [claim(f"t{share}", share, parcel=True) for share in (0.1, 0.2)]
    bad = [claim(f"u{share}", share, parcel=True, source="bad") for share in shares]
    assert set(map(tuple, count(*good, *bad).values())) == {((1, 9999),)}


def test_a_new_version_changes_what_is_stored_of_the_one_before_it_only() -> None:
    versions = [claim(f"v{year}", 0.1, year, known_from=date(year, 2, 1), change=year) for year in range(2015, 2020)]
    count(*versions)
    assert [[one.record for one in claim.replaced] for claim in versions] == [
        ["v2016"], ["v2017"], ["v2018"], ["v2019"], [],
    ]  # fmt: skip


def test_a_disputed_parcel_of_the_better_source_is_not_what_counts_instead() -> None:
    good = claim("t", 0.1, parcel=True), claim("t2", 0.2, parcel=True, status="disputed")
    bad = claim("u", 0.3, source="bad")
    count(*good, bad)
    assert [one.record for one in bad.replaced] == ["t"]


def test_a_holding_counts_before_the_days_of_better_ones() -> None:
    first, second = claim("first", 0.4, 2020, 2022), claim("second", 0.45, 2023)
    bad = claim("u", 0.3, 2019, source="bad")
    assert count(first, second, bad)["u"] == [(2019, 2020)]
    assert [one.record for one in bad.replaced] == ["first", "second"]


def test_a_better_holding_counts_from_the_day_on_which_it_was_known() -> None:
    later = claim("later", 0.45, 2023, known_from=date(2024, 1, 1))
    bad = claim("u", 0.3, 2019, source="bad")
    count(claim("now", 0.4, 2020, 2022), later, bad)
    assert bad.replaced == [
        Replaced("later", Days(date(2023, 1, 1), date.max), Days(date(2024, 1, 1), date.max)),
        Replaced("now", Days(date(2023, 1, 1), date.max), Days(date(2020, 1, 1), date(2024, 1, 1))),
        Replaced("now", Days(date(2020, 1, 1), date(2023, 1, 1)), KNOWN),
    ]


def test_a_correction_of_the_better_holding_leaves_known_what_was_known_before() -> None:
    old = claim("t", 0.4, known_to=date(2024, 1, 1))
    new = claim("t", 0.41, known_from=date(2024, 1, 1), change=2)
    bad = claim("u", 0.6, source="bad")
    count(old, new, bad)
    assert bad.replaced == [Replaced("t", Days(date.min, date.max), KNOWN)]
    assert not old.replaced


def test_what_counted_before_the_better_holding_was_withdrawn_is_known() -> None:
    old = claim("t", 0.4, known_to=date(2024, 1, 1))
    bad = claim("u", 0.6, source="bad")
    assert count(old, bad)["u"] == [(1, 9999)]
    assert bad.replaced == [Replaced("t", Days(date.min, date.max), Days(date(2020, 1, 1), date(2024, 1, 1)))]


def test_parcels_that_two_sources_state_alike_all_count() -> None:
    records = {"t": "good", "u": "good", "v": "bad", "w": "bad"}
    parcels = [claim(record, 0.3, source=source, parcel=True) for record, source in records.items()]
    assert count(*parcels) == {record: [(1, 9999)] for record in records}


def test_a_holding_gives_way_from_the_day_on_which_the_first_better_one_was_known() -> None:
    least = claim("least", 0.1, source="bad", known_from=date(2019, 1, 1))
    best = claim("best", 0.5, 2022, known_from=date(2023, 1, 1), change=3)
    count(least, claim("good", 0.4, known_from=date(2020, 1, 1)), best)
    year, corrected = date(2022, 1, 1), date(2023, 1, 1)
    assert sorted(least.replaced) == [
        Replaced("best", Days(year, date.max), Days(corrected, date.max)),
        Replaced("good", Days(date.min, year), KNOWN),
        Replaced("good", Days(year, date.max), Days(date(2020, 1, 1), corrected)),
    ]


def names(controller: str, source: str, record: str, kind: str = "controls", **more: object) -> Claim:
    """Make a statement that a party controls the company `b`."""
    one = claim(record, 0.0, source=source, kind=kind, **more)
    return Claim(controller, "b", {name: value for name, value in one.tie.items() if name != "share"}, "RELATED_TO")


def counted(*claims: Claim) -> set[tuple[str, str]]:
    """Decide, and return who is named by which source in the statements that count."""
    decide(claims, TRUST)
    return {(one.start, one.source) for one in claims if list_counted(one)}


@pytest.mark.parametrize("kind", ["controls", "actual_controller"])
def test_the_controller_that_the_more_trusted_source_names_counts(kind: str) -> None:
    assert counted(names("p", "good", "t"), names("q", "bad", "u", kind, change=9)) == {("p", "good")}


def test_the_statement_of_one_source_counts_as_a_whole() -> None:
    joint = names("p", "good", "t"), names("q", "good", "t2")
    assert counted(*joint, names("q", "bad", "u"), names("r", "bad", "u2")) == {("p", "good"), ("q", "good")}


def test_sources_that_name_the_same_controllers_both_count() -> None:
    joint = names("p", "good", "t"), names("q", "good", "t2")
    again = names("q", "bad", "u"), names("p", "bad", "u2")
    assert counted(*joint, *again) == {("p", "good"), ("q", "good"), ("p", "bad"), ("q", "bad")}


def test_a_controller_stated_by_relation_contradicts_one_stated_by_a_holding() -> None:
    held = claim("u", 0.4, source="bad", kind="actual_controller", change=9)
    assert counted(names("p", "good", "t"), held) == {("p", "good")}


def test_what_a_source_states_as_holding_and_as_relation_of_one_party_both_counts() -> None:
    held = claim("u", 0.4, kind="actual_controller", change=9)
    assert counted(names("a", "good", "t", "actual_controller"), held) == {("a", "good")}
    assert not held.replaced


def test_a_stated_controller_does_not_return_when_the_better_source_ended_its_own_statement() -> None:
    ended = names("p", "good", "t", valid_to=date(2022, 1, 1))
    for controller in ("p", "q"):
        assert count(ended, names(controller, "bad", "u"))["u"][-1:] in ([], [(1, 2022)])
    joint = count(ended, names("p", "bad", "u"), names("q", "bad", "v"))
    assert (joint["u"], joint["v"]) == ([], [])


def test_another_controller_who_became_known_after_the_end_counts() -> None:
    ended, later = names("p", "good", "t", valid_to=date(2022, 1, 1)), date(2023, 1, 1)
    assert count(ended, names("q", "bad", "u", known_from=later))["u"] == [(2022, 9999)]
    assert count(ended, names("p", "bad", "u", known_from=later))["u"] == [(1, 2022)]


def ties(left: str, right: str, source: str, record: str, kind: str = "spouse", **more: object) -> Claim:
    """Make a tie of family or concert."""
    return Claim(left, right, names(left, source, record, kind, **more).tie, "RELATED_TO")


@pytest.mark.parametrize(("status", "end"), [("disputed", None), ("asserted", date(2022, 1, 1))])
def test_a_tie_that_the_better_source_disputes_or_has_ended_does_not_count_by_another(
    status: str, end: date | None
) -> None:
    better = ties("p", "q", "good", "t", status=status, **({"valid_to": end} if end else {}))
    counted_years = [(1, 2022)] if end else []
    for left, right in ("pq", "qp"):
        assert count(better, ties(left, right, "bad", "u"))["u"] == counted_years
    assert count(better, ties("p", "q", "bad", "u", "acts_in_concert"))["u"] == [(1, 9999)]
    assert count(better, ties("p", "q", "bad", "u", status="verified"))["u"] == [(1, 9999)]


def test_a_tie_that_a_lesser_source_disputes_or_has_ended_counts_by_the_better_one() -> None:
    better = ties("p", "q", "good", "t")
    for more in ({"status": "disputed"}, {"valid_to": date(2022, 1, 1)}):
        assert count(better, ties("q", "p", "bad", "u", **more))["t"] == [(1, 9999)]


def test_the_child_of_one_is_the_tie_to_its_parent() -> None:
    better = ties("p", "q", "good", "t", "child", status="disputed")
    assert count(better, ties("q", "p", "bad", "u", "parent"))["u"] == []
    assert count(better, ties("p", "q", "bad", "u", "parent"))["u"] == [(1, 9999)]


def test_a_tie_that_one_row_of_the_better_source_states_and_another_disputes_counts() -> None:
    better = ties("p", "q", "good", "t"), ties("q", "p", "good", "t2", status="disputed")
    assert count(*better, ties("p", "q", "bad", "u"))["u"] == [(1, 9999)]


def test_a_tie_that_begins_after_the_better_source_ended_it_is_another() -> None:
    ended = ties("p", "q", "good", "t", valid_to=date(2022, 1, 1))
    assert count(ended, ties("p", "q", "bad", "u", valid_from=date(2023, 1, 1)))["u"] == [(2023, 9999)]


def test_a_tie_that_a_better_source_ended_earlier_does_not_count_where_the_next_disputes_it() -> None:
    ended = ties("p", "q", "good", "t", valid_to=date(2022, 1, 1))
    disputed = ties("p", "q", "mid", "d", status="disputed")
    stated = ties("p", "q", "bad", "u", valid_from=date(2023, 1, 1))
    assert count(ended, disputed, stated)["u"] == []


def test_what_a_source_has_ended_stays_so_beside_a_row_that_it_disputes() -> None:
    ended, other = claim("t", 0.6, 2018, 2020), claim("u", 0.6, 2018, source="bad")
    disputed = claim("d", 0.6, 2020, status="disputed")
    assert count(ended, disputed, other)["u"] == count(ended, other)["u"]
    assert count(ended, disputed, other)["u"][-1][1] == 2020


def test_a_correction_makes_no_statement_of_control_newer_than_the_end() -> None:
    ended, later = names("p", "good", "t", valid_to=date(2022, 1, 1)), date(2023, 1, 1)
    before = names("q", "bad", "u", known_to=later)
    corrected = names("q", "bad", "u", known_from=later, change=2)
    assert count(ended, before, corrected)["u"][-1:] in ([], [(1, 2022)])
