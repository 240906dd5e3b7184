"""Notes on paths: what was proven of them, what was not looked for, and which come last."""

from collections.abc import Collection, Iterable, Iterator

from ...graph.read.ties import NodeView
from ...graph.truncation import Truncation
from ...models.paths.ranked import RankedPaths, Ranking
from ...models.wording import Wording, count, join_wordings, name_with_id
from .declaration import Note, NoteKind

ALL_WITHIN_HOPS = NoteKind(
    code="paths_within_hops",
    when="every path within the hops asked for was found, and longer ones were not looked for",
    en="every path of at most {hops} was found; whether longer ones exist was not examined",
    zh="{hops}以内的路径均已找到；是否存在更长的路径未作检查",
)
ONLY_SHORTEST = NoteKind(
    code="paths_only_shortest",
    when="only the shortest paths are asked for, and no limit but that of hops cut the search",
    en="these are the shortest paths, each of {hops}; longer ones, which may mean more, were not looked for",
    zh="仅列最短路径（{hops}）；更长的路径可能更有意义，但未搜索",
)
NOT_CONNECTED = NoteKind(
    code="paths_none_exist",
    when="no path exists, of whatever length",
    en="no path of any length along {types} exists between {start} and {end}: everything that these connect with one "
    "of them was read, for the filters and day asked for; the loans on the page of a party are not followed",
    zh="{start}与{end}之间不存在任何长度的、由{types}构成的路径：已按所查筛选条件和日期读取其中一方的全部此类关联；"
    "主体页面所列贷款不在搜索之列",
)
FOLLOWED = {
    "OWNS": Wording(zh="持股", en="ownership"),
    "HOLDS_OFFICE": Wording(zh="任职", en="offices"),
    "RELATED_TO": Wording(zh="关联关系", en="relations"),
    "GUARANTEES": Wording(zh="担保", en="guarantees"),
    "SUPPLIES": Wording(zh="供应", en="supply"),
    "LENDS_TO": Wording(zh="资金拆借", en="lending"),
    "PAYS": Wording(zh="付款", en="payments"),
    "PLEDGES": Wording(zh="股权出质", en="pledges"),
    "PARTY_TO": Wording(zh="案件", en="cases"),
    "MENTIONED_IN": Wording(zh="文件提及", en="documents"),
}
HUBS_LAST = NoteKind(
    code="paths_through_hubs",
    when="a path shown passes what connects many parties, and so comes last",
    en="{number:,} of these paths pass a bank, a public body, a document, an address of an agency or a party with many "
    "others, and come after all others; `hubs=true` ranks them by their length alone",
    zh="其中{number:,}条路径经过银行、公共机构、文件、代理机构地址或关联方众多的主体，排在其他路径之后；"
    "`hubs=true`可按长度统一排序",
)
CUT_HOPS = f"cut_{Truncation.HOPS}"  # the note of every answer that this limit cut


def leave_out_hops(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return notes without the one on the limit of hops, where another one says what was found within it."""
    listed = tuple(notes)
    proven = any(note.code in (ALL_WITHIN_HOPS.code, ONLY_SHORTEST.code) for note in listed)
    return tuple(note for note in listed if not proven or note.code != CUT_HOPS)


def explain_paths(
    ends: tuple[NodeView, NodeView],
    types: Iterable[str],
    ranking: Ranking,
    ranked: RankedPaths,
    cuts: Collection[Truncation],
) -> Iterator[Note]:
    """Return what the search along some types proved, and why paths through hubs come last."""
    left_out = set(cuts) - {Truncation.LIMIT}
    if ranking.only_shortest and ranked.paths and left_out <= {Truncation.HOPS}:
        yield ONLY_SHORTEST.write(hops=count(ranked.hops, "relationship", zh="步"))
    elif left_out == {Truncation.HOPS}:
        yield ALL_WITHIN_HOPS.write(hops=count(ranking.hops, "relationship", zh="步"))
    elif not cuts and not ranked.paths and ranking.after is None:
        start, end = (name_with_id(one.id, one.name) for one in ends)
        yield NOT_CONNECTED.write(start=start, end=end, types=join_wordings([FOLLOWED[name] for name in types]))
    through_hubs = sum(bool(path.hubs) for path in ranked.paths)
    if through_hubs and ranking.hubs_last:
        yield HUBS_LAST.write(number=through_hubs)
