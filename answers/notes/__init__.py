"""Every remark that an answer can carry, one file per family; `docs/notes.md` lists them."""

from .declaration import Note, NoteKind, find_family, list_families, list_kinds

__all__ = ["Note", "NoteKind", "find_family", "list_families", "list_kinds"]
