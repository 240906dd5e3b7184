"""`riskgraph search` and `riskgraph paths` answer as the routes do, for people and for programs."""

from typing import Any

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.ingest.records import Document, Item, Lawsuit, Lending, Mention, Participation, Relation
from riskgraph.models.paths.meaning import HubReason
from riskgraph.settings import Settings
from riskgraph.terminal.lists.paths import REASONS

from ..callers import open_client
from ..commands import Run
from ..graph.factories import company, guarantees, load, owns, person
from .test_page import DAY, lines_of

CASE: list[Item] = [
    person("n"), company("bank", industry="J66"),
    Relation(start="a", end="n", kind="nominee", confidence=0.8), owns("n", "b", 0.6),
    Lending(start="bank", end="a", amount=5e6), Lending(start="bank", end="b", amount=3e6),
]  # fmt: skip


def ask_route(settings: Settings, address: str, **parameters: object) -> Any:
    """Ask a route as a caller does."""
    with open_client(settings) as client:
        return client.get(address, params=parameters).json()  # type: ignore[arg-type]


def test_paths_are_printed_step_by_step_with_their_records(store: Store, run: Run) -> None:
    load(store, CASE)
    outcome = run("paths", "a", "b", *DAY)
    lines = [line.strip() for line in outcome.out.splitlines()]
    assert lines[:10] == [
        "a 澜砚贸易 (a) - b 澜砚贸易 (b), as of 2023-12-31",
        "",
        "2 relationships, length / 长度 22, confidence / 置信度 80%",
        "a 澜砚贸易 (a)",
        "principal it holds for / 由其代持, confidence / 置信度 80%  [case|row 6]",
        "n 岚川朔禾 (n)",
        "owns / 持股 60.00%  [case|row 7]",
        "b 澜砚贸易 (b)",
        "",
        "2 relationships, length / 长度 80, confidence / 置信度 100%",
    ]
    assert {
        "through / 经过 bank: a financial company / 金融企业",
        "borrows from / 贷款人 5,000,000  [case|row 8]",
        "lends to / 借款人 3,000,000  [case|row 9]",
    } <= set(lines)


def test_paths_for_programs_are_those_of_the_route(store: Store, run: Run, settings: Settings) -> None:
    load(store, CASE)
    for words, parameters in (
        ((), {}),
        (("--types", "OWNS,RELATED_TO"), {"types": "OWNS,RELATED_TO"}),
        (("--no-nominees",), {"nominees": False}),
        (("--min-share", "0.7"), {"min_share": 0.7}),
        (("--hubs", "--limit", "1"), {"hubs": True, "limit": 1}),
        (("--shortest", "--max-hops", "1"), {"shortest": True, "max_hops": 1}),
    ):
        printed = run("paths", "a", "b", *words, *DAY, "--json").read_json()
        assert printed == ask_route(settings, "/v1/paths", **{"from": "a", "to": "b", "as_of": DAY[1]}, **parameters)


def test_the_next_page_of_paths_is_asked_for_by_the_word_printed(store: Store, run: Run) -> None:
    load(store, CASE)
    first = run("paths", "a", "b", *DAY, "--limit", "1").out.splitlines()
    (word,) = [line.split()[-1] for line in first if line.startswith("next page / 下一页: --after ")]
    assert "through / 经过 bank: a financial company / 金融企业" in lines_of(
        run("paths", "a", "b", *DAY, "--limit", "1", "--after", word)
    )


def test_a_search_that_ended_at_its_hops_says_so_on_the_terminal(store: Store, run: Run) -> None:
    load(store, [owns("a", "x"), owns("x", "b")])
    outcome = run("paths", "a", "b", "--max-hops", "1")
    assert {
        "no path found / 未找到路径",
        "NOT COMPLETE / 不完整: what is missing may matter / 缺失的内容可能重要",
    } <= lines_of(outcome)
    assert "every path of at most 1 relationship was found" in outcome.out


def test_cases_and_documents_on_a_path_have_words_of_their_own(store: Store, run: Run) -> None:
    items: list[Item] = [
        company("a"), company("b"), Lawsuit(id="case", kind="lawsuit"), Document(id="news", title="News", text="ab"),
        *(Participation(start=end, end="case", role="plaintiff") for end in "ab"),
        *(Mention(start=end, end="news") for end in "ab"),
    ]  # fmt: skip
    load(store, items)
    lines = lines_of(run("paths", "a", "b"))
    assert {
        "party to a case / 案件当事方 (plaintiff 原告)  [case|row 6]",
        "in documents / 相关文件  [case|row 8]",
        "News (news)",
    } <= lines


def test_every_reason_for_a_hub_has_words_in_both_languages() -> None:
    assert [reason for reason in HubReason if " / " not in REASONS[reason]] == []


def test_an_end_that_is_unknown_is_one_sentence_with_near_names(store: Store, run: Run) -> None:
    load(store, [company("Quillmere"), guarantees("a", "b")])
    outcome = run("paths", "a", "Quilmere 澜砚贸易")
    assert (outcome.code, outcome.out, "near it: Quillmere" in outcome.err) == (1, "", True)
    assert "`riskgraph search WORDS`" in outcome.err
    assert "/v1/" not in outcome.err


def test_a_name_that_is_far_from_all_others_gets_no_suggestion(store: Store, run: Run) -> None:
    load(store, [company("Quillmere"), guarantees("a", "b")])
    outcome = run("show", "岚川贸易")
    assert (outcome.code, "澜砚" in outcome.err, "nothing near it is in this graph" in outcome.err) == (1, False, True)
    assert "`riskgraph search WORDS`" in outcome.err
    assert "`riskgraph load`" in outcome.err


def test_one_relationship_is_not_several(store: Store, run: Run) -> None:
    load(store, [guarantees("a", "b"), owns("b", "c", 0.5), owns("c", "d", 0.5)])
    printed = run("paths", "a", "c", "--max-hops", "1", *DAY).out
    assert "every path of at most 1 relationship was found" in printed
    assert "nothing further than" not in printed
    assert "1步以内的路径均已找到" in printed


def test_hits_are_printed_with_their_reason_in_both_languages(store: Store, run: Run) -> None:
    load(store, [company("Quillmere"), company("b")])
    lines = lines_of(run("search", "Quillmere 澜砚贸易"))
    assert {"0.98  Quillmere 澜砚贸易  Quillmere  (Company)", "its name is exactly this / 名称完全一致"} <= lines


@pytest.mark.parametrize(("words", "kind"), [((), None), (("--kind", "Person"), "Person")])
def test_hits_for_programs_are_those_of_the_route(
    store: Store, run: Run, settings: Settings, words: tuple[str, ...], kind: str | None
) -> None:
    load(store, [company(f"Velba {number}") for number in range(15)])
    printed = run("search", "Velba", *words, "--json").read_json()
    asked = {"q": "Velba"} | ({"kind": kind} if kind else {})
    assert printed == ask_route(settings, "/v1/search", **asked)
    assert (printed["next"] is None) is (kind is not None)


def test_a_search_without_a_hit_says_so(store: Store, run: Run) -> None:
    load(store, [company("a")])
    assert "no party fits these words / 未找到匹配的主体" in lines_of(run("search", "Quillmere"))


def test_a_disputed_path_is_printed_as_such_and_has_no_confidence(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), Relation(start="p", end="q", kind="spouse", status="disputed")])
    printed = run("paths", "p", "q", *DAY).out
    assert "1 relationship, length / 长度 10, disputed / 有争议" in printed
    assert "100%" not in printed
