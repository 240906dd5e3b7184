"""The source of listed companies on a small fictional folder with its traps in it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from riskgraph.ingest.records import Entry, Holding, Item, Office, Party, Reject, Relation
from riskgraph.ingest.source import open_source
from riskgraph.ingest.sources.cn_listed.holders import clean_holder, find_kind
from riskgraph.ingest.sources.cn_listed.posts import find_role
from riskgraph.ingest.sources.cn_listed.read import MEAN, SHARED_NUMBER
from riskgraph.ingest.sources.cn_listed.targets import names_agree

HEADERS = {
    "companies.csv": "year,code,name",
    "shareholders.csv": "year,code,holder_id,holder_name,percent",
    "controllers.csv": "year,code,controller_names,controller_ids,percent",
    "executives.csv": "year,code,person_id,person_name,post",
    "investments.csv": "year,code,target_code,target_name,amount",
    "violations.csv": "year,code,event_id",
    "events.csv": "year,公司代码,违规类型,违规次数,违规月份",
    "indicators.csv": (
        "year,证券代码,上年度违规,上年度违规次数,审计意见,资产负债率,有形资产带息债务比,有形资产负债率,市净率母公司,综合杠杆,"
        "每股企业自由现金流量,第一大股东持股比率,成本费用利润率,留存收益资产比,总资产周转率,流动资产周转率,Z值,违规标签"
    ),
}
NO_NAME = "a target whose name is neither the present nor a proven former name of the company with this code"
COMPANIES = ["2021,000901,*ST 虚构甲", "2022,000901,*ST 虚构甲", "2022,600902,幻海乙"]


def read(folder: Path, file: str, *rows: str, **others: Iterable[str]) -> list[Entry | Reject]:
    """What the source makes of the rows of one file, the fictional companies beside it."""
    contents = {"companies": COMPANIES, **others, file: rows}
    for name, header in HEADERS.items():
        lines = (header, *contents.get(name.removesuffix(".csv"), ()))
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = open_source("cn_listed").read(folder, date(2024, 1, 1))
    return [row for row in found if row.place.file == f"{file}.csv"]


def read_items(folder: Path, file: str, *rows: str, **others: Iterable[str]) -> list[Item]:
    """The records of rows that are all good."""
    entries = read(folder, file, *rows, **others)
    assert all(isinstance(entry, Entry) for entry in entries), entries
    return [item for entry in entries if isinstance(entry, Entry) for item in entry.items]


def read_reasons(folder: Path, file: str, *rows: str, **others: Iterable[str]) -> list[str]:
    """Why rows are rejected, empty for those that are not."""
    return [row.reason if isinstance(row, Reject) else "" for row in read(folder, file, *rows, **others)]


def test_a_company_gets_its_zeros_back_and_a_name_without_marks(tmp_path: Path) -> None:
    (party, *_) = read_items(tmp_path, "companies", "2022,901,*ST 虚构甲")
    assert isinstance(party, Party)
    assert (party.id, party.name, party.names) == ("cn-stock:000901", "*ST 虚构甲", ("虚构甲",))
    assert (party.listed, party.described_at) == (True, date(2022, 12, 31))


def test_a_holding_ends_when_the_next_list_begins_and_the_newest_is_open(tmp_path: Path) -> None:
    rows = ("2021,901,5,幻海集团有限公司,40", "2022,901,5,幻海集团有限公司,30")
    ties = [item for item in read_items(tmp_path, "shareholders", *rows) if isinstance(item, Holding)]
    assert [(tie.share, tie.valid_from, tie.valid_to) for tie in ties] == [
        (0.4, date(2021, 12, 31), date(2022, 12, 31)),
        (0.3, date(2022, 12, 31), None),
    ]


def test_the_accounts_of_an_insurer_are_the_insurer_and_a_fund_is_not_its_bank(tmp_path: Path) -> None:
    rows = (
        "2022,901,5,幻海人寿保险股份有限公司-传统-普通保险产品-005L-CT001深,2",
        "2022,901,6,幻海人寿保险股份有限公司-自有资金,3",
        "2022,901,7,幻海银行-虚构50指数证券投资基金,1",
    )
    ties = [item for item in read_items(tmp_path, "shareholders", *rows) if isinstance(item, Holding)]
    assert [tie.start.removeprefix("cn-listed-holder:") for tie in ties] == [
        "幻海人寿保险股份有限公司", "幻海人寿保险股份有限公司", "幻海银行虚构50指数证券投资基金",
    ]  # fmt: skip


def test_a_holder_in_two_spellings_and_a_buy_back_account_are_rejected(tmp_path: Path) -> None:
    rows = (
        "2022,901,5,QUILLMOOR FICTIONAL LIMITED,4",
        "2022,901,9000001,QUILLMOOR FICTIO NAL LIMITED,4",
        "2022,901,6,虚构甲股份有限公司回购专用证券账户,1",
        "2022,901,7,虚构甲股份有限公司回购专用账户,1",
    )
    assert read_reasons(tmp_path, "shareholders", *rows) == [
        "", "a holder listed twice for the year",
        "shares that a company has bought back", "shares that a company has bought back",
    ]  # fmt: skip


def test_a_holder_in_two_spellings_with_two_percentages_says_which_is_kept(tmp_path: Path) -> None:
    rows = ("2022,901,5,QUILLMOOR FICTIONAL LIMITED,4.1", "2022,901,9000001,QUILLMOOR FICTIO NAL LIMITED,3.9")
    (kept, reject) = read(tmp_path, "shareholders", *rows)
    assert isinstance(kept, Entry)
    assert isinstance(reject, Reject)
    assert (reject.column, reject.value) == ("percent", "3.9 (4.1 is kept): QUILLMOOR FICTIO NAL LIMITED")
    assert "different percentages; the first in the file is kept" in reject.reason


def test_people_of_one_name_are_one_within_a_company_and_two_across_companies(tmp_path: Path) -> None:
    rows = ("2021,901,60001,甄虚构,1", "2022,901,9000007,甄虚构,1", "2022,600902,60001,甄虚构,1")
    ties = [item for item in read_items(tmp_path, "shareholders", *rows) if isinstance(item, Holding)]
    assert [tie.start for tie in ties] == [f"cn-listed-holder:甄虚构@{code}" for code in ("000901", "000901", "600902")]


def test_a_holder_who_is_an_officer_or_controller_of_the_company_is_that_person(tmp_path: Path) -> None:
    others = {
        "executives": [
            "2021,901,30000001,甄虚构,董事",
            "2021,600902,30000002,贾幻,董事",
            "2022,600902,30000003,贾幻,监事",
        ],
        "controllers": ['2022,901,"甄二,虚构丙有限公司","30000009,77",40'],
    }
    rows = ("2022,901,60001,甄虚构,1", "2022,901,60002,甄二,2", "2022,600902,60003,贾幻,3")
    ties = [item for item in read_items(tmp_path, "shareholders", *rows, **others) if isinstance(item, Holding)]
    assert [tie.start for tie in ties] == [
        "cn-listed-person:30000001", "cn-listed-person:30000009", "cn-listed-holder:贾幻@600902",
    ]  # fmt: skip


def test_numbers_that_restart_every_year_are_no_identifiers(tmp_path: Path) -> None:
    rows = ("2022,901,9000001,幻海集团有限公司,4", "2022,901,123,虚构丙有限公司,5")
    parties = [item for item in read_items(tmp_path, "shareholders", *rows) if isinstance(item, Party)]
    assert [party.identifiers for party in parties] == [(), ("cn-listed-number:123",)]


def test_a_nominee_is_told_from_a_holder(tmp_path: Path) -> None:
    (_, tie) = read_items(tmp_path, "shareholders", "2022,901,5,HKSCC NOMINEES LIMITED(注),20")
    assert isinstance(tie, Holding)
    assert (tie.start, tie.kind) == ("cn-listed-holder:hksccnomineeslimited", "nominee")


def test_a_company_that_is_not_described_becomes_a_party_by_its_code(tmp_path: Path) -> None:
    (company, *_) = read_items(tmp_path, "shareholders", "2022,999,5,幻海集团有限公司,20")
    assert isinstance(company, Party)
    assert (company.id, company.name, company.described_at) == ("cn-stock:000999", "000999", None)


def test_joint_controllers_are_one_relation_each_and_carry_the_part_of_all(tmp_path: Path) -> None:
    row = '2022,901,"甄虚构,幻海集团有限公司,虚构丙有限公司","30000001,N/A,77",40'
    ties = [item for item in read_items(tmp_path, "controllers", row) if isinstance(item, Relation)]
    assert [(tie.start, tie.end, tie.kind, tie.controlled_share) for tie in ties] == [
        (start, "cn-stock:000901", "controls", 0.4)
        for start in (
            "cn-listed-person:30000001",
            "cn-listed-holder:幻海集团有限公司",
            "cn-listed-holder:虚构丙有限公司",
        )
    ]


def test_a_mean_in_place_of_an_unknown_percentage_is_unknown(tmp_path: Path) -> None:
    mean = "2022,901,甄虚构,30000001,39.12345678901234"
    rows = mean, "2022,600902,贾幻,30000002,39.1234", "2021,600902,贾幻,30000002,39.12345678"
    ties = [item for item in read_items(tmp_path, "controllers", *rows) if isinstance(item, Relation)]
    assert [tie.controlled_share for tie in ties] == [None, 0.391234, 0.3912345678]


def test_controllers_who_cannot_be_paired_with_numbers_are_rejected(tmp_path: Path) -> None:
    rows = ('2022,901,"甄虚构,贾幻",30000001,40', '2021,901,"Quillmoor Fictional Co., Ltd.",88,40')
    assert read_reasons(tmp_path, "controllers", *rows) == [
        "names and numbers of controllers that cannot be paired",
        "",
    ]


def test_controllers_of_one_cell_who_share_a_number_are_told_apart_by_their_names(tmp_path: Path) -> None:
    rows = (
        '2022,901,"甄虚构,甄二,贾幻","30000001,30000001,30000002",40',
        '2022,600902,"甄三,甄三等2位实际控制人的一致行动人","30000003,30000003",40',
        "2022,901,甄二,30000001,41",
        "2021,600902,甄三,30000003,40",
    )
    ties = [item for item in read_items(tmp_path, "controllers", *rows) if isinstance(item, Relation)]
    assert [tie.start for tie in ties] == [
        "cn-listed-holder:甄虚构@000901", "cn-listed-person:30000001", "cn-listed-person:30000002",
        "cn-listed-person:30000003", "cn-listed-holder:甄三等2位实际控制人的一致行动人@600902",
        "cn-listed-person:30000001", "cn-listed-person:30000003",
    ]  # fmt: skip


def test_an_office_keeps_its_own_words_beside_the_role(tmp_path: Path) -> None:
    (_, office) = read_items(tmp_path, "executives", "2022,901,30000001,甄虚构,副总裁(人力资源总监)")
    assert isinstance(office, Office)
    assert (office.role, office.title) == ("manager", "副总裁(人力资源总监)")


@pytest.mark.parametrize(
    ("post", "role"),
    [
        ("独立董事", "independent_director"),
        ("非独立董事", "director"),
        ("副董事长", "director"),
        ("董事长(代理)", "chair"),
        ("监事会主席", "supervisor"),
        ("董事会秘书", "secretary"),
        ("财务总监(财务负责人)", "manager"),
        ("工会主席", "other"),
    ],
)
def test_the_longest_keyword_of_a_post_decides(post: str, role: str) -> None:
    assert find_role(post) == role


def test_investments_whose_name_and_code_disagree_are_rejected(tmp_path: Path) -> None:
    rows = (
        "2022,901,600902,幻海乙,5",
        "2022,901,600902,幻海天天货币B,5",
        "2022,901,600902,远山丁,5",
        "2022,901,300999,远山丁,5",
        "2022,901,600902,幻海乙股份有限公司,-5",
    )
    assert read_reasons(tmp_path, "investments", *rows) == [
        "", "a target that is a fund or bond", NO_NAME,
        "a target that is not a listed company", "a negative amount",
    ]  # fmt: skip


def test_a_former_name_counts_where_the_investor_later_reports_the_same_holding_by_the_present_one(
    tmp_path: Path,
) -> None:
    rows = (
        "2021,901,600902,远山丁,1234567.89",  # proven by the next row
        "2022,901,600902,幻海乙,1234567.89",
        "2020,903,600902,远山丁,7",  # another investor, the same former name
        "2022,901,600902,岚川戊,1234567.89",  # not before the row with the present name
        "2021,901,600902,朔禾己,1234567.88",  # another amount
        "2021,903,600902,云泽庚,1234567.89",  # another investor
        "2020,901,600902,云泽辛,5000000",  # round: the same amount may be chance
        "2021,901,600902,幻海乙,5000000",
    )
    assert read_reasons(tmp_path, "investments", *rows) == ["", "", "", NO_NAME, NO_NAME, NO_NAME, NO_NAME, ""]


@pytest.mark.parametrize(
    ("name", "agrees"), [("虚构甲", True), ("虚构甲A", True), ("虚构工业甲", True), ("远山科技", False), ("", False)]
)
def test_a_target_is_known_by_its_name_part_of_it_or_its_abbreviation(name: str, agrees: bool) -> None:
    assert names_agree(name, ["*ST 虚构甲", "幻海科技"]) is agrees


def test_events_whose_numbers_restart_every_year_stay_apart(tmp_path: Path) -> None:
    items = read_items(tmp_path, "violations", "2021,901,700001", "2022,901,700001")
    assert len({getattr(item, "id", "") for item in items} - {""}) == 2


def test_counts_and_figures_become_indicators_and_an_empty_cell_none(tmp_path: Path) -> None:
    (count,) = read_items(tmp_path, "events", "2022,901,1014,3,4")
    assert count.id == "cn-stock:000901|events_1014|2022-04"  # type: ignore[union-attr]
    row = "2022,901,1,2,0,0.5,,0.6,1,2,3,40,0.1,0.2,0.3,0.4,1.5,"
    figures = {item.name: item.value for item in read_items(tmp_path, "indicators", row)}  # type: ignore[union-attr]
    assert figures["largest_holder_share"] == 0.4
    assert "violated" not in figures
    assert len(figures) == 14


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("甄虚构", "Person"),
        ("欧阳虚构", "Person"),
        ("甄虚行", "Person"),
        ("ZHEN XUGOU", "Person"),
        ("ZHEN XUGOU(甄虚构)", "Person"),
        ("甄虚构夫妇", "Person"),
        ("虚构市人民政府国有资产监督管理委员会", "PublicBody"),
        ("虚构市财政局", "PublicBody"),
        ("虚构大学", "Company"),
        ("幻海集团", "Company"),
        ("QUILLMOOR AG", "Company"),
        ("Quillmoor Fictional Fund", "Company"),
    ],
)
def test_the_form_of_a_name_tells_the_kind_of_a_holder(name: str, kind: str) -> None:
    assert find_kind(name) == kind


@pytest.mark.parametrize(
    "name", ["幻海人寿保险有限公司-投连-进取", "幻海资产管理有限公司-客户资金", "幻海信托有限公司-虚构1号信托计划"]
)
def test_money_that_is_not_the_keepers_stays_apart(name: str) -> None:
    assert clean_holder(name) == name


def test_a_number_of_a_name_is_no_identifier_and_that_of_an_organisation_is(tmp_path: Path) -> None:
    rows = ("2022,901,602382,虚某某,1", "2022,901,303948,幻某某,1", "2022,901,505824,幻海集团有限公司,1")
    parties = [item for item in read_items(tmp_path, "shareholders", *rows) if isinstance(item, Party)]
    assert [party.identifiers for party in parties] == [(), ("cn-listed-number:303948",), ("cn-listed-number:505824",)]


def test_values_that_are_left_out_are_said_with_their_row(tmp_path: Path) -> None:
    mean, shared = (
        "2022,901,甄虚构,30000001,39.12345678901234",
        '2022,600902,"贾幻,贾某,贾三","30000002,30000002,N/A",30',
    )
    reasons = [row.left_out for row in read(tmp_path, "controllers", mean, shared) if isinstance(row, Entry)]
    assert reasons == [(MEAN,), (SHARED_NUMBER,)]
    assert [
        row.left_out for row in read(tmp_path, "controllers", "2022,901,甄虚构,N/A,39") if isinstance(row, Entry)
    ] == [()]
