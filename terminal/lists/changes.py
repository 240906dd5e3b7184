"""What `riskgraph changes` prints: what changed in the books since a day, worst first, in both languages."""

from ...answers.answer import Answer
from ...answers.changes.changes import ChangesPage, write_change
from ...answers.changes.lines import NamedChange
from ..envelope import print_answer, show_limits
from ..printing import print_line
from .printed_lists import join_first


def show_changes(answer: Answer[ChangesPage], as_json: bool) -> None:
    """Print a page of changes."""
    page = answer.content
    if as_json:
        print_answer(answer, [write_change(one) for one in page.items], page.last)
        return
    print_line(f"changes {page.since} - {page.until} / 变更: {page.total:,}")
    for one in page.items:
        show_change(one)
    show_limits(answer, page.last)


def show_change(one: NamedChange) -> None:
    """Print one change: its sentence in both languages, its kind and day, and the records that say so."""
    line = one.line
    print_line(one.title.en)
    print_line(f"    {one.title.zh}")
    why = [f"{line.kind}, {line.day}"]
    if line.delivery:
        why.append(f"delivery 交付 {line.delivery}")
    if line.records:
        why.append(f"records 记录: {join_first(line.records)}")
    print_line(f"    {'; '.join(why)}")
