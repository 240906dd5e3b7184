"""Records declare what everything else derives: meanings, readers, closed words, and names from either end."""

import re
from pathlib import Path

import pytest

from riskgraph.ingest.mapping.fields import BY_VALUE, READERS
from riskgraph.ingest.records import THINGS, TIES, Tie
from riskgraph.ingest.records.declaration import Mark, Side, Value, find_marked, name_groups, read_fields
from riskgraph.ingest.records.docs import describe_records
from riskgraph.ingest.records.words import (
    CourtLevel,
    DocumentKind,
    FacilityKind,
    GuaranteeForm,
    HoldingKind,
    LawsuitKind,
    LawsuitRole,
    LawsuitStage,
    LoanClass,
    OfficeRole,
    OperatingStatus,
    PaymentPurpose,
    PledgeKind,
    RelationKind,
    Word,
)
from riskgraph.ingest.sources.cn_listed import posts
from riskgraph.ingest.world import facts, outputs
from riskgraph.models.measures import conduct

ROOT = Path(__file__).parents[3]
RECORDS = (*THINGS, *TIES)
# `tie.kind = 'x'`, `coalesce(tie.kind, 'x') IN ['y', 'z']` and `<>`
PLAIN = r"(?:\w+\.(?P<plain>\w+))"
WITH_DEFAULT = r"(?:coalesce\(\w+\.(?P<named>\w+), '(?P<default>\w*)'\))"
COMPARED = re.compile(rf"(?:{PLAIN}|{WITH_DEFAULT})\s*(?:=|<>|IN)\s*(?P<words>'\w+'|\[['\w, ]+\])")


def words_named(name: str) -> set[str]:
    """Return the words of all closed fields of a name."""
    fields = [item for record in RECORDS for item in read_fields(record) if item.name == name and item.words]
    return {word.value for item in fields for word in item.words or ()}


def test_the_field_reference_is_current() -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    assert page == describe_records(), "write it: python -m riskgraph.ingest.records.docs > docs/records.md"


def test_the_field_reference_has_every_field_and_word() -> None:
    page = describe_records()
    for item in (item for record in RECORDS for item in read_fields(record)):
        assert f"| `{item.name}` | " in page
        assert all(f"| `{word}` | {word.chinese} | {word.english} |" in page for word in item.words or ())


def test_every_value_has_a_reader() -> None:
    assert set(BY_VALUE) == set(Value)
    assert set(BY_VALUE.values()) - {"list"} <= set(READERS)


def test_every_kind_of_tie_but_parts_in_cases_has_a_name_from_either_end() -> None:
    assert [tie.label for tie in TIES if not tie.groups] == ["PARTY_TO"]
    for tie in TIES:
        sides = {group.side for group in tie.groups}
        assert sides in ({Side.START, Side.END}, {Side.EITHER}, set()), tie.label
        assert all(name and name.isidentifier() for name in name_groups(tie.groups) or ())


def test_groups_of_ties_have_names_of_their_own() -> None:
    names = [group.name for tie in TIES for group in tie.groups]
    assert len(names) == len(set(names))


def test_what_ties_are_compared_and_measured_by_is_a_number() -> None:
    for tie in TIES:
        numbers = {item.name for item in read_fields(tie) if item.kind is float}
        assert {*find_marked(tie, Mark.STRENGTH), *find_marked(tie, Mark.MEASURED)} <= numbers


def test_every_amount_that_measures_read_has_a_currency() -> None:
    for tie in TIES:
        measured = {
            item.name for item in read_fields(tie) if item.value is Value.AMOUNT and Mark.MEASURED in item.marks
        }
        assert not measured or "currency" in {item.name for item in read_fields(tie)}


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (facts.HOLDING_KINDS, HoldingKind), (facts.ROLES, OfficeRole), (facts.RELATIONS, RelationKind),
        (facts.GUARANTEE_FORMS, GuaranteeForm), (facts.FACILITY_KINDS, FacilityKind), (facts.LOAN_CLASSES, LoanClass),
        (facts.PURPOSES, PaymentPurpose), (facts.PLEDGE_KINDS, PledgeKind), (facts.LAWSUIT_KINDS, LawsuitKind),
        (facts.COURT_LEVELS, CourtLevel), (facts.STAGES, LawsuitStage), (facts.LAWSUIT_ROLES, LawsuitRole),
        (outputs.STATUSES, OperatingStatus), (("news", "filing"), DocumentKind),
        (posts.ROLES.values(), OfficeRole), (conduct.DEFENDING, LawsuitRole), (conduct.LOAN_CLASSES, LoanClass),
    ],
)  # fmt: skip
def test_every_word_in_use_is_declared(words: tuple[str, ...], known: type[Word]) -> None:
    assert set(words) <= set(known)


def find_compared(text: str) -> set[tuple[str, str]]:
    """Return the fields and the words with which a statement compares them."""
    statement = re.sub(r"//[^\n]*|@", "", text)  # an argument of a fragment is a variable as any other
    return {
        (match["plain"] or match["named"], word)
        for match in COMPARED.finditer(statement)
        for word in (*re.findall(r"'(\w+)'", match["words"]), match["default"])
        if word
    }


def test_every_word_that_a_statement_compares_is_declared() -> None:
    compared = {
        pair for path in (ROOT / "cypher").rglob("*.cypher") for pair in find_compared(path.read_text(encoding="utf-8"))
    }
    closed = {(name, word) for name, word in compared if words_named(name)}
    assert {("kind", "nominee"), ("status", "retracted"), ("role", "debtor"), ("purpose", "trade")} <= closed
    assert {(name, word) for name, word in closed if word not in words_named(name)} == set()


def test_a_word_that_no_record_declares_is_found() -> None:
    assert find_compared("WHERE coalesce(role.role, 'party') IN ['defendent', 'debtor'] AND tie.kind <> 'friend'") == {
        ("role", "party"), ("role", "defendent"), ("role", "debtor"), ("kind", "friend"),
    }  # fmt: skip


def test_every_tie_is_found_in_its_module() -> None:
    assert all(issubclass(tie, Tie) and tie.label for tie in TIES)
    assert len(TIES) == len({tie.label for tie in TIES})
