"""Notes on persons whose data was erased or is restricted."""

from collections.abc import Iterable, Iterator

from ...graph.personal.keyed import ERASED, is_tombstone
from .declaration import Note, NoteKind

PERSON_ERASED = NoteKind(
    code="person_erased",
    when="the answer names a person whose data was erased",
    en="{party} is a person whose data was erased: shares, offices and control still count, but nothing says who it is",
    zh="{party}为个人信息已删除的自然人：持股、任职及控制关系仍计入，但不再显示其身份",
)
PERSON_RESTRICTED = NoteKind(
    code="person_restricted",
    when="the answer names a person whose data is restricted",
    en="{party} is a person whose data is restricted: shares, offices and control still count as they were then, but "
    "nothing else about the person is shown or used",
    zh="{party}为个人信息被限制处理的自然人：持股、任职及控制关系按限制时的情况计入，其他信息不予显示或使用",
)


def explain_persons(parties: Iterable[str]) -> Iterator[Note]:
    """Return a note for each erased or restricted person among some parties, each once."""
    for party in dict.fromkeys(filter(is_tombstone, parties)):
        kind = PERSON_ERASED if party.startswith(ERASED) else PERSON_RESTRICTED
        yield kind.write(party=party)
