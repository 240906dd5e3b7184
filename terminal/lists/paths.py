"""Paths between two parties, each step with its relationship and the key of its record."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from ...answers.answer import Answer
from ...answers.paths import PathsBetween
from ...graph.read.ties import NodeView, TieView
from ...graph.schema.graph_model import relationship_types
from ...ingest.records.declaration import name_groups
from ...models.paths.meaning import HubReason
from ...models.paths.ranked import Path
from ...models.wording import name_with_id
from ..envelope import print_answer, show_limits
from ..page.page_facts import describe_numbers, name_relation, write_certainty, write_main_figure
from ..printing import print_line
from ..words import GROUP_NAMES, NUMBER_NAMES
from ..written_numbers import write_count
from .printed_lists import FEW, print_first

REASONS = {
    HubReason.BANK: "a financial company / 金融企业",
    HubReason.PUBLIC_BODY: "a public body / 公共机构",
    HubReason.DOCUMENT: "a document / 文件",
    HubReason.MANY_PARTIES: "a party with many others / 关联方众多的主体",
    HubReason.AGENCY_ADDRESS: "an address or telephone that many share / 多方共用的地址或电话",
}
IN_CASE = "party to a case / 案件当事方"


def show_paths(answer: Answer[PathsBetween], as_json: bool) -> None:
    """Print a page of paths, the most significant first."""
    content = answer.content
    if as_json:
        print_answer(answer, paths_as_json(content), content.last)
        return
    print_line(f"{name_node(content.start)} - {name_node(content.end)}, as of {answer.time_point.as_of}")
    if not content.paths:
        print_line("no path found / 未找到路径")
    for path in content.paths:
        show_path(path)
    show_limits(answer, content.last)


def paths_as_json(content: PathsBetween) -> dict[str, Any]:
    """Build the paths for programs, as the route sends them."""
    paths = [{**asdict(path), "confidence": path.confidence, "disputed": path.disputed} for path in content.paths]
    return {"start": asdict(content.start), "end": asdict(content.end), "paths": paths}


def show_path(path: Path) -> None:
    """Print one path: its nodes, and between them what ties each to the next."""
    steps = write_count(len(path.steps), "relationship")
    sure = "disputed / 有争议" if path.disputed else f"confidence / 置信度 {path.confidence:.0%}"
    print_line(f"\n{steps}, length / 长度 {path.length}, {sure}")
    for hub in path.hubs:
        print_line(f"  through / 经过 {hub.id}: {REASONS[hub.reason]}")
    print_line(f"  {name_node(path.nodes[0])}")
    for (one, other), ties in zip(pairwise(path.nodes), path.steps, strict=True):
        print_first(list(describe_step(one, ties)), FEW, "    ")
        print_line(f"  {name_node(other)}")


def describe_step(node: NodeView, ties: tuple[TieView, ...]) -> Iterator[str]:
    """Describe the relationships of a step as its first node sees them."""
    for tie in ties:
        is_start = node.key == tie.start_node
        if tie.type == "RELATED_TO":
            yield f"{name_relation(tie, of_end=is_start)}{write_certainty(tie)}"
            continue
        numbers = NUMBER_NAMES.get(tie.type)
        main = describe_numbers(tie.properties, numbers) if numbers else write_main_figure(tie.properties)
        yield f"{name_side(tie.type, is_start=is_start)}{main}{write_certainty(tie)}"


def name_side(type_: str, *, is_start: bool) -> str:
    """Name a relationship of a type from the side of its start or of its end."""
    groups = name_groups(relationship_types()[type_].record.groups)
    return GROUP_NAMES[groups[0 if is_start else 1]] if groups else IN_CASE


def name_node(node: NodeView) -> str:
    """Write the name of a node with its id."""
    return name_with_id(node.id, node.name)
