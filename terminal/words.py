"""The words of the graph in both languages: those that records declare, and figures, events and severities."""

from collections.abc import Mapping

from ..ingest.records import THINGS, TIES
from ..ingest.records.declaration import Value, read_fields
from ..ingest.records.words import RelationKind

# the groups of a party's ties, in the order of the page
GROUP_NAMES = {group.name: f"{group.english} / {group.chinese}" for tie in TIES for group in tie.groups}
# what the end of a relation is to its start, and the start to its end
RELATION_NAMES = {kind.value: (kind.end_name, kind.start_name) for kind in RelationKind}
FORMATS = {Value.SHARE: ".2%", Value.AMOUNT: ",.0f"}


def name_numbers(tie: type) -> dict[str, tuple[str, str]]:
    """Return the numbers of a tie that are printed with words of their own, shares first: their format and words."""
    named = [(item, item.printed) for item in read_fields(tie) if item.printed]
    return {
        item.name: (form, f"{printed.english} / {printed.chinese}")
        for value, form in FORMATS.items()
        for item, printed in named
        if item.value is value
    }


NUMBER_NAMES: Mapping[str, Mapping[str, tuple[str, str]]] = {tie.label: name_numbers(tie) for tie in TIES}
CHINESE = {
    # the closed words of records
    **{
        word.value: word.chinese
        for record in (*THINGS, *TIES)
        for item in read_fields(record)
        for word in item.words or ()
    },
    # what makes an owner
    "capital": "出资",
    "votes": "表决权",
    "income": "收益权",
    "control": "控制",
    "possible": "可能",
    # figures
    "revenue": "营业收入",
    "net_profit": "净利润",
    "total_assets": "资产总计",
    "total_liabilities": "负债合计",
    "total_debt": "有息负债",
    "net_assets": "净资产",
    "current_assets": "流动资产",
    "current_liabilities": "流动负债",
    "cash_flow": "经营现金流",
    "operating_cash_flow": "经营现金流",
    "receivables": "应收账款",
    "current_ratio": "流动比率",
    "overdue_days": "逾期天数",
    "debt_to_assets": "资产负债率",
    "audit_opinion": "审计意见",
    "largest_holder_share": "第一大股东持股比例",
    "asset_turnover": "总资产周转率",
    "current_asset_turnover": "流动资产周转率",
    "price_to_book": "市净率",
    "profit_to_costs": "成本费用利润率",
    "z_score": "Z值",
    # what is left of a loan, and what became of it
    "outstanding": "余额",
    "defaulted": "违约",
    "closed": "结清",
    "due": "到期",
    # events of documents, whether they happened, and the parts in them
    "default": "违约",
    "dishonest_listing": "列入失信名单",
    "penalty": "处罚",
    "investigation": "调查",
    "guarantee": "担保",
    "executive_change": "高管变动",
    "office": "任职",
    "ownership": "持股",
    "acquisition": "收购",
    "supply": "供应",
    "rating_downgrade": "评级下调",
    "restructuring": "重组",
    "shutdown": "停产",
    "asserted": "已发生",
    "negated": "未发生",
    "denied": "否认",
    "planned": "计划",
    "ended": "已结束",
    "acquirer": "收购方",
    "agency": "评级机构",
    "applicant": "申请人",
    "authority": "主管机关",
    "borrower": "借款人",
    "buyer": "买方",
    "company": "公司",
    "court": "法院",
    "creditor": "债权人",
    "executed": "被执行人",
    "guarantor": "担保人",
    "holder": "持有人",
    "incoming": "新任",
    "investor": "投资方",
    "lender": "贷款人",
    "outgoing": "离任",
    "person": "个人",
    "pledgee": "质权人",
    "pledgor": "出质人",
    "seller": "卖方",
    "subject": "当事方",
    "target": "标的公司",
    "named": "提及",
    # severities
    "high": "高",
    "medium": "中",
    "low": "低",
}


def write_word(word: str) -> str:
    """Write a word of the graph as people read it, `supervisor 监事`; one that is not known here stands alone."""
    english = word.replace("_", " ")
    return f"{english} {CHINESE[word]}" if word in CHINESE else english


def write_event(event: str) -> str:
    """Write the kind of an event and whether it happened: `supply:planned 供应:计划`."""
    parts = event.split(":")
    chinese = [CHINESE.get(part) for part in parts]
    return f"{event} {':'.join(filter(None, chinese))}" if all(chinese) else event.replace("_", " ")
