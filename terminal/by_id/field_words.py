"""The names of the fields of records in both languages, as the page of a record prints them."""

from functools import cache

from ...answers.field_words import word_value
from ...ingest.records import THINGS, TIES
from ...ingest.records.declaration import read_fields
from ..words import CHINESE, write_event

LONGEST_TEXT = 300  # of a value on a page; --json prints all of it
# the fields for which the records declare no printed words
CHINESE_FIELDS = {
    "address": "地址",
    "amount": "金额",
    "case_number": "案号",
    "cause": "案由",
    "client": "本行客户",
    "closed_on": "结案或结清日",
    "confidence": "置信度",
    "court": "法院",
    "court_level": "法院层级",
    "currency": "币种",
    "described_at": "描述截至日",
    "disclosed_related": "已披露关联",
    "end": "终点",
    "end_char": "结束位置",
    "event": "事件",
    "extractor": "抽取方式",
    "facility": "贷款编号",
    "filed_on": "立案或列入日",
    "form": "方式",
    "id": "编号",
    "identifiers": "登记号码",
    "income_share": "收益权比例",
    "industry": "行业",
    "kind": "种类",
    "language": "语言",
    "listed": "上市",
    "names": "曾用名及其他名称",
    "parcel": "分笔持有",
    "phone": "电话",
    "pledgee": "质权人",
    "published": "发布日",
    "publisher": "发布者",
    "purpose": "用途",
    "role": "角色",
    "sentence": "原句",
    "share": "比例",
    "share_max": "比例上限",
    "share_min": "比例下限",
    "stage": "进展",
    "start": "起点",
    "start_char": "起始位置",
    "status": "状态",
    "surface": "原文称谓",
    "text": "正文",
    "title": "标题",
    "url": "网址",
    "valid_from": "生效日",
    "valid_to": "失效日",
    "voting_share": "表决权比例",
}


@cache
def name_fields() -> dict[tuple[str, str], str]:
    """Return the words for each field, by the label of its record and its name."""
    return {
        (record.label, item.name): (
            f"{item.printed.english} {item.printed.chinese}"
            if item.printed
            else f"{item.name.replace('_', ' ')} {CHINESE_FIELDS[item.name]}"
        )
        for record in (*THINGS, *TIES)
        for item in read_fields(record)
    }


def write_field(label: str, name: str) -> str:
    """Write the name of a field; one that no record declares is written alone."""
    if name == "source":
        return "source 来源"
    return name_fields().get((label, name), name.replace("_", " "))


def write_value(label: str, name: str, value: object) -> str:
    """Write the value of a field on one line: a closed word in both languages, a long text cut."""
    if isinstance(value, list):
        return ", ".join(write_value(label, name, part) for part in value)
    if isinstance(value, bool):
        return "yes / 是" if value else "no / 否"
    if name in ("event", "role") and value in CHINESE:
        return write_event(str(value))
    if (label, name) not in name_fields():
        return cut_text(str(value))
    worded = word_value(find_record(label), name, value)
    return cut_text(worded.en if worded.en == worded.zh else f"{worded.en.replace('_', ' ')} {worded.zh}")


@cache
def find_record(label: str) -> type:
    """Find the record that a label belongs to."""
    return next(record for record in (*THINGS, *TIES) if record.label == label)


def cut_text(text: str) -> str:
    """Write a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}..."
