"""What `riskgraph deliveries` prints, in both languages."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from ...answers.answer import Answer
from ...graph.load.deliveries.undo import Undone
from ...graph.read.deliveries import DeliveryView
from ..envelope import write_note
from ..printing import print_json, print_line
from ..written_numbers import write_count

COUNTS = {"read": "读取", "stored": "入库", "unchanged": "未变", "rejected": "拒收", "ended": "终止"}
KINDS = {"delta": "增量", "full": "全量"}


def show_deliveries(answer: Answer[tuple[DeliveryView, ...]], as_json: bool) -> None:
    """Print deliveries in order, each with its counts."""
    if as_json:
        print_json([asdict(delivery) for delivery in answer.content])
        return
    for delivery in answer.content:
        print_line(write_delivery(delivery))
        print_line(f"    {write_delivery_in_chinese(delivery)}")
    if not answer.content:
        print_line("nothing was delivered yet / 尚无交付")
    for note in answer.notes:
        print_line(write_note(note))


def show_lines(lines: Iterable[tuple[int, str]], as_json: bool) -> None:
    """Print the lines of a delivered file as they are, or each with its number for programs."""
    for number, line in lines:
        if as_json:
            print_json({"line": number, "text": line.rstrip("\r\n")})
        else:
            sys.stdout.write(line if line.endswith("\n") else f"{line}\n")


def write_delivery(delivery: DeliveryView) -> str:
    """Write one delivery: what it was, when it was recorded, and what became of its rows."""
    counts = ", ".join(f"{count:,} {name}" for name, count in list_counts(delivery))
    recorded = write_time(delivery.recorded_at)
    what = f"{delivery.id}  {delivery.file} ({delivery.kind}) for {delivery.known_from}, recorded {recorded}"
    return "; ".join(filter(None, (what, counts, write_state(delivery)[0])))


def write_delivery_in_chinese(delivery: DeliveryView) -> str:
    """Write the same in Chinese, without the id and the file."""
    counts = "，".join(f"{COUNTS[name]} {count:,}" for name, count in list_counts(delivery))
    what = f"{KINDS.get(delivery.kind, delivery.kind)}，数据日 {delivery.known_from}"
    recorded = f"录入于 {write_time(delivery.recorded_at)}"
    return "；".join(filter(None, (f"{what}，{recorded}", counts, write_state(delivery)[1])))


def list_counts(delivery: DeliveryView) -> list[tuple[str, int]]:
    """Return what became of the rows of a delivery, as far as it is known."""
    counted = ((name, getattr(delivery, name)) for name in COUNTS)
    return [(name, count) for name, count in counted if count is not None]


def write_time(moment: str) -> str:
    """Write a time to the minute."""
    return moment[:16].replace("T", " ")


def write_state(delivery: DeliveryView) -> tuple[str, str]:
    """Write in English and Chinese what a reader of the counts must know: not ended, or taken back."""
    if delivery.undone_at:
        return f"taken back {delivery.undone_at[:10]}", f"已于 {delivery.undone_at[:10]} 撤销"
    if delivery.undoing:
        return "half taken back: run undo again", "撤销未完成：请再次运行 undo"
    return ("", "") if delivery.ended_at else ("not ended", "尚未结束")


def show_undone(undone: Undone, as_json: bool) -> None:
    """Print what was taken back."""
    if as_json:
        print_json(asdict(undone))
        return
    english, chinese = zip(*write_undone(undone), strict=True)
    print_line(f"{undone.delivery} is taken back: {'; '.join(english)}")
    print_line(f"已撤销 {undone.delivery}：{'；'.join(chinese)}")


def write_undone(undone: Undone) -> Iterator[tuple[str, str]]:
    """Write in English and Chinese how many records were removed, and how many that had ended are current again."""
    removed, restored = undone.removed - undone.reopened, undone.restored - undone.reopened
    if removed or not undone.reopened:
        yield (
            f"{write_count(removed, 'record')} removed, "
            f"{restored:,} of them with an earlier version that is current again",
            f"删除 {removed:,} 条记录，其中 {restored:,} 条恢复为此前的版本",
        )
    if undone.reopened:
        are = "is" if undone.reopened == 1 else "are"
        yield (
            f"{write_count(undone.reopened, 'ended record')} {are} current again",
            f"{undone.reopened:,} 条已终止的记录恢复有效",
        )
