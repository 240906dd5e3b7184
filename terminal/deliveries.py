"""What `riskgraph deliveries` prints."""

import sys
from collections.abc import Iterable
from dataclasses import asdict

from ..answers.answer import Answer
from ..graph.load.deliveries.undo import Undone
from ..graph.read.deliveries import DeliveryView
from .envelope import write_note
from .printing import print_json, print_line
from .written_numbers import write_count

COUNTS = ("read", "stored", "unchanged", "rejected", "ended")


def show_deliveries(answer: Answer[tuple[DeliveryView, ...]], as_json: bool) -> None:
    """Print deliveries in order, each with its counts."""
    if as_json:
        print_json([asdict(delivery) for delivery in answer.content])
        return
    for delivery in answer.content:
        print_line(write_delivery(delivery))
    if not answer.content:
        print_line("nothing was delivered yet")
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
    recorded = delivery.recorded_at[:16].replace("T", " ")
    counted = ((getattr(delivery, name), name) for name in COUNTS)
    counts = ", ".join(f"{count:,} {name}" for count, name in counted if count is not None)
    what = f"{delivery.id}  {delivery.file} ({delivery.kind}) for {delivery.known_from}, recorded {recorded}"
    return "; ".join(filter(None, (what, counts, write_state(delivery))))


def write_state(delivery: DeliveryView) -> str:
    """Write what a reader of the counts must know: not ended, or taken back."""
    if delivery.undone_at:
        return f"taken back {delivery.undone_at[:10]}"
    if delivery.undoing:
        return "half taken back: run undo again"
    return "" if delivery.ended_at else "not ended"


def show_undone(undone: Undone, as_json: bool) -> None:
    """Print what was taken back."""
    if as_json:
        print_json(asdict(undone))
        return
    restored = f"{undone.restored:,} of them with an earlier version that is current again"
    print_line(f"{undone.delivery} is taken back: {write_count(undone.removed, 'record')} removed, {restored}")
