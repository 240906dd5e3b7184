"""Write docs/notes.md: every note that an answer can carry, from the declarations."""

from collections.abc import Iterator

from .declaration import NoteKind, list_families

HEAD = """# The notes on answers

Generated from `answers/notes`, a section for each file; `python -m riskgraph.answers.notes.docs > docs/notes.md`
rewrites it.

A note says what to know before relying on an answer. Over HTTP `meta.notes` holds objects
`{"code", "en", "zh", "records"}`: a code for programs, the sentence in English and in Chinese, and the keys of the
records it rests on. In the sentences below, `{...}` stands for a value of the answer.
"""


def describe_notes() -> str:
    """Write the page."""
    return "\n".join(
        [HEAD, *(line for family, kinds in list_families().items() for line in write_family(family, kinds))]
    )


def write_family(family: str, kinds: tuple[NoteKind, ...]) -> Iterator[str]:
    """Write the table of one family."""
    yield f"## {family.replace('_', ' ').capitalize()}\n"
    yield "| code | when | English | 中文 |\n|---|---|---|---|"
    for kind in kinds:
        yield "| " + " | ".join((f"`{kind.code}`", *map(escape_cell, (kind.when, kind.en, kind.zh)))) + " |"
    yield ""


def escape_cell(text: str) -> str:
    """Keep a text within its cell."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe_notes())
