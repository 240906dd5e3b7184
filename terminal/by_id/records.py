"""What `riskgraph show KEY` prints of a record: source, delivery, row as delivered, versions, what it made."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...answers.answer import Answer
from ...answers.records.records import RecordPage, write_record
from ...graph.read.records.delivered_row import DeliveredRow, RowState
from ...graph.read.records.made import SaidThing, SaidTie
from ...graph.read.records.record import RecordVersion
from ...graph.read.ties import NodeView
from ...models.wording import name_with_id
from ..envelope import print_answer, show_limits
from ..lists.paths import name_side
from ..printing import print_line
from .field_words import cut_text, name_fields, write_field, write_value

LABELS = {
    "Party": "party / 主体", "Facility": "loan / 贷款", "Lawsuit": "case / 案件", "Document": "document / 文件",
    "Indicator": "figure / 财务数据",
}  # fmt: skip
ROWS = {
    RowState.WITHHELD: "row not shown: its data was erased or is restricted / 不予显示：涉及已删除或被限制的个人信息",
    RowState.NOT_KEPT: "row as delivered not kept / 未保存原始行",
    RowState.NONE: "no longer in its full file / 已不在全量文件中",
}


def show_record(answer: Answer[RecordPage], as_json: bool) -> None:
    """Print a record with its versions, the latest first."""
    page = answer.content
    if as_json:
        print_answer(answer, write_record(page), None)
        return
    print_line(f"record / 记录  {page.history.key}")
    for line in describe_source(page):
        print_line(line)
    for number, version in enumerate(page.history.versions):
        show_version(version, len(page.history.versions) - number)
    show_limits(answer, None)


def describe_source(page: RecordPage) -> Iterator[str]:
    """Describe the source with the terms on which it is held, as far as they are known."""
    terms = page.terms
    title = terms.get("title") or {}
    titles = " / ".join(title[language] for language in ("en", "zh") if title.get(language))
    yield f"source / 来源  {page.history.source}{f': {titles}' if titles else ''}"
    named = (("publisher", "发布者"), ("trust", "可信度"), ("licence", "许可"), ("legal_basis", "法律依据"))
    known = [f"{name.replace('_', ' ')} {chinese}: {terms[name]}" for name, chinese in named if terms.get(name)]
    yield f"  {'; '.join(known) or 'its terms are not known / 使用条件未知'}"


def show_version(version: RecordVersion, number: int) -> None:
    """Print one version: its days, where its row is, the row, and what it said and made."""
    print_line(f"\nversion / 版本 {number}: {write_days(version)}")
    print_line(f"  {write_origin(version)}")
    for line in (*list_row(version.row), *list_things(version), *list_ties(version)):
        print_line(f"  {line}")


def write_days(version: RecordVersion) -> str:
    """Write from when to when a version was known, and what ended or replaced it."""
    days = f"known from / 数据日 {version.known_from}"
    if version.ended_on:
        days += f", ended on / 终止于 {version.ended_on}"
    if version.known_to:
        days += f", replaced on / 替换于 {version.known_to}"
        days += f" by delivery / 交付批次 {version.replaced_by}" if version.replaced_by else ""
    return days if version.known_to or version.ended_on else f"{days}, current / 现行"


def write_origin(version: RecordVersion) -> str:
    """Write which delivery, file and line a version came from."""
    unknown = "unknown / 未知"
    return (
        f"delivery / 交付批次 {version.delivery or unknown}, file / 文件 {version.file or unknown}, "
        f"line / 行 {version.line or unknown}"
    )


def list_row(row: DeliveredRow) -> Iterator[str]:
    """List the cells of a row, or its text where it has none."""
    if row.state is not RowState.KEPT:
        yield ROWS[row.state]
        return
    yield "as delivered / 原始行"
    if row.cells is None:
        yield f"  {row.text}"
        return
    for cell in row.cells:
        yield f"  {cell.column}: {cut_text(cell.value)}"


def list_things(version: RecordVersion) -> Iterator[str]:
    """List what a version says of things, a field a line."""
    for said in version.things:
        yield f"describes / 描述 {write_thing(said)}"
        for name, value in said.properties.items():
            if name != "id":
                yield f"  {write_field(said.node.label, name)}: {write_value(said.node.label, name, value)}"


def write_thing(said: SaidThing) -> str:
    """Write what kind of thing is described, its name and its id."""
    return f"{LABELS.get(said.node.label, said.node.label)} {write_node(said.node)}"


def list_ties(version: RecordVersion) -> Iterator[str]:
    """List the relationships that a version made, with their numbers."""
    for said in version.ties:
        yield f"made / 形成 {write_tie(said)}"
        for name, value in list_properties(said):
            yield f"  {write_field(said.tie.type, name)}: {write_value(said.tie.type, name, value)}"


def write_tie(said: SaidTie) -> str:
    """Write a relationship with both its ends."""
    return f"{write_node(said.start)} - {name_side(said.tie.type, is_start=True)} - {write_node(said.end)}"


def list_properties(said: SaidTie) -> Iterator[tuple[str, Any]]:
    """List the days, certainty and numbers of a relationship that are known."""
    tie = said.tie
    own: Mapping[str, Any] = {
        **tie.properties, "valid_from": tie.valid_from, "valid_to": tie.valid_to,
        "confidence": tie.confidence, "status": tie.status,
    }  # fmt: skip
    order = [name for label, name in name_fields() if label == tie.type]
    return ((name, own[name]) for name in order if own.get(name) is not None)


def write_node(node: NodeView) -> str:
    """Write a node by its name and id; one without a name by its id."""
    return name_with_id(node.id, node.name) if node.name else node.id
