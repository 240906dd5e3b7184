"""Notes on what an answer lacks: every cap that left something out is named, and each load that has not ended."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ...graph.read.source_loads import BEGUN, read_loads
from ...graph.truncation import Truncation
from ...models.wording import count
from ...settings import Settings
from .declaration import Note, NoteKind

CUTS = {
    Truncation.NEIGHBOURS: (
        "of more than {max_neighbours} relationships of one type around a node only the strongest of those looked at "
        "are in it (RISKGRAPH_MAX_NEIGHBOURS); the lists of a party have all of them",
        "某节点的同类关系超过{max_neighbours}条，仅列出已读取关系中最强的部分（RISKGRAPH_MAX_NEIGHBOURS）；"
        "主体的列表可查看全部",
    ),
    Truncation.NODES: (
        "the search ended at {max_network_nodes} nodes (RISKGRAPH_MAX_NETWORK_NODES)",
        "搜索到{max_network_nodes}个节点后停止（RISKGRAPH_MAX_NETWORK_NODES）",
    ),
    Truncation.HOPS: (
        "nothing further than {max_hops} away is looked at (by the question, or by RISKGRAPH_MAX_HOPS)",
        "仅搜索{max_hops}以内的关系（由所查条件或RISKGRAPH_MAX_HOPS限定）",
    ),
    Truncation.HOLDERS: (
        "the search above the company ended at {max_owner_nodes} parties (RISKGRAPH_MAX_OWNER_NODES)",
        "向上追溯到{max_owner_nodes}个主体后停止（RISKGRAPH_MAX_OWNER_NODES）",
    ),
    Truncation.ROWS: ("a list was too long and only its first rows are in it", "列表过长，仅包含前面的部分"),
    Truncation.WALKS: ("there are too many paths, and not all were compared", "路径过多，未全部比较"),
    Truncation.TIME: (
        "the search ended when its time of {read_budget_s:g} s was used up (RISKGRAPH_READ_BUDGET_S)",
        "搜索用时达到{read_budget_s:g}秒上限后停止（RISKGRAPH_READ_BUDGET_S）",
    ),
    Truncation.LIMIT: (
        "there may be more than `limit` allows; ask with a higher one, or for the next page where there is one",
        "结果可能多于`limit`所允许的数量；请提高上限或请求下一页",
    ),
    Truncation.CANDIDATES: (
        "only the names most like these words were compared; others may fit as well",
        "仅比较了最相似的名称，其他名称也可能符合",
    ),
    Truncation.INDEX: (
        "the name index has not caught up with the graph; ask again shortly",
        "名称索引尚未与图同步，请稍后再查",
    ),
    Truncation.PERIODS: (
        "a stored figure is left out: its period is neither a year such as 2023 nor a month such as 2023-04",
        "某项已存数据未列出：其期间既非年度（如2023）也非月份（如2023-04）",
    ),
    Truncation.NOT_COMPARED: (
        "a part of the earlier or later state is not stored and was not compared; other notes name it",
        "较早或较晚状态的部分内容未保存，未作比较；详见其他提示",
    ),
}
LOAD_NOT_ENDED = NoteKind(
    code="load_not_ended",
    when="a load of a source was begun and has not ended, or was broken off",
    en="a load of {source}, begun on {day}, was broken off or still runs: rows of it may be missing; wait for it, or "
    "load again to complete it",
    zh="来源{source}于{day}开始的加载已中断或仍在进行，部分数据可能缺失；请等待其完成或重新加载",
)
CAPS = {"max_neighbours", "max_network_nodes", "max_owner_nodes", "max_hops", "read_budget_s"}
KINDS = {
    cut: NoteKind(
        code=f"cut_{cut}", when=f"`cut_by` holds `{cut}`", en=f"not complete: {english}", zh=f"不完整：{chinese}"
    )
    for cut, (english, chinese) in CUTS.items()
}


def explain_cuts(cuts: Collection[Truncation], settings: Settings, **of_question: int) -> list[Note]:
    """Return a note for each cut, in the order of the enumeration; the question can have lower limits of its own."""
    hops = count(of_question.get("max_hops", settings.max_hops), "relationship", zh="步")
    values = {**settings.model_dump(include=CAPS), **of_question, "max_hops": hops}
    return [KINDS[cut].write(**values) for cut in Truncation if cut in cuts]


def explain_loads(rows: Iterable[Mapping[str, Any]]) -> list[Note]:
    """Return a note for each load that has not ended, from the rows of `read/source_loads`."""
    return [
        LOAD_NOT_ENDED.write(source=name, day=load[BEGUN]) for name, load in read_loads(rows).items() if BEGUN in load
    ]
