"""What `riskgraph findings` prints: findings of rules, the most severe first."""

from ..answers.answer import Answer
from ..graph.read.findings import FindingsPage, ListedFinding
from ..models.wording import name_with_id
from .envelope import print_answer, show_limits
from .printed_lists import FEW, join_first
from .printing import print_line


def show_findings(answer: Answer[FindingsPage], as_json: bool) -> None:
    """Print a page of findings, each with its sentence in both languages and the first records it rests on."""
    page = answer.content
    if as_json:
        print_answer(answer, [{"finding": one.stored, "about": one.about} for one in page.findings], page.last)
        return
    for one in page.findings:
        show_finding(one)
    if not page.findings:
        print_line("no finding fits / 未找到符合条件的发现")
    show_limits(answer, page.last)


def show_finding(one: ListedFinding) -> None:
    """Print one finding."""
    stored = one.stored
    days = f"as of {stored['as_of']}, found on {stored['found_on']}"
    print_line(
        f"{stored['severity'].upper():<6}  {name_with_id(one.about.id, one.about.name)}  {stored['rule']}  ({days})"
    )
    print_line(f"        {stored['title_en']}")
    print_line(f"        {stored['title_zh']}")
    print_line(f"        [{join_first(stored['evidence']['records'], FEW)}]")
