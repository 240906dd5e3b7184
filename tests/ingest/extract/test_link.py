"""Mentions linked to the parties of the graph."""

from datetime import date

import pytest

from riskgraph.errors import SourceError
from riskgraph.ingest.extract import EXTRACTOR, Gazetteer, Link, TextReader, link, link_entities, read_text_lines
from riskgraph.ingest.records import Document, Mention, Party, PartyKind


def find_links(reader: TextReader, text: str) -> dict[str, Link]:
    """Links by surface."""
    return {one.entity.surface: one for one in link_entities(reader.read(text).entities, reader.names)}


def tie(reader: TextReader, text: str) -> tuple[Mention, ...]:
    """Ties of a document with this text."""
    document = Document(id="doc:1", title="", text=text, published=date(2023, 5, 6))
    return link(reader.read(text), reader.names, document)


def test_full_name_is_linked_surely(knowing_reader: TextReader) -> None:
    found = find_links(knowing_reader, "昨日云泽市赤石钢铁股份有限公司公告。")["云泽市赤石钢铁股份有限公司"]
    assert (found.party, found.confidence) == ("party:steel", 0.99)


@pytest.mark.parametrize("text", ["获悉云澤市赤石鋼鐵股份有限公司公告", "YUNZE CHISHI STEEL CO.,LTD. said"])
def test_other_spelling_of_a_full_name_is_linked(knowing_reader: TextReader, text: str) -> None:
    assert [one.party for one in find_links(knowing_reader, text).values()] == ["party:steel"]


def test_unique_short_name_is_linked_less_surely(knowing_reader: TextReader) -> None:
    found = find_links(knowing_reader, "赤石钢铁公告。")["赤石钢铁"]
    assert (found.party, found.confidence) == ("party:steel", 0.75)


def test_short_name_is_surer_beside_the_full_one(knowing_reader: TextReader) -> None:
    found = find_links(knowing_reader, "云泽市赤石钢铁股份有限公司公告。赤石钢铁停产。")["赤石钢铁"]
    assert found.confidence == pytest.approx(0.9)


def test_ambiguous_short_name_keeps_its_candidates(knowing_reader: TextReader) -> None:
    found = find_links(knowing_reader, "棠梨纺织停产。")["棠梨纺织"]
    assert (found.party, set(found.candidates)) == (None, {"party:north", "party:south"})
    assert found.confidence < 0.5


def test_full_name_in_the_text_settles_an_ambiguous_short_one(knowing_reader: TextReader) -> None:
    text = "霜河市棠梨纺织有限公司公告。棠梨纺织停产。"
    assert find_links(knowing_reader, text)["棠梨纺织"].party == "party:south"


def test_namesakes_are_not_told_apart_by_name(knowing_reader: TextReader) -> None:
    found = find_links(knowing_reader, "董事长张伟舟表示")["张伟舟"]
    assert (found.party, len(found.candidates)) == (None, 2)


@pytest.mark.parametrize(
    "text",
    [
        "北赤石钢铁股份有限公司公告。",
        "霜河市赤石钢铁股份有限公司公告。",
        "云泽市赤岩钢铁股份有限公司公告。",
        "云泽市赤石钢铁股份有限公司霜河分公司公告。",
        "Velba Trading Company Ltd said",
        "New Velba Trading Ltd said",
    ],
)
def test_look_alike_name_is_not_linked(knowing_reader: TextReader, text: str) -> None:
    assert {one.party for one in find_links(knowing_reader, text).values()} == {None}


def test_name_is_not_found_inside_a_word(knowing_reader: TextReader) -> None:
    assert find_links(knowing_reader, "Yunze Chishiworkers met.") == {}


def test_name_of_regex_signs_is_found_as_it_stands(knowing_reader: TextReader) -> None:
    text = "Lawyers of Velba (C++) [a.*] Works Ltd spoke."
    assert find_links(knowing_reader, text)["Velba (C++) [a.*] Works Ltd"].party == "party:odd"


def test_person_without_a_known_surname_is_found_by_name(knowing_reader: TextReader) -> None:
    assert find_links(knowing_reader, "股权已由岚川霁禾转让。")["岚川霁禾"].party == "party:person"


def test_kind_of_a_party_comes_from_its_record() -> None:
    gazetteer = Gazetteer.from_parties([Party(id="p:1", kind=PartyKind.PERSON, name="Quellmark Steel")])
    assert gazetteer.look_up("quellmark steel").kind.value == "person"  # type: ignore[union-attr]


def test_ties_carry_event_role_sentence_and_version(knowing_reader: TextReader) -> None:
    text = "公告如下。云泽市赤石钢铁股份有限公司为霜河市澜穹精密机械有限公司提供担保。"
    first = tie(knowing_reader, text)[0]
    assert (first.start, first.end, first.event, first.role) == ("party:steel", "doc:1", "guarantee", "guarantor")
    assert (first.start_char, first.surface) == (5, "云泽市赤石钢铁股份有限公司")
    assert first.sentence == text[5:]
    assert (first.extractor, first.valid_from) == (EXTRACTOR, date(2023, 5, 6))


def test_tie_of_a_denied_event_says_so(knowing_reader: TextReader) -> None:
    assert [one.event for one in tie(knowing_reader, "赤石钢铁否认违约。")] == ["default:denied"]


def test_party_without_a_part_is_tied_without_event(knowing_reader: TextReader) -> None:
    ties = tie(knowing_reader, "赤石钢铁召开年度会议。")
    assert [(one.start, one.event, one.role) for one in ties] == [("party:steel", None, None)]


def test_json_lines_are_read_one_by_one(knowing_reader: TextReader) -> None:
    lines = ['{"id": 7, "text": "赤石钢铁否认违约。"}', ""]
    (written,) = read_text_lines(lines, knowing_reader)
    assert (written["id"], written["language"], written["entities"][0]["party"]) == ("7", "zh", "party:steel")
    assert written["events"][0]["arguments"] == [{"role": "debtor", "entity": 0, "surface": "赤石钢铁"}]


@pytest.mark.parametrize("line", ["{", "[" * 100_000, "[]", '{"id": 1}', '{"id": 1, "text": 2}'])
def test_line_that_is_no_text_is_named(knowing_reader: TextReader, line: str) -> None:
    with pytest.raises(SourceError, match="line 2"):
        list(read_text_lines(["", line], knowing_reader))
