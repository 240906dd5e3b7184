"""Notes on a record: whether it still holds, and why its row as delivered cannot be shown."""

from collections.abc import Iterator
from itertools import islice

from ...graph.personal.incoming import OWN_TEXTS
from ...graph.personal.keyed import split_version
from ...graph.read.records.delivered_row import RowState
from ...graph.read.records.record import RecordHistory, RecordVersion
from ...models.wording import Wording
from .declaration import MOST_LISTED, Note, NoteKind

RECORD_ENDED = NoteKind(
    code="record_ended",
    when="the record left the full file that had it",
    en="{record} has ended: it is no longer in the full file since {day}, by delivery {delivery}",
    zh="{record}已终止：自{day}起不再出现于全量文件中（交付批次{delivery}）",
)
VERSION_REPLACED = NoteKind(
    code="version_replaced",
    when="the version asked for was replaced by a later one",
    en="the version {version} was replaced on {day} by delivery {delivery}; all versions are shown",
    zh="版本{version}已于{day}被交付批次{delivery}替换；此处列出全部版本",
)
ROW_WITHHELD = NoteKind(
    code="row_withheld",
    when="the row as delivered names a person whose data was erased, restricted or corrected",
    en="the row of {version} is not shown: it names a person whose data was erased, restricted or corrected",
    zh="{version}的原始行不予显示：其中涉及个人信息已删除或被限制处理的自然人",
)
ROW_NOT_KEPT = NoteKind(
    code="row_not_kept",
    when="no lines are kept of the delivery that brought a version, or its line is not known",
    en="the row of {version} as delivered is not kept: {reason}",
    zh="未保存{version}的原始行：{reason}",
)
ROW_NOT_CUT = NoteKind(
    code="row_not_cut",
    when="the row as delivered does not have as many cells as the header of its file",
    en="the row of {version} cannot be cut into cells by the header of its file; its text is as delivered",
    zh="{version}的原始行无法按文件表头分列；所示为交付时的原文",
)
UNKNOWN_DELIVERY = Wording(zh="交付批次未知", en="its delivery is not known")
UNKNOWN_LINE = Wording(
    zh="行号未知，因其并非取自按行的文件", en="its line is not known, as it was not read from a file with lines"
)
READ_IN_TEXT = Wording(
    zh="并非文件中的一行，而是读自文件正文，可运行`riskgraph show {document}`查看",
    en="it is no row of a file, but was read in the text of the document that `riskgraph show {document}` opens",
)
NO_LINES = Wording(zh="图中没有交付批次{delivery}的文件行", en="the lines of delivery {delivery} are not in the graph")


def explain_record(record: RecordHistory, asked: str) -> Iterator[Note]:
    """Return the notes on a record that was asked for by a key of its own or of one of its versions."""
    current = record.versions[0]
    if current.ended_on is not None:
        yield RECORD_ENDED.write(
            [record.key], record=record.key, day=current.ended_on, delivery=current.delivery or "?"
        )
    version = next((one for one in record.versions if one.key == asked), None) if split_version(asked)[0] else None
    if version is not None and version.known_to is not None:
        yield VERSION_REPLACED.write(version=asked, day=version.known_to, delivery=version.replaced_by or "?")
    yield from islice((note for one in record.versions for note in explain_row(one)), MOST_LISTED)


def explain_row(version: RecordVersion) -> Iterator[Note]:
    """Return a note where the row of a version cannot be shown, or not in cells."""
    match version.row.state:
        case RowState.WITHHELD:
            yield ROW_WITHHELD.write(version=version.key)
        case RowState.NOT_KEPT:
            yield ROW_NOT_KEPT.write(version=version.key, reason=explain_lack(version))
        case RowState.KEPT if version.row.cells is None:
            yield ROW_NOT_CUT.write(version=version.key)


def explain_lack(version: RecordVersion) -> Wording:
    """Write why no row is kept."""
    if split_version(version.key)[1].startswith(f"{OWN_TEXTS}|") and version.file:
        return Wording(*(text.format(document=version.file) for text in READ_IN_TEXT))
    if not version.delivery:
        return UNKNOWN_DELIVERY
    if version.line is None:
        return UNKNOWN_LINE
    return Wording(*(text.format(delivery=version.delivery) for text in NO_LINES))
