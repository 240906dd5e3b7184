# ruff: noqa: E501
"""Events of a sentence: each kind, affirmed and denied, in both languages, and the relations they make."""

import pytest

from riskgraph.ingest.extract import EventKind, Extraction, Language, Modality, RelationKind, TextReader
from riskgraph.ingest.extract.events.event_rules import read_event_rules

STEEL, MACHINE, BANK = "云泽市赤石钢铁股份有限公司", "霜河市澜穹精密机械有限公司", "临渚银行"
VELBA, TORHAVEN, OSTRAND = "Velba Steel Ltd.", "Torhaven Holdings Inc.", "Ostrand Bank"
CASES = [
    (EventKind.DEFAULT, f"{STEEL}未能按期偿还{BANK}的贷款。", {"debtor": STEEL, "creditor": BANK}),
    (EventKind.DEFAULT, f"{VELBA} failed to repay USD 5 million owed to {OSTRAND}.", {"debtor": VELBA, "creditor": OSTRAND}),
    (EventKind.LAWSUIT, f"{STEEL}起诉{MACHINE}，请求支付1.2亿元。", {"plaintiff": STEEL, "defendant": MACHINE}),
    (EventKind.LAWSUIT, f"{VELBA} sued {TORHAVEN} for RMB 30m.", {"plaintiff": VELBA, "defendant": TORHAVEN}),
    (EventKind.ENFORCEMENT, f"{BANK}向法院申请强制执行{STEEL}。", {"applicant": BANK, "executed": STEEL}),
    (EventKind.ENFORCEMENT, f"An enforcement order was issued against {VELBA}.", {"executed": VELBA}),
    (EventKind.DISHONEST_LISTING, f"{STEEL}被列入失信被执行人名单。", {"executed": STEEL}),
    (EventKind.DISHONEST_LISTING, f"{VELBA} was put on the list of dishonest executees.", {"executed": VELBA}),
    (EventKind.PENALTY, f"云泽市税务局对{STEEL}处以50万元罚款。", {"authority": "云泽市税务局", "offender": STEEL}),
    (EventKind.PENALTY, f"The Brannoch Securities Commission fined {VELBA} USD 1 million.", {"offender": VELBA}),
    (EventKind.INVESTIGATION, f"{STEEL}被证监会立案调查。", {"subject": STEEL}),
    (EventKind.INVESTIGATION, f"{VELBA} is under investigation.", {"subject": VELBA}),
    (EventKind.BANKRUPTCY, f"法院裁定受理{STEEL}破产清算一案。", {"debtor": STEEL}),
    (EventKind.BANKRUPTCY, f"{VELBA} filed for bankruptcy.", {"debtor": VELBA}),
    (EventKind.GUARANTEE, f"{STEEL}为{MACHINE}提供担保。", {"guarantor": STEEL, "borrower": MACHINE}),
    (EventKind.GUARANTEE, f"{VELBA} guaranteed the debt of {TORHAVEN}.", {"guarantor": VELBA, "borrower": TORHAVEN}),
    (EventKind.PLEDGE, f"{STEEL}将其持有的{MACHINE}5%的股权质押给{BANK}。", {"pledgor": STEEL, "company": MACHINE, "pledgee": BANK}),
    (EventKind.PLEDGE, f"{VELBA} pledged shares of {TORHAVEN} to {OSTRAND}.", {"pledgor": VELBA, "company": TORHAVEN, "pledgee": OSTRAND}),
    (EventKind.FREEZE, f"{STEEL}持有的{MACHINE}股权被冻结。", {"holder": STEEL, "company": MACHINE}),
    (EventKind.FREEZE, f"The Brannoch High Court froze the assets of {VELBA}.", {"court": "Brannoch High Court", "holder": VELBA}),
    (EventKind.EXECUTIVE_CHANGE, f"{STEEL}董事长张伟舟辞去职务。", {"company": STEEL, "outgoing": "张伟舟"}),
    (EventKind.EXECUTIVE_CHANGE, f"{VELBA} appointed Quelia Maddoc as chairman.", {"company": VELBA, "incoming": "Quelia Maddoc"}),
    (EventKind.OFFICE, f"{STEEL}董事长张伟舟出席会议。", {"company": STEEL, "person": "张伟舟"}),
    (EventKind.OFFICE, f"Quelia Maddoc, chairman of {VELBA}, spoke.", {"company": VELBA, "person": "Quelia Maddoc"}),
    (EventKind.OWNERSHIP, f"{STEEL}持有{MACHINE}51%的股权。", {"holder": STEEL, "company": MACHINE}),
    (EventKind.OWNERSHIP, f"{VELBA} owns 51% of {TORHAVEN}.", {"holder": VELBA, "company": TORHAVEN}),
    (EventKind.INVESTMENT, f"{STEEL}向{MACHINE}增资2亿元。", {"investor": STEEL, "company": MACHINE}),
    (EventKind.INVESTMENT, f"{VELBA} invested USD 5 million in {TORHAVEN}.", {"investor": VELBA, "company": TORHAVEN}),
    (EventKind.ACQUISITION, f"{STEEL}收购{MACHINE}。", {"acquirer": STEEL, "target": MACHINE}),
    (EventKind.ACQUISITION, f"{VELBA} acquired {TORHAVEN}.", {"acquirer": VELBA, "target": TORHAVEN}),
    (EventKind.SUPPLY, f"{STEEL}向{MACHINE}供货。", {"seller": STEEL, "buyer": MACHINE}),
    (EventKind.SUPPLY, f"{VELBA} supplies parts to {TORHAVEN}.", {"seller": VELBA, "buyer": TORHAVEN}),
    (EventKind.LOAN, f"{BANK}向{STEEL}发放贷款。", {"lender": BANK, "borrower": STEEL}),
    (EventKind.LOAN, f"{VELBA} borrowed RMB 30m from {OSTRAND}.", {"borrower": VELBA, "lender": OSTRAND}),
    (EventKind.RATING_DOWNGRADE, f"{STEEL}的信用等级被下调。", {"company": STEEL}),
    (EventKind.RATING_DOWNGRADE, f"{VELBA} was downgraded.", {"company": VELBA}),
    (EventKind.RESTRUCTURING, f"{STEEL}与{BANK}达成债务重组。", {"debtor": STEEL, "creditor": BANK}),
    (EventKind.RESTRUCTURING, f"{VELBA} agreed a debt restructuring with {OSTRAND}.", {"debtor": VELBA, "creditor": OSTRAND}),
    (EventKind.SHUTDOWN, f"{STEEL}全面停产。", {"company": STEEL}),
    (EventKind.SHUTDOWN, f"{VELBA} halted production.", {"company": VELBA}),
]  # fmt: skip


def get_parts(extraction: Extraction, kind: EventKind) -> list[dict[str, str]]:
    """For each event of a kind, the surfaces by role."""
    return [
        {argument.role: argument.entity.surface for argument in event.arguments}
        for event in extraction.events
        if event.kind is kind
    ]


def get_modality(extraction: Extraction, kind: EventKind) -> set[Modality]:
    """How real the events of a kind are."""
    return {event.modality for event in extraction.events if event.kind is kind}


@pytest.mark.parametrize(("kind", "text", "roles"), CASES)
def test_event_is_found_with_its_roles(reader: TextReader, kind: EventKind, text: str, roles: dict[str, str]) -> None:
    extraction = reader.read(text)
    assert any(roles.items() <= parts.items() for parts in get_parts(extraction, kind))
    assert get_modality(extraction, kind) == {Modality.ASSERTED}


@pytest.mark.parametrize(("kind", "text", "roles"), CASES)
def test_denied_event_says_so(reader: TextReader, kind: EventKind, text: str, roles: dict[str, str]) -> None:
    chinese = text[0] > "\u3400"
    denied = f"公司否认，{text}" if chinese else f"The company denied reports that {text}"
    assert get_modality(reader.read(denied), kind) == {Modality.DENIED}


def test_every_kind_is_tested_in_both_languages() -> None:
    kinds = [kind for kind, _, _ in CASES]
    for language in (Language.CHINESE, Language.ENGLISH):
        assert {rule.kind for rule in read_event_rules(language)} == set(EventKind)
    assert all(kinds.count(kind) == 2 for kind in EventKind)


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        (f"{STEEL}未发生债务违约。", EventKind.DEFAULT, Modality.NEGATED),
        (f"{STEEL}未能偿还贷款。", EventKind.DEFAULT, Modality.ASSERTED),
        (f"{VELBA} has not defaulted.", EventKind.DEFAULT, Modality.NEGATED),
        (f"{VELBA} did not repay the loan.", EventKind.DEFAULT, Modality.ASSERTED),
        (f"{STEEL}违约的消息不属实。", EventKind.DEFAULT, Modality.DENIED),
        (f"Rumours of a default by {VELBA} are untrue.", EventKind.DEFAULT, Modality.DENIED),
        (f"{STEEL}拟收购{MACHINE}。", EventKind.ACQUISITION, Modality.PLANNED),
        (f"{STEEL}将收购{MACHINE}。", EventKind.ACQUISITION, Modality.PLANNED),
        (f"{STEEL}将其持有的{MACHINE}股权质押给{BANK}。", EventKind.PLEDGE, Modality.ASSERTED),
        (f"{VELBA} plans to acquire {TORHAVEN}.", EventKind.ACQUISITION, Modality.PLANNED),
        (f"{STEEL}可能违约。", EventKind.DEFAULT, Modality.POSSIBLE),
        (f"{STEEL}存在违约风险。", EventKind.DEFAULT, Modality.POSSIBLE),
        (f"{VELBA} may default.", EventKind.DEFAULT, Modality.POSSIBLE),
        (f"{STEEL}为{MACHINE}提供的担保已解除。", EventKind.GUARANTEE, Modality.ENDED),
        (f"The guarantee of {VELBA} for {TORHAVEN} was released.", EventKind.GUARANTEE, Modality.ENDED),
    ],
)
def test_how_real_an_event_is(reader: TextReader, text: str, kind: EventKind, modality: Modality) -> None:
    assert get_modality(reader.read(text), kind) == {modality}


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        (f"{STEEL}为{MACHINE}提供担保。", RelationKind.GUARANTEES, STEEL, MACHINE),
        (f"{MACHINE}的贷款由{STEEL}担保。", RelationKind.GUARANTEES, STEEL, MACHINE),
        (f"{MACHINE}向{STEEL}采购货物。", RelationKind.SUPPLIES, STEEL, MACHINE),
        (f"{VELBA} is owned by {TORHAVEN}.", RelationKind.OWNS, TORHAVEN, VELBA),
        (f"{VELBA} borrowed RMB 30m from {OSTRAND}.", RelationKind.LENDS_TO, OSTRAND, VELBA),
        (f"{VELBA} was sued by {TORHAVEN}.", RelationKind.SUES, TORHAVEN, VELBA),
        (f"Quelia Maddoc, chairman of {VELBA}, spoke.", RelationKind.HOLDS_OFFICE, "Quelia Maddoc", VELBA),
    ],
)
def test_relations_lead_the_right_way(reader: TextReader, text: str, kind: RelationKind, start: str, end: str) -> None:
    relations = reader.read(text).relations
    assert {(one.start.surface, one.end.surface) for one in relations if one.kind is kind} == {(start, end)}


def test_denied_event_makes_no_relation(reader: TextReader) -> None:
    assert reader.read(f"{STEEL}否认为{MACHINE}提供担保。").relations == ()


def test_several_borrowers_are_all_guaranteed(reader: TextReader) -> None:
    parts = reader.read(f"{STEEL}为{MACHINE}和云泽市棠梨纺织有限公司提供担保。").relations
    assert {one.end.surface for one in parts} == {MACHINE, "云泽市棠梨纺织有限公司"}


def test_amount_and_day_belong_to_the_event(reader: TextReader) -> None:
    event = reader.read(f"2023年5月4日，{STEEL}为{MACHINE}提供1.2亿元担保。").events[0]
    assert [one.value for one in event.find("amount")] == [1.2e8]
    assert [one.surface for one in event.find("day")] == ["2023年5月4日"]


def test_company_alone_stands_for_the_one_before_with_less_confidence(reader: TextReader) -> None:
    events = reader.read(f"{STEEL}发布年报。公司贷款逾期。").events
    assert [(one.kind, one.find("debtor")[0].surface) for one in events] == [(EventKind.DEFAULT, STEEL)]
    assert events[0].confidence < 0.5
