"""What `riskgraph findings` prints: what the rules found, worst first, in both languages."""

from ...answers.answer import Answer
from ...answers.findings import FoundPage, write_found
from ...graph.read.found_pages import FoundView
from ...models.wording import name_with_id
from ..envelope import print_answer, show_limits
from ..printing import print_line
from ..words import write_word
from .printed_lists import join_first


def show_findings(answer: Answer[FoundPage], as_json: bool) -> None:
    """Print a page of findings."""
    page = answer.content
    if as_json:
        print_answer(answer, [write_found(one) for one in page.items], page.last)
        return
    for one in page.items:
        show_finding(one)
    if not page.items:
        print_line("no finding / 无发现")
    show_limits(answer, page.last)


def show_finding(one: FoundView) -> None:
    """Print one finding: its sentence in both languages, its party, its rule and days, and its records."""
    print_line(f"[{write_word(one.severity)}] {one.title_en}")
    print_line(f"    {one.title_zh}")
    print_line(f"    {name_with_id(one.party.id, one.party.name)}; rule 规则 {one.rule}")
    print_line(f"    as of 基准日 {one.as_of}, found on 发现日 {one.found_on}; records 记录: {join_first(one.records)}")
