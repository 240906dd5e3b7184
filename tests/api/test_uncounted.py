"""What does not count, or counts otherwise than a page shows it, is a note wherever one would miss it."""

from collections.abc import Callable
from typing import Any

import pytest

from riskgraph.finding import find_in_graph
from riskgraph.graph.engine.store import Store
from riskgraph.graph.load.load import load_arrival
from riskgraph.ingest.delivered import Arrival, DeliveredFile, SourceTerms
from riskgraph.ingest.records import Entry, FactStatus, Guarantee, Item, Place, Relation

from ..graph.factories import TODAY, company, load, owns, person

Ask = Callable[..., Any]
DAY = {"as_of": TODAY.isoformat()}
ENDS = {"from": "a", "to": "b"}


def load_as(store: Store, source: str, trust: float, *items: Item) -> None:
    """Load items of a source that is trusted so far."""
    rows = [Entry(f"row {place}", Place("case.csv", place), TODAY, (item,)) for place, item in enumerate(items, 2)]
    arrival = Arrival(
        SourceTerms(name=source, trust=trust), (DeliveredFile(name="case.csv", read=lambda: rows),), TODAY
    )
    load_arrival(store, arrival, lambda reject: pytest.fail(str(reject)))


def note_of(answer: Any, code: str) -> dict[str, Any]:
    """Return the one note of a kind."""
    (note,) = [note for note in answer["meta"]["notes"] if note["code"] == code]
    return dict(note)


def codes(answer: Any) -> set[str]:
    """Return the codes of the notes of an answer."""
    return {note["code"] for note in answer["meta"]["notes"]}


def test_a_statement_that_another_source_replaces_is_named_where_no_path_exists(store: Store, ask: Ask) -> None:
    load(store, [company("a"), company("b"), company("c")])
    load_as(store, "good", 0.9, Relation(start="c", end="b", kind="actual_controller"))
    load_as(store, "bad", 0.1, Relation(start="a", end="b", kind="actual_controller"))
    for ends in (ENDS, {"from": "b", "to": "a"}):
        answer = ask("/v1/paths", **ends)
        assert answer["data"]["paths"] == []
        note = note_of(answer, "other_controller")
        assert note["en"].startswith("bad names a 澜砚贸易 (a) as a controller of b 澜砚贸易 (b); that does not count")
        assert [record.partition("|")[0] for record in note["records"]] == ["bad", "good"]
    assert "other_controller" not in codes(ask("/v1/paths", **ENDS, types="OWNS"))


def test_a_disputed_holding_between_two_parties_is_noted_beside_its_path(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b", 0.3, status=FactStatus.DISPUTED)])
    answer = ask("/v1/paths", **ENDS)
    assert answer["data"]["paths"][0]["steps"][0][0]["status"] == "disputed"
    assert note_of(answer, "disputed_holding")["records"] == ["case|row 4"]
    assert "disputed_holding" not in codes(ask("/v1/paths", **ENDS, min_share=0.4))


def test_a_holding_of_a_band_below_the_share_asked_for_is_not_noted(store: Store, ask: Ask) -> None:
    load(store, [owns("a", "b", None, share_max=0.1, status=FactStatus.DISPUTED)])
    assert "disputed_holding" in codes(ask("/v1/paths", **ENDS))
    answer = ask("/v1/paths", **ENDS, min_share=0.4)
    assert (answer["data"]["paths"], "disputed_holding" in codes(answer)) == ([], False)


def test_holdings_of_a_type_not_asked_for_leave_room_for_a_statement(store: Store, ask: Ask) -> None:
    disputed = {"status": FactStatus.DISPUTED}
    held = [owns("b", "a", 0.01, **disputed) for _ in range(11)]
    load(store, [company("a"), company("b"), *held, Relation(start="a", end="b", kind="controls", **disputed)])
    assert "disputed_controller" in codes(ask("/v1/paths", **ENDS, types="RELATED_TO"))


def test_a_guarantee_between_two_parties_adds_no_note(store: Store, ask: Ask) -> None:
    load(store, [Guarantee(start="a", end="b", amount=1.0, currency="CNY")])
    assert not codes(ask("/v1/paths", **ENDS)) & {"other_holding", "other_controller"}


def test_the_page_of_a_holder_has_the_disputes_that_the_page_of_the_company_has(store: Store, ask: Ask) -> None:
    disputed = {"status": FactStatus.DISPUTED}
    stated = Relation(start="p", end="c", kind="controls", status=FactStatus.DISPUTED)
    load(store, [person("p"), owns("p", "c", 0.3, **disputed), stated])
    for code in ("disputed_holding", "disputed_controller"):
        pages = ("/v1/parties/p", "/v1/parties/c", "/v1/parties/p/lists/holdings", "/v1/parties/c/owners")
        first, *others = [note_of(ask(page, **DAY), code) for page in pages]
        assert others == [first] * 3


def test_the_page_of_a_holder_names_what_a_better_source_replaces(store: Store, ask: Ask) -> None:
    load(store, [person("p"), company("c")])
    load_as(store, "good", 0.9, owns("p", "c", 0.2, parcel=False))
    load_as(store, "bad", 0.1, owns("p", "c", 0.6, parcel=False))
    notes = [note_of(ask(page, **DAY), "other_holding") for page in ("/v1/parties/p", "/v1/parties/c")]
    assert notes[0] == notes[1]
    assert "bad states 60.00%" in notes[0]["en"]


def test_the_page_of_a_holder_says_that_sources_exceed_a_whole(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.6)], source="one")
    load(store, [owns("q", "c", 0.7)], source="two")
    pages = ("/v1/parties/p", "/v1/parties/q", "/v1/parties/c/owners", "/v1/parties/p/lists/holdings")
    first, *others = [note_of(ask(page, **DAY), "sources_above_one") for page in pages]
    assert "130.00%" in first["en"]
    assert others == [first] * 3


def test_the_list_of_what_a_party_controls_says_that_it_has_aged(store: Store, ask: Ask) -> None:
    load(store, [person("p"), owns("p", "c", 0.6)])
    find_in_graph(store, TODAY, ["shared_phone"])
    load(store, [person("q")], source="other")
    pages = ("/v1/parties/p", "/v1/parties/p/lists/controls")
    first, other = [note_of(ask(page, **DAY), "control_older_than_graph") for page in pages]
    assert first == other


RIVALS: list[Item] = [person("p"), person("q"), owns("p", "c", 0.6), Relation(start="q", end="c", kind="controls")]


def test_a_majority_and_a_stated_controller_contradict_each_other(store: Store, ask: Ask) -> None:
    load(store, RIVALS)
    find_in_graph(store, TODAY, ["shared_phone"])
    pages = ("/v1/parties/c/controller", "/v1/parties/c/owners", "/v1/parties/p", "/v1/parties/q")
    notes = [note_of(ask(page, **DAY), "controllers_contradict") for page in (*pages, "/v1/parties/q/lists/controls")]
    for note in notes:
        assert note["en"].startswith(
            "p 岚川朔禾 (p) controls c 澜砚贸易 (c) by 60.00% of its votes, and q 岚川朔禾 (q) controls it by "
            "what a source states"
        )
        assert note["zh"].startswith(
            "p 岚川朔禾 (p)凭60.00%的表决权控制c 澜砚贸易 (c)，q 岚川朔禾 (q)则据来源陈述控制该公司"
        )
        assert sorted(note["records"]) == ["case|row 5", "case|row 6"]


def test_a_majority_from_a_band_is_one_of_at_least_so_many_votes_on_every_page(store: Store, ask: Ask) -> None:
    band = owns("p", "c", None, share_min=0.6, share_max=0.8)
    load(store, [person("p"), person("q"), band, Relation(start="q", end="c", kind="controls")])
    find_in_graph(store, TODAY, ["shared_phone"])
    pages = ("c/controller", "c/owners", "p", "q", "q/lists/controls")
    first, *others = [note_of(ask(f"/v1/parties/{page}", **DAY), "controllers_contradict") for page in pages]
    assert "controls c 澜砚贸易 (c) by at least 60.00% of its votes, and" in first["en"]
    assert "凭至少60.00%的表决权控制" in first["zh"]
    assert {note["en"] for note in others} == {first["en"]}
    (held,) = ask("/v1/parties/p", **DAY)["data"]["controls"]
    assert (held["votes"], held["votes_exact"]) == (0.6, False)


def test_what_is_held_of_a_person_controls_nothing_on_any_page(store: Store, ask: Ask) -> None:
    load(store, [person("p"), person("q"), owns("p", "q", 0.6), owns("q", "c", 0.6)])
    find_in_graph(store, TODAY, ["shared_phone"])
    assert ask("/v1/parties/p", **DAY)["data"]["controls"] == []
    assert [one["company"]["id"] for one in ask("/v1/parties/q", **DAY)["data"]["controls"]] == ["c"]


def test_every_page_names_the_sides_that_the_page_of_the_company_names(store: Store, ask: Ask) -> None:
    joint = [Relation(start=one, end="c", kind="controls") for one in "xy"]
    spouse = Relation(start="p", end="s", kind="spouse")
    load(store, [*map(person, "psxy"), owns("p", "c", 0.6), owns("s", "c", 0.1), spouse, *joint])
    find_in_graph(store, TODAY, ["shared_phone"])
    pages = ("c/controller", "c/owners", "p", "s", "x", "y")
    first, *others = [note_of(ask(f"/v1/parties/{page}", **DAY), "controllers_contradict") for page in pages]
    assert "x 岚川朔禾 (x) and y 岚川朔禾 (y) together control it by what a source states" in first["en"]
    assert {note["en"] for note in others} == {first["en"]}


@pytest.mark.parametrize(
    "items",
    [
        [person("p"), owns("p", "c", 0.6), Relation(start="p", end="c", kind="controls")],
        [person("p"), owns("p", "x", 0.6), owns("x", "c", 0.6), Relation(start="p", end="c", kind="controls")],
        [person("p"), owns("x", "c", 0.6), *(Relation(start="p", end=one, kind="controls") for one in "xc")],
        [person("p"), person("q"), owns("p", "c", 0.6), Relation(start="p", end="q", kind="spouse"),
         Relation(start="q", end="c", kind="controls")],
        [person("p"), person("q"), *(Relation(start=one, end="c", kind="controls") for one in "pq")],
    ],
)  # fmt: skip
def test_controllers_who_are_one_side_do_not_contradict_each_other(store: Store, ask: Ask, items: list[Item]) -> None:
    load(store, items)
    find_in_graph(store, TODAY, ["shared_phone"])
    for page in ("c/controller", "c/owners", "p"):
        assert "controllers_contradict" not in codes(ask(f"/v1/parties/{page}", **DAY))
