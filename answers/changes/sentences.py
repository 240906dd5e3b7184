"""The sentence of a change in both languages: of which party, what, and what was before and is now."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...graph.read.ties import NodeView
from ...ingest.records.declaration import read_fields
from ...models.wording import Wording, join_words, name_with_id
from ..field_words import name_field, word_value
from .lines import WORDS, ChangeLine, Values

# left out of sentences: who and what a change is about, and what every fact has unless it says otherwise
SAID_ELSEWHERE = frozenset(
    ("id", "party", "borrower", "names", "identifiers", "text", "start_char", "end_char", "extractor", "surface")
)
OWNERS = frozenset(("borrower", "party"))  # said where a loan or figure has another one than before
USUAL: Mapping[str, Any] = {"confidence": 1.0, "status": "asserted", "parcel": False}
NAMES_OF_RUNS = {"severity": Wording(zh="严重程度", en="severity"), "grade": Wording(zh="等级", en="grade")}
UNKNOWN = Wording(zh="无", en="none")


def write_title(line: ChangeLine, party: NodeView, others: Sequence[NodeView]) -> Wording:
    """Write the sentence of a change."""
    words, name = WORDS[line.kind], name_with_id(party.id, party.name)
    if line.severity is not None:
        return Wording(zh=f"{name}：{words.zh}：{line.what.zh}", en=f"{name}: {words.en}: {line.what.en}")
    with_others = join_words(name_with_id(one.id, one.name) for one in others)
    said = list(list_differences(line))
    chinese = "，".join(filter(None, (f"{line.what.zh}{with_others.zh}", *(one.zh for one in said))))
    english = ", ".join(filter(None, (f"{line.what.en} {with_others.en}".strip(), *(one.en for one in said))))
    return Wording(zh=f"{name}：{words.zh}：{chinese}", en=f"{name}: {words.en}: {english}")


def list_differences(line: ChangeLine) -> Iterator[Wording]:
    """List what differs, value by value; of what is new, what is said of it."""
    before, after = line.before or {}, line.after or {}
    for name in dict.fromkeys((*before, *after)):
        moved = name in OWNERS and line.before is not None and line.after is not None
        if (name in SAID_ELSEWHERE and not moved) or (line.record is None and name not in NAMES_OF_RUNS):
            continue
        old, new = (write_value(line.record, name, values) for values in (before, after))
        words = name_value(line.record, name)
        if line.before is not None and line.after is not None:
            yield Wording(zh=f"{words.zh} {old.zh}→{new.zh}", en=f"{words.en} {old.en} -> {new.en}")
        elif (after or before)[name] != USUAL.get(name):
            said = new if after else old
            yield Wording(zh=f"{words.zh} {said.zh}", en=f"{words.en} {said.en}")


def name_value(record: type | None, name: str) -> Wording:
    """Return the words for a field of a record, or of a score or finding."""
    if record is None:
        return NAMES_OF_RUNS[name]
    words = name_field(record, name) if has_field(record, name) else Wording(name, name)
    return Wording(zh=words.zh, en=words.en.replace("_", " "))


def write_value(record: type | None, name: str, values: Values) -> Wording:
    """Return a value in words; "none" where it is not stated."""
    value = values.get(name)
    if value is None:
        return UNKNOWN
    if record is not None and has_field(record, name):
        return word_value(record, name, value)
    return Wording(str(value), str(value))


def has_field(record: type, name: str) -> bool:
    """Return whether a record declares a field."""
    return any(item.name == name for item in read_fields(record))
