"""The ties on a page say from which side they are told, and how sure they are."""

import pytest

from riskgraph.graph.store import Store
from riskgraph.ingest.records import Relation

from ..graph.factories import load, person
from .conftest import Run
from .test_page import DAY, lines_of


@pytest.mark.parametrize(
    ("kind", "on_the_page_of_p", "on_the_page_of_q"),
    [
        ("child", "q 岚川朔禾 (its child / 其子女)", "p 岚川朔禾 (its parent / 其父母)"),
        ("parent", "q 岚川朔禾 (its parent / 其父母)", "p 岚川朔禾 (its child / 其子女)"),
        ("nominee", "q 岚川朔禾 (whom it is nominee for / 由其代持)", "p 岚川朔禾 (its nominee / 为其代持)"),
        ("controls", "q 岚川朔禾 (controlled by it / 受其控制)", "p 岚川朔禾 (controls it / 控制该方)"),
        ("spouse", "q 岚川朔禾 (spouse / 配偶)", "p 岚川朔禾 (spouse / 配偶)"),
        ("old_friends", "q 岚川朔禾 (old friends)", "p 岚川朔禾 (old friends)"),
    ],
)
def test_a_relation_is_told_from_the_side_asked(
    store: Store, run: Run, kind: str, on_the_page_of_p: str, on_the_page_of_q: str
) -> None:
    load(store, [person("p"), person("q"), Relation(start="p", end="q", kind=kind)])
    assert f"{on_the_page_of_p}  [case|row 4]" in lines_of(run("show", "p", *DAY))
    assert f"{on_the_page_of_q}  [case|row 4]" in lines_of(run("show", "q", *DAY))


def test_a_relation_that_is_not_certain_says_how_sure_it_is(store: Store, run: Run) -> None:
    load(store, [person("p"), person("q"), Relation(start="p", end="q", kind="spouse", confidence=0.75)])
    assert "q 岚川朔禾 (spouse / 配偶), confidence / 置信度 75%  [case|row 4]" in lines_of(run("show", "p", *DAY))
