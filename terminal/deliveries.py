"""What `riskgraph deliveries` prints."""

from collections.abc import Sequence
from dataclasses import asdict

from ..answers.answer import Answer
from ..graph.load.undo import Undone
from ..graph.read.deliveries import DeliveryView
from .report import console, make_table, print_json, print_line, write_count, write_note

COUNTS = ("read", "stored", "unchanged", "rejected", "ended")


def show_deliveries(answer: Answer[tuple[DeliveryView, ...]], as_json: bool) -> None:
    """Print deliveries in order, each with its counts."""
    if as_json:
        print_json([asdict(delivery) for delivery in answer.content])
        return
    if not answer.content:
        print_line("nothing was delivered yet")
    else:
        console.print(write_table(answer.content))
    for note in answer.notes:
        print_line(write_note(note))


def write_table(deliveries: Sequence[DeliveryView]) -> object:
    """Write deliveries as a table."""
    table = make_table("delivery", "file", "kind", "for", "recorded", *COUNTS, "")
    for one in deliveries:
        counts = [getattr(one, name) for name in COUNTS]
        written = ["" if count is None else f"{count:,}" for count in counts]
        recorded = one.recorded_at[:16].replace("T", " ")
        table.add_row(one.id, one.file, one.kind, str(one.known_from), recorded, *written, write_state(one))
    return table


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
