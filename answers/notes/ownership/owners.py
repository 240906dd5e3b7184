"""Notes on owners and controllers: holders who were not read, chains, like names and nominees."""

from collections.abc import Iterator, Sequence

from ....graph.read.ties import TieView
from ....models.control.controllers import Controller
from ....models.ownership.above_company import Ownership
from ....models.ownership.chains import MOST_CHAINS
from ....models.ownership.holdings import sum_least
from ....models.ownership.same_holder import find_same_holders
from ....models.wording import count
from ..declaration import MOST_LISTED, Note, NoteKind, count_more
from .citing import cite, name_party
from .contradictions import explain_contradictions

NOMINEE = NoteKind(
    code="nominee",
    when="a holder or controller is reported to hold for another party",
    en="{nominee} is reported to be a nominee of {principal}, who may be the owner or controller in fact: confidence "
    "{confidence:.0%}, source {source}",
    zh="据报{nominee}为{principal}代持，后者可能是实际所有人或控制人：置信度{confidence:.0%}，来源{source}",
)
MORE_NOMINEES = NoteKind(
    code="more_nominees",
    when="there are more reports of nominees than are listed",
    en="further reports of nominees among the holders, not listed: {number:,}",
    zh="另有{number:,}条代持记录",
)
HOLDERS_NOT_READ = NoteKind(
    code="holders_not_read",
    when="the holders of a company were not all read because of a limit",
    en="of the holders of {company} those who were read, the largest, hold {read:.2%}; the others can hold at most "
    "{most:.2%}",
    zh="{company}的股东未全部读取：已读取的较大股东合计持有{read:.2%}，其余至多持有{most:.2%}",
)
NOT_READ_IN_ALL = NoteKind(
    code="not_read_in_all",
    when="the holders of some companies were not all read because of a limit",
    en="the holders of {number} were not all read; those missing can hold at most {share:.2%} of {company} "
    "together; a company whose holders were not all read is called neither ultimate owner nor controller",
    zh="{number}的股东未全部读取，折合{company}至多{share:.2%}；股东未读全的公司不视为最终所有人或控制人",
)
CHAINS_NOT_ALL = NoteKind(
    code="chains_not_all",
    when="there are more chains of holdings than are followed one by one",
    en="the {number:,} largest chains of holdings were followed one by one; shares are exact and count all chains",
    zh="仅逐条列出最大的{number:,}条持股链条；持股比例按全部链条精确计算",
)
SAME_HOLDER = NoteKind(
    code="same_holder_suspected",
    when="two holders of a company have names so like that they may be one party",
    en="{left} and {right}, both holders of {company}, may be one party under two names (likeness {score:.0%}): if so, "
    "their holdings add up",
    zh="{company}的股东{left}与{right}名称相近（相似度{score:.0%}），可能为同一主体，如属实其持股应合并计算",
)
MORE_SAME_HOLDERS = NoteKind(
    code="more_same_holders",
    when="there are more pairs of holders with like names than are listed",
    en="further pairs of holders with like names, not listed: {number:,}",
    zh="另有{number:,}对名称相近的股东",
)


def explain_ownership(ownership: Ownership, controllers: Sequence[Controller]) -> list[Note]:
    """Return the contradictions among the holdings above a company, and the nominees among its holders."""
    return [
        *explain_contradictions(ownership),
        *explain_nominees(ownership, controllers),
        *explain_same_holders(ownership),
        *explain_not_read(ownership),
    ]


def explain_not_read(ownership: Ownership) -> Iterator[Note]:
    """Return how much the holders who were not read can have at most, of some companies and of the company in all."""
    most = ownership.not_read_at_most
    if not most:
        return
    company = name_party(ownership, ownership.read.start)
    yield NOT_READ_IN_ALL.write(
        number=count(len(most), "company", "companies", zh="家公司"), share=ownership.not_read_share, company=company
    )
    shares = {ownership.read.start: 1.0, **ownership.all_shares}
    partly = [id_ for id_ in most if ownership.capital.holders_of(id_)]
    for id_ in sorted(partly, key=lambda id_: -shares.get(id_, 0.0) * most[id_])[:MOST_LISTED]:
        held = min(1.0, sum_least(ownership.capital.holders_of(id_)))
        yield HOLDERS_NOT_READ.write(company=name_party(ownership, id_), read=held, most=most[id_])


def explain_chains(ownership: Ownership) -> list[Note]:
    """Return a note where not every chain was followed one by one."""
    return [] if ownership.chains_are_all else [CHAINS_NOT_ALL.write(number=MOST_CHAINS)]


def explain_same_holders(ownership: Ownership) -> list[Note]:
    """Return a note per two holders of a company who may be one party under two names."""
    pairs = list(find_same_holders(ownership))
    notes = [
        SAME_HOLDER.write(
            cite(holding for id_, holding in ownership.capital.holders_of(pair.company)
                 if id_ in (pair.left.id, pair.right.id)),
            left=name_party(ownership, pair.left.id), right=name_party(ownership, pair.right.id),
            company=name_party(ownership, pair.company), score=pair.score,
        )
        for pair in pairs[:MOST_LISTED]
    ]  # fmt: skip
    return [*notes, *count_more(pairs, MORE_SAME_HOLDERS)]


def explain_nominees(ownership: Ownership, controllers: Sequence[Controller]) -> list[Note]:
    """Return a note per report that a holder or controller is a nominee, the surest first."""
    read = ownership.read
    above = {tie.start for tie in (*read.holdings.values(), *read.stated.values())}
    above |= {member.id for controller in controllers for member in controller.members}
    reports = sorted(
        (tie for tie in read.nominees.values() if tie.start in above),
        key=lambda tie: (-tie.confidence, tie.start, tie.end, tie.record),
    )
    notes = [describe_nominee(ownership, tie) for tie in reports[:MOST_LISTED]]
    return [*notes, *count_more(reports, MORE_NOMINEES)]


def describe_nominee(ownership: Ownership, tie: TieView) -> Note:
    """Return who is reported to hold for another party, by which record, and how sure that is."""
    nominee, principal = (name_party(ownership, id_) for id_ in (tie.start, tie.end))
    return NOMINEE.write(
        [tie.record], nominee=nominee, principal=principal, confidence=tie.confidence, source=tie.source
    )
