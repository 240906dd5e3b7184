"""Documents say what the truth says they say, where it says so."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riskgraph.ingest.world.texts.stories import SOURCES

Read = Callable[[str], list[dict[str, str]]]


@pytest.fixture(scope="module")
def marked(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "truth_text.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_document_has_its_truth(read: Read, marked: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in read("documents")] == [document["id"] for document in marked]
    assert len({document["id"] for document in marked}) == len(marked) > 600


def test_spans_are_the_words_at_their_place(read: Read, marked: list[dict[str, Any]]) -> None:
    for row, document in zip(read("documents"), marked, strict=True):
        for entity in document["entities"]:
            assert row["text"][entity["start"] : entity["end"]] == entity["text"]


def test_named_parties_are_known_by_one_of_their_names(read: Read, marked: list[dict[str, Any]]) -> None:
    columns = ("name", "other_name", "short_name", "other_short_name", "former_name")
    known = {
        row["id"]: {row.get(column) for column in columns} for file in ("companies", "persons") for row in read(file)
    }
    for document in marked:
        for entity in document["entities"]:
            if "party" in entity:
                assert entity["text"] in known[entity["party"]]


def test_every_event_is_told_in_both_languages_and_some_are_denied(marked: list[dict[str, Any]]) -> None:
    counted = Counter(
        (document["language"], event["type"], event["negated"]) for document in marked for event in document["events"]
    )
    assert {(language, event, False) for language in ("zh", "en") for event in SOURCES} <= set(counted)
    assert sum(count for (_, _, negated), count in counted.items() if negated) > 30


def test_some_documents_tell_no_event(marked: list[dict[str, Any]]) -> None:
    silent = sum(not document["events"] for document in marked)
    assert 0.05 < silent / len(marked) < 0.25


def test_texts_keep_their_length_when_white_space_is_cleaned(read: Read) -> None:
    assert all(" ".join(row["text"].split()) == row["text"] for row in read("documents"))


def test_default_is_reported_on_its_day_or_later(
    read: Read, marked: list[dict[str, Any]], truth: dict[str, Any]
) -> None:
    days = {default["company"]: default["on"] for default in truth["defaults"]}
    published = {row["id"]: row["published"] for row in read("documents")}
    reports = 0
    for document in marked:
        for event in document["events"]:
            if event["type"] == "default" and not event["negated"]:
                borrower = {argument["role"]: argument["entity"] for argument in event["arguments"]}["borrower"]
                assert days[document["entities"][borrower]["party"]] <= published[document["id"]]
                reports += 1
    assert reports > 20


def test_amounts_are_worth_what_their_words_say(marked: list[dict[str, Any]]) -> None:
    factors = {"亿元": 100_000_000, "万元": 10_000, "元": 1}
    for document in marked:
        for entity in document["entities"]:
            if entity["label"] == "AMOUNT" and document["language"] == "zh":
                words = entity["text"].removeprefix("人民币").replace(",", "")
                unit = next(unit for unit in factors if words.endswith(unit))
                assert round(float(words.removesuffix(unit)) * factors[unit]) == entity["value"]
