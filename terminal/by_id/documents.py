"""What `riskgraph show ID` prints of a document: its text, and the parties that it names."""

from dataclasses import asdict

from ...answers.answer import Answer
from ...graph.read.document import DocumentView, MentionView
from ..envelope import print_answer, show_limits
from ..lists.printed_lists import LONGEST_LIST, print_first
from ..printing import print_line
from ..words import write_event, write_word
from .field_words import write_field, write_value
from .records import write_node


def show_document(answer: Answer[DocumentView], as_json: bool) -> None:
    """Print a document with the first of its mentions."""
    view = answer.content
    if as_json:
        mentions = [{"party": asdict(one.party), "tie": asdict(one.tie)} for one in view.mentions]
        print_answer(answer, {**view.properties, "mentions": mentions}, view.last)
        return
    print_line(f"document / 文件  {view.properties['id']}")
    for name, value in sorted(view.properties.items()):
        if name not in ("id", "text", "record", "source"):
            print_line(f"  {write_field('Document', name)}: {write_value('Document', name, value)}")
    print_line(f"  record / 记录: {view.properties.get('record')}")
    print_line(f"\n{view.properties.get('text') or ''}\n")
    print_line("names / 提及")
    print_first([write_mention(one) for one in view.mentions], LONGEST_LIST)
    show_limits(answer, None)


def write_mention(mention: MentionView) -> str:
    """Write which party is named, in which event and role, and the record that says so."""
    said = mention.tie.properties
    event = f"{write_event(said['event'])}, {write_word(said.get('role') or 'named')}" if said.get("event") else ""
    return f"{write_node(mention.party)}{f': {event}' if event else ''}  [{mention.tie.record}]"
