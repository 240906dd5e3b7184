"""The measure of how well texts are read."""

import json
from pathlib import Path

import pytest

from riskgraph.errors import SourceError
from riskgraph.ingest.extract import EntityKind, TextReader
from riskgraph.ingest.extract.evaluate import Score, TextExample, TrueEntity, evaluate_texts, read_world_examples

TEXT = "云泽市赤石钢铁股份有限公司否认违约。"
WHOLE = TrueEntity(EntityKind.COMPANY, 0, 13, "party:steel")


def test_right_span_and_link_count(knowing_reader: TextReader) -> None:
    scores = evaluate_texts([TextExample("1", TEXT, None, (WHOLE,))], knowing_reader)
    assert scores["entity.company"] == scores["links"] == Score(1, 1, 1)


def test_span_with_one_wrong_end_is_wrong(knowing_reader: TextReader) -> None:
    wrong = TrueEntity(EntityKind.COMPANY, 0, 12, "party:steel")
    assert evaluate_texts([TextExample("1", TEXT, None, (wrong,))], knowing_reader)["links"] == Score(0, 1, 1)


def test_f1_is_the_harmonic_mean() -> None:
    score = Score(right=2, found=4, expected=3)
    assert score.f1 == pytest.approx(2 / (1 / score.precision + 1 / score.recall))


def test_nothing_found_and_nothing_there_is_zero() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)


def write_truth(folder: Path, identifier: str, *, negated: bool) -> None:
    """Write one document and its truth."""
    (folder / "documents.csv").write_text(f'"id","text"\n"doc:1","{TEXT}"\n', encoding="utf-8")
    entity = {"label": "COMPANY", "start": 0, "end": 13, "party": "party:steel"}
    event = {"type": "default", "negated": negated, "arguments": [{"role": "borrower", "entity": 0}]}
    row = {"id": identifier, "language": "zh", "entities": [entity], "events": [event]}
    (folder / "truth_text.jsonl").write_text(json.dumps(row), encoding="utf-8")


@pytest.mark.parametrize(("negated", "right"), [(True, 1), (False, 0)])
def test_denial_must_be_seen_for_an_event_to_count(
    knowing_reader: TextReader, tmp_path: Path, negated: bool, right: int
) -> None:
    write_truth(tmp_path, "doc:1", negated=negated)
    assert evaluate_texts(read_world_examples(tmp_path), knowing_reader)["events"] == Score(right, 1, 1)


def test_truth_of_an_unknown_document_is_refused(tmp_path: Path) -> None:
    write_truth(tmp_path, "doc:2", negated=True)
    with pytest.raises(SourceError, match="doc:2"):
        read_world_examples(tmp_path)
