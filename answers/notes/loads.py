"""Notes on loads that were begun and have not ended."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...graph.read.source_loads import BEGUN, read_loads
from .declaration import Note, NoteKind

LOAD_NOT_ENDED = NoteKind(
    code="load_not_ended",
    when="a load of a source was begun and has not ended, or was broken off",
    en="a load of {source}, begun on {day}, has not ended: rows of it may be missing; wait for it, or load again to "
    "complete it",
    zh="来源{source}于{day}开始的加载尚未结束，部分数据可能缺失；请等待其完成或重新加载",
)


def explain_loads(rows: Iterable[Mapping[str, Any]]) -> list[Note]:
    """Return a note for each load that has not ended, from the rows of `read/source_loads`."""
    return [
        LOAD_NOT_ENDED.write(source=name, day=load[BEGUN]) for name, load in read_loads(rows).items() if BEGUN in load
    ]
