"""The parties that a search found."""

from dataclasses import asdict

from ...answers.answer import Answer
from ...graph.search.hits import Found
from ..envelope import print_answer, show_limits
from ..printing import print_line


def show_hits(answer: Answer[Found], as_json: bool) -> None:
    """Print a page of the parties found, the best first, each with the reason."""
    found = answer.content
    if as_json:
        print_answer(answer, [asdict(hit) for hit in found.hits], found.last)
        return
    for hit in found.hits:
        print_line(f"{hit.score:.2f}  {hit.name}  {hit.id}  ({hit.kind})")
        print_line(f"      {hit.reason} / {hit.reason_zh}")
    if not found.hits:
        print_line("no party fits these words / 未找到匹配的主体")
    show_limits(answer, found.last)
