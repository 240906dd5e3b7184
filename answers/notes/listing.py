"""How many notes of one kind an answer carries: the first are written, and the rest are counted."""

from collections.abc import Sized

from .declaration import Note, NoteKind

MOST_LISTED = 10


def count_more(found: Sized, kind: NoteKind) -> list[Note]:
    """Return a note where more was found than is listed, with the `number` left out and the number `listed`."""
    left_out = len(found) - MOST_LISTED
    return [kind.write(number=left_out, listed=MOST_LISTED)] if left_out > 0 else []
