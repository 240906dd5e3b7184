"""Notes on persons: whose data was erased or is restricted, and whose kind is in doubt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ...graph.personal.keyed import ERASED, is_tombstone
from ...graph.read.ties import Step
from ...models.wording import name_with_id
from .declaration import MOST_LISTED, Note, NoteKind

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
HELD_PERSON = NoteKind(
    code="held_person",
    when="a party that is recorded as a person is held by others, as only a company can be",
    en="{party} is recorded as a person, but has holders according to {sources}: {holders}. The kind of this party is "
    "in doubt, and so is whether it can be a beneficial owner; correct the kind or the holding",
    zh="{party}被记为自然人，但据{sources}有持有人：{holders}。该主体的类型存疑，能否作为受益所有人亦存疑，"
    "请更正主体类型或持股记录",
)
MORE_HELD_PERSONS = NoteKind(
    code="more_held_persons",
    when="there are more persons who are held by others than are listed",
    en="more parties recorded as persons have holders than the {number} listed here; their kind is in doubt too",
    zh="被记为自然人而有持有人、类型存疑的主体不止此处所列{number}个",
)


def explain_persons(parties: Iterable[str]) -> Iterator[Note]:
    """Return a note for each erased or restricted person among some parties, each once."""
    for party in dict.fromkeys(filter(is_tombstone, parties)):
        kind = PERSON_ERASED if party.startswith(ERASED) else PERSON_RESTRICTED
        yield kind.write(party=party)


def explain_held_persons(holders: Sequence[Step], names: Mapping[str, str | None]) -> Iterator[Note]:
    """Return a note for each party that is recorded as a person and has holders; a step leads from it to a holder."""
    by_person: dict[str, list[Step]] = {}
    for step in holders:
        by_person.setdefault(step.origin.id, []).append(step)
    for person, steps in islice(by_person.items(), MOST_LISTED):
        yield HELD_PERSON.write(
            sorted({step.tie.record for step in steps}),
            party=name_with_id(person, names.get(person)),
            sources=sorted({step.tie.source for step in steps}),
            holders=list(dict.fromkeys(name_with_id(step.other.id, step.other.name) for step in steps)),
        )
    if len(by_person) > MOST_LISTED:
        yield MORE_HELD_PERSONS.write(number=MOST_LISTED)
