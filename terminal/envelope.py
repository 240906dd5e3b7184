"""An answer for programs as the routes send it, and what people need to know before relying on one."""

from dataclasses import asdict
from typing import Any

from ..answers.answer import Answer
from ..answers.notes import Note
from ..answers.paging import write_cursor
from .lists.printed_lists import FEW, join_first
from .printing import print_json, print_line

NOT_COMPLETE = "\nNOT COMPLETE / 不完整: what is missing may matter / 缺失的内容可能重要"


def print_answer(answer: Answer[Any], data: object, place: Any) -> None:
    """Print an answer with its `meta`, and `next` where a page follows the one that ends at a place."""
    print_json({"data": data, "next": write_place(place), "meta": answer.meta})


def write_place(place: Any) -> str | None:
    """Write the place of a list's last item as the word that asks for the next page; None where there is none."""
    return write_cursor(list(asdict(place).values()), getattr(place, "LIST", "")) if place is not None else None


def write_note(note: Note) -> str:
    """Write a note in both languages with the first records it rests on."""
    cited = f"  [{join_first(note.records, FEW)}]" if note.records else ""
    return f"{note.en} / {note.zh}{cited}"


def show_limits(answer: Answer[Any], place: Any) -> None:
    """Print whether an answer is complete, its notes, and how to ask for the next page."""
    if answer.cuts:
        print_line(NOT_COMPLETE)
    for note in answer.notes:
        print_line(f"NOTE 提示: {write_note(note)}")
    if place is not None:
        print_line(f"next page / 下一页: --after {write_place(place)}")
