"""The field reference for whoever writes a mapping, written from the declarations of the records."""

from collections.abc import Iterator

from . import THINGS, TIES, Item, Tie
from .declaration import Field, Mark, Value, read_fields
from .words import RelationKind, Word

HEAD = """# Fields of the records

Written by `python -m riskgraph.ingest.records.docs > docs/records.md` from `ingest/records`. A mapping
(`ingest/sources/README.md`) names a record and says where each of its fields comes from. An empty cell is unknown,
never zero; a field that is not required may be left out.

## How cells are read
Without `read` in the mapping, the kind of the field decides:

| kind | what a cell may hold |
|---|---|"""
CELLS = {
    Value.TEXT: "any text; white space at the ends is dropped, runs of it become one space",
    Value.RAW: "the cell as it is, line breaks included",
    Value.ID: "text without white space (NFKC)",
    Value.PARTY: "the `id` of a party, text without white space (NFKC)",
    Value.WORD: "one of the listed words; other words of a source need a `map`, and what has no word here maps to "
    "`other` where there is one",
    Value.SHARE: "a fraction such as `0.65`, or `65%`; a column of plain percentages needs `read: percent`",
    Value.AMOUNT: "`1,234.5万元`, `3.2亿元`, `USD 1,000,000`, `12.5`: units of the currency",
    Value.CURRENCY: "a code, a name, or an amount with its currency",
    Value.COUNTRY: "ISO 3166-1 code, or a common name in Chinese or English",
    Value.NUMBER: "`-1.5e3`",
    Value.WHOLE: "`12`",
    Value.FLAG: "true/false, yes/no, 1/0, 是/否",
    Value.DAY: "`2021-03-04`, `2021/3/4`, `20210304`, `2021年3月4日`",
    Value.LIST: "several values, separated by a comma or by the `separator` of the mapping",
}
# what the reader of a mapping wants to know of how a field is used
USES = {
    Mark.STRENGTH: "Where a party has too many, the largest are kept.",
    Mark.MEASURED: "Signals read it.",
    Mark.PAST: "A day after today is rejected.",
    Mark.LAST_STATE: "It describes the latest state: answers about days before a default or closing leave it out; "
    "those about other earlier days show the latest, and with `--as-known` what was known then.",
}


def describe_records() -> str:
    """Write the page."""
    lines = [HEAD, *(f"| {value} | {cells} |" for value, cells in CELLS.items()), ""]
    for title, records in (("Parties and things", THINGS), ("Ties", TIES)):
        lines += [f"## {title}", ""]
        for record in records:
            lines += describe_record(record)
    return "\n".join([*lines, *describe_words(), ""])


def describe_record(record: type[Item]) -> Iterator[str]:
    """Write the part on one record."""
    yield f"### {record.__name__}\n"
    yield f"{(record.__doc__ or '').strip().splitlines()[0]} {describe_place(record)}\n"
    yield "| field | kind | required | meaning |\n|---|---|---|---|"
    for item in read_fields(record):
        kind = f"[{item.value}](#{item.words.__name__.lower()})" if item.words else item.value.value
        yield f"| `{item.name}` | {kind} | {'yes' if item.required else ''} | {describe_field(item)} |"
    yield ""


def describe_place(record: type[Item]) -> str:
    """Write what a record becomes in the graph, and what a tie is called from either end."""
    if not issubclass(record, Tie):
        return f"In the graph: a `{record.label}`."
    ends = "; ".join(f"from its {group.side.replace('either', 'either end')}: {group.english} {group.chinese}"
                     for group in record.groups)  # fmt: skip
    return f"In the graph: `(Party)-[:{record.label}]->({record.end_label})`{ends and f', {ends}'}."


def describe_field(item: Field) -> str:
    """Write what a field means, how it is used, and its words."""
    uses = (text for mark, text in USES.items() if mark in item.marks)
    words = f"One of {', '.join(f'`{word}`' for word in item.words)}." if item.words else ""
    return " ".join(filter(None, (item.meaning, *uses, words)))


def describe_words() -> Iterator[str]:
    """Write the part on closed words."""
    yield "## Closed words\n"
    sets = {item.words: None for record in (*THINGS, *TIES) for item in read_fields(record) if item.words}
    for words in sets:
        yield f"### {words.__name__}\n"
        yield f"{(words.__doc__ or '').splitlines()[0]}\n"
        yield from describe_relations() if words is RelationKind else describe_set(words)
        yield ""


def describe_set(words: type[Word]) -> Iterator[str]:
    """Write the words of a set in both languages."""
    yield "| word | 中文 | English |\n|---|---|---|"
    for word in words:
        yield f"| `{word}` | {word.chinese} | {word.english} |"


def describe_relations() -> Iterator[str]:
    """Write the kinds of relations, and what each end is to the other."""
    yield "| word | 中文 | English | the end is to the start | the start is to the end |\n|---|---|---|---|---|"
    for kind in RelationKind:
        yield f"| `{kind}` | {kind.chinese} | {kind.english} | {kind.end_name} | {kind.start_name} |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe_records())
