"""The engine's process knows its own announcement: one of another process, or none, ends or spares it."""

import json
import os
from pathlib import Path

import pytest

from riskgraph.graph.engine.arcadedb import is_ours


def test_an_announcement_with_this_process_is_ours(tmp_path: Path) -> None:
    place = tmp_path / "engine.json"
    place.write_text(json.dumps({"pid": os.getpid(), "port": 1}), encoding="utf-8")
    assert is_ours(place)


@pytest.mark.parametrize("content", [None, "", "{", "{}", "[]", json.dumps({"pid": 1, "port": 1})])
def test_one_of_another_process_or_a_broken_one_is_not(tmp_path: Path, content: str | None) -> None:
    place = tmp_path / "engine.json"
    if content is not None:
        place.write_text(content, encoding="utf-8")
    assert not is_ours(place)
