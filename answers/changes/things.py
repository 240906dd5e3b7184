"""What a record said of loans, cases, figures and parties before and after."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ...graph.load.fold import Node
from ...graph.read.changes.versions import Replacement, Version
from ...ingest.records import THINGS, Facility, Indicator, Lawsuit, Party
from ...ingest.records.words import LawsuitKind, LoanClass, OperatingStatus
from ...models.wording import Wording
from ..field_words import word_value
from .lines import ChangeKind, ChangeLine, Values

RECORDS: Mapping[str, type] = {record.label: record for record in THINGS}
CLASSES = list(LoanClass)  # the best first
# of registered statuses, the better first; those that say nothing of it count as active
STATUSES = (
    OperatingStatus.ACTIVE, OperatingStatus.SUSPENDED, OperatingStatus.REVOKED, OperatingStatus.DISSOLVED,
    OperatingStatus.DEREGISTERED, OperatingStatus.BANKRUPT,
)  # fmt: skip
WORST_CASES = {
    LawsuitKind.BANKRUPTCY.value: ChangeKind.BANKRUPTCY,
    LawsuitKind.DISHONEST_EXECUTEE.value: ChangeKind.DISHONEST_LISTING,
}
GONE = {
    Facility.label: ChangeKind.LOAN_CLOSED,
    Lawsuit.label: ChangeKind.CASE_CLOSED,
    Indicator.label: ChangeKind.FIGURE_GONE,
    Party.label: ChangeKind.PARTY_GONE,
}
OWNERS = {Facility.label: "borrower", Indicator.label: "party", Party.label: "id"}  # which field names the party


def compare_things(
    replacement: Replacement, day: date, parties_of_cases: Mapping[str, list[tuple[str, str | None]]]
) -> Iterator[ChangeLine]:
    """Return a line for each thing of which a record says something else than before."""
    before, after = read_described(replacement.before), read_described(replacement.after)
    for node in dict.fromkeys((*before, *after)):
        if node[0] in GONE and before.get(node) != after.get(node):
            yield build_line(node, before.get(node), after.get(node), replacement.after, day, parties_of_cases)


def read_described(version: Version | None) -> Mapping[Node, dict[str, Any]]:
    """Return what a version says of parties and things; nothing where it has left its full file."""
    return {} if version is None or version.valid_to else version.described


def build_line(
    node: Node,
    before: Values | None,
    after: Values | None,
    version: Version,
    day: date,
    parties_of_cases: Mapping[str, list[tuple[str, str | None]]],
) -> ChangeLine:
    """Build the line of one thing."""
    label, id_ = node
    said = after or before or {}
    involved = [party for party, role in sorted(parties_of_cases.get(id_, ()), key=rank_role)]
    owners = [str(one[OWNERS[label]]) for one in (after, before) if one] if label in OWNERS else []
    parties = involved or [*dict.fromkeys(owners)] or [id_]
    left, left_after = keep_differing(before, after)
    return ChangeLine(
        kind=choose_kind(label, before, after), party=parties[0], others=tuple(parties[1:]), thing=id_,
        what=name_thing(label, said), before=left, after=left_after, day=day,
        records=tuple(dict.fromkeys((version.reference, *filter(None, (version.replaces,))))),
        delivery=version.delivery, record=RECORDS[label],
    )  # fmt: skip


def rank_role(party: tuple[str, str | None]) -> tuple[bool, str]:
    """Rank the parties of a case: defendants and debtors come first."""
    return party[1] in ("plaintiff", "third_party"), party[0]


def keep_differing(before: Values | None, after: Values | None) -> tuple[Values | None, Values | None]:
    """Return only what differs, where a thing was there before and is there now."""
    if before is None or after is None:
        return before, after
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def choose_kind(label: str, before: Values | None, after: Values | None) -> ChangeKind:
    """Choose what kind of change it is; of several, the worst."""
    if after is None:
        return GONE[label]
    match label:
        case Facility.label:
            return choose_kind_of_loan(before, after)
        case Lawsuit.label:
            return choose_kind_of_case(before, after)
        case Party.label:
            return choose_kind_of_party(before, after)
    return ChangeKind.FIGURE_NEW if before is None else ChangeKind.FIGURE_CHANGED


def choose_kind_of_loan(before: Values | None, after: Values) -> ChangeKind:
    """Choose the kind of a change of a loan: default, class, closing, or another."""
    was = before or {}
    now, then = rank_word(CLASSES, after.get("loan_class")), rank_word(CLASSES, was.get("loan_class"))
    if after.get("defaulted_on") and not was.get("defaulted_on"):
        return ChangeKind.LOAN_DEFAULTED
    if before is None:
        return ChangeKind.LOAN_NEW
    if now > then:
        return ChangeKind.LOAN_CLASS_WORSE
    if after.get("closed_on") and not was.get("closed_on"):
        return ChangeKind.LOAN_CLOSED
    better = now < then and after.get("loan_class") is not None  # an unknown class is no better one
    return ChangeKind.LOAN_CLASS_BETTER if better else ChangeKind.LOAN_CHANGED


def choose_kind_of_case(before: Values | None, after: Values) -> ChangeKind:
    """Choose the kind of a change of a case; one that was closed when it became known is no new bankruptcy."""
    was = before or {}
    if after.get("closed_on") and not was.get("closed_on") and before is not None:
        return ChangeKind.CASE_CLOSED
    if after["kind"] != was.get("kind") and after["kind"] in WORST_CASES and not after.get("closed_on"):
        return WORST_CASES[after["kind"]]
    return ChangeKind.CASE_NEW if before is None else ChangeKind.CASE_CHANGED


def choose_kind_of_party(before: Values | None, after: Values) -> ChangeKind:
    """Choose the kind of a change of a description: its registered status, or another."""
    status, was = after.get("operating_status"), (before or {}).get("operating_status")
    now, then = rank_word(STATUSES, status), rank_word(STATUSES, was)
    if now > then and status == OperatingStatus.BANKRUPT:
        return ChangeKind.BANKRUPTCY
    if before is None:
        return ChangeKind.PARTY_NEW
    if now > then:
        return ChangeKind.STATUS_WORSE
    return ChangeKind.STATUS_BETTER if now < then and status is not None else ChangeKind.PARTY_CHANGED


def rank_word(words: Any, word: str | None) -> int:
    """Return the place of a word, from the best on; one that is unknown counts as the best."""
    return list(words).index(word) if word in list(words) else 0


def name_thing(label: str, said: Values) -> Wording:
    """Name a thing in words: a loan or case by its id, a figure by its name and period."""
    match label:
        case Facility.label:
            return Wording(zh=f"贷款{said['id']}", en=f"loan {said['id']}")
        case Lawsuit.label:
            kind, number = word_value(Lawsuit, "kind", said["kind"]), said.get("case_number") or said["id"]
            return Wording(zh=f"{kind.zh}{number}", en=f"{kind.en} {number}")
        case Indicator.label:
            return Wording(zh=f"{said['name']}（{said['period']}）", en=f"{said['name']} of {said['period']}")
    return Wording(zh="登记信息", en="its description")
