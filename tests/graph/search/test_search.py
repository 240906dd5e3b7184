"""Finding parties by identifiers, names, short names and names written almost right."""

from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgraph.errors import AmbiguousPartyError, NotFoundError
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.search.hits import Hit
from riskgraph.graph.search.index_files import list_changes, read_changed
from riskgraph.graph.search.search import NameIndex
from riskgraph.graph.search.terms import build_name_key, list_terms, mixes_scripts
from riskgraph.ingest.records.checks import LONGEST_NAME
from riskgraph.settings import Settings

PARTIES = [
    {"id": "cn-stock:990519", "kind": "Company", "name": "云泽市海虹酿造股份有限公司", "names": ["云泽老窖厂"],
     "identifiers": ["cn-stock:990519", "uscc:91350100M000100Y43"]},
    {"id": "c:2", "kind": "Company", "name": "云泽市海蓝贸易有限公司", "names": [], "identifiers": []},
    {"id": "c:3", "kind": "Company", "name": "Blue Harbour Trading Ltd", "names": [], "identifiers": []},
    {"id": "p:1", "kind": "Person", "name": "欧阳虚构", "names": [], "identifiers": []},
    {"id": "p:2", "kind": "Person", "name": "欧阳虚构", "names": [], "identifiers": [], "client": True},
]  # fmt: skip


def write(store: Store, *parties: dict[str, object]) -> None:
    """Write parties as one change, as a load does."""
    change = store.write(
        "MERGE (state:State {id: 'changes'}) SET state.number = coalesce(state.number, 0) + 1 "
        "RETURN state.number AS change"
    )[0]["change"]
    for party in parties:
        store.write("MERGE (party:Party {id: $party.id}) SET party += $party", {"party": party})
    ids = [party["id"] for party in parties]
    store.write("CREATE (change:Change {id: $change, parties: $parties})", {"change": change, "parties": ids})


@pytest.fixture
def place(settings: Settings, tmp_path: Path) -> Settings:
    """Return settings whose name index is empty, for the same engine."""
    return settings.model_copy(update={"data_dir": tmp_path})


@pytest.fixture
def names(store: Store, place: Settings) -> NameIndex:
    """Return the index of a few parties."""
    write(store, *PARTIES)
    index = NameIndex(place)
    assert index.follow(store) == len(PARTIES)
    return index


def first(names: NameIndex, query: str) -> Hit:
    return names.search(query)[0]


@pytest.mark.parametrize(
    ("query", "id_", "reason"),
    [
        ("990519", "cn-stock:990519", "identifier"),
        ("CN-Stock：９９０５１９", "cn-stock:990519", "identifier"),
        ("uscc:91350100M000100Y43", "cn-stock:990519", "identifier"),
        ("91350100m000100y43", "cn-stock:990519", "identifier"),
        ("c:2", "c:2", "is exactly this"),
        (" 云泽市 海虹酿造股份有限公司 ", "cn-stock:990519", "its name"),
        ("云泽老窖厂", "cn-stock:990519", "another name"),
        ("海蓝贸易", "c:2", "short name"),
        ("云泽市海红酿造股份有限公司", "cn-stock:990519", "similar"),
        ("blue harbour trading ltd", "c:3", "its name"),
        ("ＢＬＵＥ　ＨＡＲＢＯＵＲ　ＴＲＡＤＩＮＧ　ＬＴＤ", "c:3", "its name"),
        ("Blue Harbor", "c:3", "similar"),
        ("harb", "c:3", "similar"),
    ],
)
def test_a_party_is_found_first_and_the_reason_is_said(names: NameIndex, query: str, id_: str, reason: str) -> None:
    hit = first(names, query)
    assert hit.id == id_
    assert reason in hit.reason
    assert hit.reason_zh


LATIN, CYRILLIC, GREEK = "ABC Trading Ltd", "\u0410BC Trading Ltd", "A\u0392C Trading Ltd"  # А, Β
WHOLLY = "\u0420\u0423\u0421 Trading Ltd"  # РУС, which looks like PYC


@pytest.mark.parametrize(
    ("stored", "query", "mixed"),
    [
        (CYRILLIC, LATIN, True),
        (GREEK, LATIN, True),
        (GREEK, CYRILLIC, True),
        (LATIN, CYRILLIC, False),
        (WHOLLY, "pyc trading ltd", False),
        ("\u0410BC 澜砚贸易", "ABC 澜砚贸易", True),
    ],
)
def test_a_look_alike_is_found_and_told(store: Store, names: NameIndex, stored: str, query: str, mixed: bool) -> None:
    write(store, {"id": "x", "kind": "Company", "name": stored})
    names.follow(store)
    hit = first(names, query)
    assert (hit.id, hit.score, hit.reason[:10], hit.reason_zh[:2]) == ("x", 0.91, "look-alike", "形似")
    assert ("mixes Latin letters" in hit.reason, "混用" in hit.reason_zh) == (mixed, mixed)
    with pytest.raises(NotFoundError, match="letters of several scripts" if mixed else "near it"):
        names.resolve_party(query)


def test_a_look_alike_comes_after_the_name_itself_and_never_stands_for_it(store: Store, names: NameIndex) -> None:
    write(store, *({"id": name, "kind": "Company", "name": name} for name in (CYRILLIC, LATIN)))
    names.follow(store)
    assert [hit.id for hit in names.search(LATIN)[:2]] == [LATIN, CYRILLIC]
    assert [names.resolve_party(name) for name in (LATIN, CYRILLIC)] == [LATIN, CYRILLIC]


@pytest.mark.parametrize("query", ["Quilmere Tradng", "Qu\u0456lmer\u0435 Tradng"])
def test_letters_that_look_alike_are_equally_similar(store: Store, names: NameIndex, query: str) -> None:
    spellings = ("Quillmere Trading", "Qu\u0456llm\u0435r\u0435 Tr\u0430d\u0456ng")  # with і, е, а
    write(store, *({"id": name, "kind": "Company", "name": name} for name in spellings))
    names.follow(store)
    latin, other = (hit.score for hit in names.search(query)[:2])
    assert (latin == other, latin > 0.8) == (True, True)


def test_a_name_that_mixes_scripts_is_marked_however_it_is_found(store: Store, names: NameIndex) -> None:
    write(store, {"id": "x:1", "kind": "Company", "name": "Velba Ltd", "names": [CYRILLIC]})
    names.follow(store)
    for query in ("x:1", "Velba Ltd", "ABC Tradng Limitd"):
        assert f"{CYRILLIC!r} mixes Latin letters" in first(names, query).reason, query


@pytest.mark.parametrize(
    "name", ["ООО Ромашка Trading", "云泽市海虹酿造股份有限公司", "Blue Harbour", "\u03b2 Labs", "Société Générale"]
)
def test_scripts_that_stand_side_by_side_are_not_marked(name: str) -> None:
    assert not mixes_scripts(name)


def test_exact_matches_come_before_similar_ones(names: NameIndex) -> None:
    hits = names.search("云泽市海蓝贸易有限公司")
    assert hits[0].id == "c:2"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert [hit.score < 0.9 for hit in hits[1:]] == [True] * (len(hits) - 1) != []


def test_a_client_comes_before_its_namesake(names: NameIndex) -> None:
    assert [hit.id for hit in names.search("欧阳虚构")] == ["p:2", "p:1"]


def test_the_kind_can_be_asked_for(names: NameIndex) -> None:
    for query, kind, other in (("欧阳虚构", "Person", "Company"), ("990519", "Company", "Person")):
        assert {hit.kind for hit in names.search(query, kind=kind)} == {kind}
        assert names.search(query, kind=other) == []


def test_the_limit_holds(names: NameIndex) -> None:
    assert len(names.search("云泽市", limit=1)) == 1
    assert names.search("云泽市", limit=0) == []


@pytest.mark.parametrize("query", ["", "  ", "*", '"', "name:*", "id:c* OR kind:Company", "\\", "(((", "cursor", "key"])
def test_query_syntax_means_nothing(names: NameIndex, query: str) -> None:
    assert names.search(query) == []


def test_a_very_long_query_is_cut(names: NameIndex) -> None:
    assert first(names, "云泽市海蓝贸易有限公司" + "。" * 100_000).id == "c:2"
    assert names.search("云泽" * 100_000) == []


def test_words_stand_for_one_party(names: NameIndex) -> None:
    assert names.resolve_party("cn-stock:990519") == "cn-stock:990519"
    assert names.resolve_party("uscc:91350100M000100Y43") == "cn-stock:990519"
    assert names.resolve_party("云泽市海蓝贸易有限公司") == "c:2"
    with pytest.raises(AmbiguousPartyError) as caught:
        names.resolve_party("欧阳虚构")
    assert caught.value.candidates == ("p:1", "p:2")
    with pytest.raises(NotFoundError, match="云泽市海蓝贸易有限公司"):
        names.resolve_party("云泽市海兰贸易有限公司")
    with pytest.raises(NotFoundError):
        names.resolve_party("")


@pytest.mark.parametrize("length", [201, LONGEST_NAME, 2000])
def test_a_party_with_a_long_id_or_name_is_found_by_the_whole_of_it(
    store: Store, names: NameIndex, length: int
) -> None:
    ids = ["号" * (length - 1) + last for last in "ab"]
    write(store, *({"id": id_, "kind": "Company", "name": f"云泽{id_}"[:length]} for id_ in ids[:1]))
    write(store, {"id": ids[1], "kind": "Company", "name": "云泽市碧波贸易有限公司"})
    names.follow(store)
    assert [names.resolve_party(id_) for id_ in ids] == ids
    assert names.resolve_party(f"云泽{ids[0]}"[:length]) == ids[0]
    with pytest.raises(NotFoundError):
        names.resolve_party(ids[0][:-1])


def test_the_index_follows_changes(store: Store, names: NameIndex) -> None:
    write(store, {"id": "c:2", "name": "云泽市碧波贸易有限公司"})
    assert names.follow(store) == 1
    assert names.follow(store) == 0
    assert first(names, "云泽市海蓝贸易有限公司").score < 0.9
    assert names.resolve_party("云泽市碧波贸易有限公司") == "c:2"


@pytest.mark.parametrize("page_size", [1, 2, 3, 100])
def test_changed_parties_come_in_pages_of_a_size_whatever_the_size_of_a_change(store: Store, page_size: int) -> None:
    write(store, {"id": "before", "kind": "Company", "name": "云泽市晨光贸易有限公司"})
    write(store, *PARTIES)
    write(store, *({"id": f"c:{number}", "kind": "Company", "name": "云泽市晨光贸易有限公司"} for number in (7, 8)))
    write(store, {"id": "after", "kind": "Company", "name": "云泽市晨光贸易有限公司"})
    pages = list(read_changed(store, 1, 3, page_size))
    assert max(map(len, pages)) <= page_size
    found = [values[0] for page in pages for values in page]
    assert sorted(found) == sorted(["c:7", "c:8", *(str(party["id"]) for party in PARTIES)])


@pytest.mark.parametrize("page_size", [1, 2, 3, 4, 100])
def test_changes_come_once_each_and_in_order_whatever_the_page_of_changes(
    store: Store, monkeypatch: pytest.MonkeyPatch, page_size: int
) -> None:
    monkeypatch.setattr("riskgraph.graph.search.index_files.CHANGES_PER_PAGE", page_size)
    for size in (1, 3, 2, 1, 4, 1):
        write(store, *PARTIES[:size])
    assert list(list_changes(store, 1, 5)) == [(2, 3), (3, 2), (4, 1), (5, 4)]
    assert list(list_changes(store, 5, 5)) == []


def test_another_index_of_the_folder_sees_what_one_wrote(store: Store, place: Settings, names: NameIndex) -> None:
    other = NameIndex(place)
    write(store, {"id": "c:9", "kind": "Company", "name": "云泽市新叶贸易有限公司"})
    names.follow(store)
    assert other.follow(store) == 0
    assert other.resolve_party("云泽市新叶贸易有限公司") == "c:9"


def test_a_store_that_was_reset_is_indexed_anew(store: Store, names: NameIndex) -> None:
    store.write("MATCH (node) DETACH DELETE node")
    write(store, {"id": "x", "kind": "Company", "name": "云泽市晨光贸易有限公司"})
    assert names.follow(store) == 1
    assert names.search("990519") == []
    assert names.resolve_party("云泽市晨光贸易有限公司") == "x"


def test_a_broken_index_is_built_anew(store: Store, place: Settings, names: NameIndex) -> None:
    for path in place.data_dir.glob("names/*/meta.json"):
        path.write_text("{")
    rebuilt = NameIndex(place)
    assert rebuilt.follow(store) == len(PARTIES)
    assert rebuilt.resolve_party("990519") == "cn-stock:990519"


def follow_in_process(settings: Settings, folder: Path) -> str:
    with open_store(settings) as store:
        index = NameIndex(settings.model_copy(update={"data_dir": folder}))
        index.follow(store)
        return index.resolve_party("990519")


def test_files_that_a_killed_writer_left_do_not_stop_the_next(store: Store, place: Settings, names: NameIndex) -> None:
    segments = {path.name.partition(".")[0] for path in place.data_dir.rglob("format-*/*.store")}
    folder = next(place.data_dir.rglob("format-*/meta.json")).parent
    for segment in segments:
        for number in range(200):  # what the next commit deletes from a segment goes into one of these
            (folder / f"{segment}.{number}.del").touch()
    write(store, {**PARTIES[1], "name": "朔禾样例贸易有限公司"})
    names.follow(store)
    assert first(names, "朔禾样例贸易有限公司").id == "c:2"
    assert first(NameIndex(place), "欧阳虚构").id == "p:2"


def test_several_processes_follow_at_once(store: Store, settings: Settings, tmp_path: Path) -> None:
    write(store, *PARTIES)
    with get_context("spawn").Pool(2) as pool:
        found = pool.starmap(follow_in_process, [(settings, tmp_path)] * 3)
    assert found == ["cn-stock:990519"] * 3
    index = NameIndex(settings.model_copy(update={"data_dir": tmp_path}))
    assert len([hit for hit in index.search("990519") if hit.score == 1]) == 1


@given(st.text(max_size=40))
def test_any_text_has_terms_and_a_key(text: str) -> None:
    assert all(term and " " not in term for term in list_terms(text))
    assert build_name_key(text) == build_name_key(f"  {text} ")
