"""Paths in the order of what they mean, as docs/api.md explains it."""

from dataclasses import replace
from datetime import date
from pathlib import Path as File

import pytest

from riskgraph.graph.read.degrees import Degree
from riskgraph.graph.read.network import Network
from riskgraph.graph.read.paths import PathSearch
from riskgraph.graph.read.ties import PARTY, NodeKey, NodeView, TieView
from riskgraph.graph.schema.graph_model import relationship_types
from riskgraph.graph.truncation import Truncation
from riskgraph.ingest.records.words import HoldingKind, OfficeRole, RelationKind
from riskgraph.models.paths.meaning import (
    DISPUTED,
    HUB,
    LEAST_CONFIDENCE,
    LENGTHS,
    OTHER,
    WORDS,
    describe_lengths,
    measure_tie,
)
from riskgraph.models.paths.ranked import Ranking, rank_paths

API_PAGE = File(__file__).parents[3] / "docs" / "api.md"
DAY = date(2023, 12, 31)


def tie(start: str, end: str, type_: str, confidence: float = 1.0, **properties: object) -> TieView:
    """Make a relationship of two parties."""
    record = f"case|{start}-{type_}-{end}"
    return TieView(type_, start, end, PARTY, "case", record, None, None, DAY, confidence, "asserted", properties)


def search(*ties: TieView, **degrees: Degree) -> PathSearch:
    """Make what a search has read: these relationships, and nothing beyond them."""
    names = {name for each in ties for name in (each.start, each.end)}
    nodes = {NodeKey(PARTY, name): NodeView(name, PARTY, "Company", name) for name in sorted(names)}
    read = Network(nodes=nodes, hops=dict.fromkeys(nodes, 0), ties={each.record: each for each in ties})
    return PathSearch(near=read, far=read, near_levels=1, far_levels=1, degrees=degrees)


def rank(read: PathSearch, **changes: object) -> list[tuple[str, int, list[str]]]:
    """Rank the paths from a to b: the ids inside each, its length, and why it comes last."""
    given: dict[str, object] = {"start": "a", "end": "b", "hops": 4, "limit": 10, **changes}
    paths = rank_paths(read, Ranking(**given)).paths  # type: ignore[arg-type]
    return [
        ("".join(node.id for node in path.nodes[1:-1]), path.length, [hub.reason for hub in path.hubs])
        for path in paths
    ]


EXAMPLE = (
    tie("a", "n", "RELATED_TO", 0.8, kind="nominee"), tie("n", "b", "OWNS", share=0.6),
    tie("l", "a", "LENDS_TO"), tie("l", "b", "LENDS_TO"),
    tie("s", "a", "SUPPLIES"), tie("s", "b", "OWNS", share=0.1),
    tie("k", "a", "OWNS", share=0.3), tie("k", "b", "OWNS", share=0.3),
)  # fmt: skip
BANK = Degree(industry="J66", parties=40, sharing=0)


def test_the_worked_example_of_the_documentation() -> None:
    assert rank(search(*EXAMPLE, k=BANK)) == [
        ("n", 12 + 10, []),
        ("s", 30 + 20, []),
        ("l", 40 + 40, []),
        ("k", 15 + 15, ["bank"]),
    ]


def test_hubs_are_ranked_like_others_where_asked() -> None:
    assert [inside for inside, _, _ in rank(search(*EXAMPLE, k=BANK), hubs_last=False)] == ["n", "k", "s", "l"]


def test_no_path_without_a_hub_is_as_long_as_one_with_a_hub() -> None:
    longest = max(*LENGTHS.values(), *(length for words in WORDS.values() for length in words.values()))
    assert 8 * longest / LEAST_CONFIDENCE < HUB


def test_lengths_are_those_of_types_and_words_that_exist() -> None:
    assert LENGTHS.keys() <= relationship_types().keys()
    assert measure_tie(tie("a", "b", "NEW_TYPE")) == OTHER
    words = {*HoldingKind, *OfficeRole, *RelationKind}
    assert [word for of_type in WORDS.values() for word in of_type if word not in words] == []


def test_the_documentation_shows_the_lengths() -> None:
    assert "\n".join(describe_lengths()) in API_PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("held", "length"),
    [({"share": 0.5}, 10), ({"share": 0.49}, 15), ({"share_min": 0.1}, 20), ({"share": 0.01}, 25), ({}, 20)],
)
def test_a_larger_holding_is_shorter_and_an_unknown_one_is_as_its_type(held: dict[str, float], length: int) -> None:
    assert measure_tie(tie("a", "b", "OWNS", **held)) == length


def test_a_pledge_is_as_long_as_its_type_whatever_its_share() -> None:
    assert measure_tie(tie("a", "b", "PLEDGES", share=0.6)) == LENGTHS["PLEDGES"]


def test_the_most_telling_relationship_of_a_step_counts_and_comes_first() -> None:
    ties = (tie("a", "b", "SUPPLIES"), tie("b", "a", "RELATED_TO", kind="spouse"), tie("a", "b", "OWNS", share=0.1))
    (path,) = rank_paths(search(*ties), Ranking("a", "b", 4, 10)).paths
    assert (path.length, [each.type for each in path.steps[0]]) == (10, ["RELATED_TO", "OWNS", "SUPPLIES"])


def test_a_longer_path_that_means_more_comes_first() -> None:
    chain = [tie(one, other, "OWNS", share=0.9) for one, other in ("ax", "xy", "yb")]
    assert [inside for inside, _, _ in rank(search(*chain, tie("a", "b", "LENDS_TO")))] == ["xy", ""]
    assert [inside for inside, _, _ in rank(search(*chain, tie("a", "b", "LENDS_TO")), only_shortest=True)] == [""]


def test_pages_of_equally_long_paths_lose_and_repeat_none() -> None:
    read = search(*(tie(*ends, "OWNS", share=0.6) for name in "uvwxyz" for ends in (("a", name), (name, "b"))))
    seen, after = [], None
    while True:
        page = rank_paths(read, Ranking("a", "b", 4, 2, after=after))
        seen += [path.nodes[1].id for path in page.paths]
        if page.last is None:
            break
        after = page.last
    assert seen == [*"uvwxyz"]


def test_a_dense_graph_is_ranked_without_walking_all_of_it() -> None:
    names = [*"abcdefghijklmnopqrstuvwxyz"]
    ties = [tie(one, other, "OWNS", share=0.6) for one in names for other in names if one < other]
    found = rank_paths(search(*ties), Ranking("a", "b", 8, 30))
    assert [len(path.nodes) for path in found.paths] == [2] + [3] * 24 + [4] * 5
    assert Truncation.WALKS not in found.cuts


def dispute(disputed: TieView) -> TieView:
    return replace(disputed, status="disputed")


def test_a_path_along_a_disputed_relationship_comes_after_all_others() -> None:
    hub = (tie("k", "a", "OWNS"), tie("k", "b", "OWNS"))
    read = search(dispute(tie("a", "b", "RELATED_TO", kind="spouse")), *hub, k=BANK)
    for hubs_last in (True, False):
        assert rank(read, hubs_last=hubs_last) == [("k", 40, ["bank"]), ("", 10, [])]
    paths = rank_paths(read, Ranking(start="a", end="b", hops=4, limit=10)).paths
    assert [path.disputed for path in paths] == [False, True]


def test_an_undisputed_relationship_of_the_same_step_decides() -> None:
    both = (dispute(tie("a", "b", "RELATED_TO", kind="spouse")), tie("a", "b", "OWNS", 0.5, share=0.6))
    (path,) = rank_paths(search(*both), Ranking(start="a", end="b", hops=4, limit=10)).paths
    assert ([each.type for each in path.steps[0]], path.length) == (["OWNS", "RELATED_TO"], 20)
    assert (path.confidence, path.disputed) == (0.5, False)


def test_a_disputed_step_is_longer_than_any_path_through_hubs() -> None:
    longest = 8 * max(LENGTHS.values()) / LEAST_CONFIDENCE + 2 * 8 * HUB
    assert longest < DISPUTED
