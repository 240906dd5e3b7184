"""What `riskgraph show ID` prints of a loan, a case, a figure, or relationships, with the records that say so."""

from collections.abc import Iterator
from dataclasses import asdict

from ...answers.answer import Answer
from ...answers.records.things import write_thing
from ...graph.read.records.made import SaidTie
from ...graph.read.records.things import ThingView
from ..envelope import print_answer, show_limits
from ..lists.printed_lists import LONGEST_LIST, print_first
from ..printing import print_line
from .field_words import write_field, write_value
from .records import LABELS, list_properties, write_node, write_tie


def show_thing(answer: Answer[ThingView], as_json: bool) -> None:
    """Print a loan, case or figure as known now."""
    view = answer.content
    if as_json:
        thing = write_thing(view)
        parties = {name: asdict(node) for name, node in view.parties.items()}
        data = {**thing, "node": asdict(view.node), "parties": parties, "parts": [asdict(part) for part in view.parts]}
        print_answer(answer, data, None)
        return
    print_line(f"{LABELS[view.node.label]}  {view.node.id}")
    for line in (*list_fields(view), *list_parts(view)):
        print_line(f"  {line}")
    print_line("records / 记录")
    print_first(list(view.records), LONGEST_LIST)
    show_limits(answer, None)


def list_fields(view: ThingView) -> Iterator[str]:
    """List what is known of a thing, parties with their names."""
    for name, value in sorted(view.properties.items()):
        if name == "id":
            continue
        party = view.parties.get(name)
        shown = write_node(party) if party else write_value(view.node.label, name, value)
        yield f"{write_field(view.node.label, name)}: {shown}"


def list_parts(view: ThingView) -> Iterator[str]:
    """List the parties to a case with their roles and records."""
    for part in view.parts:
        role = part.tie.properties.get("role")
        said = write_value(part.tie.type, "role", role) if role else "role unknown / 角色不详"
        yield f"party / 当事方: {write_node(part.start)} ({said})  [{part.tie.record}]"


def show_relationships(answer: Answer[tuple[SaidTie, ...]], as_json: bool) -> None:
    """Print relationships in all their versions, each with its record."""
    if as_json:
        print_answer(answer, [asdict(said) for said in answer.content], None)
        return
    for said in answer.content:
        print_line(f"{write_tie(said)}  [{said.tie.record}]")
        for name, value in list_properties(said):
            print_line(f"  {write_field(said.tie.type, name)}: {write_value(said.tie.type, name, value)}")
    show_limits(answer, None)
