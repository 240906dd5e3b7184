"""Notes on owners and controllers: contradictions among holdings, nominees, and regimes not in force."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from ...graph.read.ties import TieView
from ...models.control.controllers import Controller
from ...models.control.majority import MAJORITY
from ...models.matrices import TOLERANCE
from ...models.ownership.above_company import Ownership
from ...models.ownership.chains import MOST_CHAINS
from ...models.ownership.holdings import FIELDS, Holding, Holdings, read_bounds, sum_least
from ...models.ownership.regimes import Basis, Regime
from ...models.ownership.same_holder import find_same_holders
from ...models.wording import Wording, count, name_with_id
from .declaration import MOST_LISTED, Note, NoteKind, count_more

SHARES_ABOVE_ONE = NoteKind(
    code="shares_above_one",
    when="the holdings reported of a company add up to more than 100 %",
    en="the holdings reported of {company} add up to {total:.2%}; they are scaled down",
    zh="{company}的持股合计{total:.2%}，超过100%，已按比例折算",
)
SOURCES_ABOVE_ONE = NoteKind(
    code="sources_above_one",
    when="the holdings that several sources report of a company add up to more than 100 %, and those of none alone do",
    en="sources disagree about who holds {company}: the holdings reported by {sources} add up to {total:.2%}, those of "
    "each alone to no more than 100 %; they are scaled down",
    zh="各来源对{company}的股东陈述不一致：{sources}所载持股合计{total:.2%}，任一来源单独合计均未超过100%，已按比例折算",
)
VOTES_FOR_SOME = NoteKind(
    code="votes_for_some",
    when="votes are reported for some holders only, and the others cannot have what their capital would give",
    en="the votes of {company} are reported for some of its holders only, {total:.2%}; the others count with what is "
    "left, in proportion to their capital",
    zh="{company}仅部分股东的表决权有来源说明（合计{total:.2%}），其余股东按出资比例分配剩余表决权",
)
INCOME_FOR_SOME = NoteKind(
    code="income_for_some",
    when="rights to profit are reported for some holders only; the others cannot have what their capital would give",
    en="the rights to the profit of {company} are reported for some of its holders only, {total:.2%}; the others count "
    "with what is left, in proportion to their capital",
    zh="{company}仅部分股东的收益权有来源说明（合计{total:.2%}），其余股东按出资比例分配剩余收益权",
)
CLOSED_LOOP = NoteKind(
    code="closed_loop",
    when="companies own each other wholly, so that no chain leads out of them",
    en="no source that counts names the owners of a closed loop: {companies}",
    zh="闭环持股，计入的来源均未说明其所有人：{companies}",
)
MORE_CONTRADICTIONS = NoteKind(
    code="more_contradictions",
    when="there are more contradictions among holdings than are listed",
    en="further contradictions among the holdings, not listed: {number:,}",
    zh="另有{number:,}处持股矛盾",
)
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
VOTES_ABOVE_ONE = NoteKind(
    code="votes_above_one",
    when="the votes reported of a company add up to more than 100 %, and its capital does not",
    en="the votes of {company} as {sources} report them add up to {total:.2%}; they are scaled down",
    zh="{sources}所载{company}的表决权合计{total:.2%}，超过100%，已按比例折算",
)
SOURCES_VOTES_ABOVE_ONE = NoteKind(
    code="sources_votes_above_one",
    when="the votes that several sources report of a company add up to more than 100 %, and those of none alone do",
    en="sources disagree about the votes of {company}: those reported by {sources} add up to {total:.2%}, those of "
    "each alone to no more than 100 %; they are scaled down{rivals}",
    zh="各来源对{company}的表决权陈述不一致：{sources}所载合计{total:.2%}，任一来源单独合计均未超过100%，已按比例折算{rivals}",
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
REGIME_NOT_IN_FORCE = NoteKind(
    code="regime_not_in_force",
    when="the rule on beneficial owners is in force only from a later day",
    en="{regime} ({title}) is in force from {since}, after the day asked for, {day}: the owners are those it would "
    "have named then",
    zh="{regime}（{title}）自{since}起施行，晚于所查日期{day}：所列为按该规定推算的所有人",
)
REGIME_ENDED = NoteKind(
    code="regime_ended",
    when="the rule on beneficial owners was no longer in force on the day asked for",
    en="{regime} ({title}) is not in force from {until}, and the day asked for is {day}: the owners are those it would "
    "have named then",
    zh="{regime}（{title}）自{until}起不再适用，所查日期为{day}：所列为按该规定推算的所有人",
)
REGIME_NOT_CHECKED = NoteKind(
    code="regime_not_checked",
    when="the rule on beneficial owners was not checked against the law (`caution` of the regime)",
    en="the rule has not been checked against the text of the law; do so before relying on it. {reason}",
    zh="该规则尚未与法律原文核对，使用前请先核对。{reason}",
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


def explain_contradictions(ownership: Ownership) -> list[Note]:
    """Return a note per company held by more than a whole, per closed loop, and where votes or income are partial."""
    parts = (
        explain_partial(ownership, VOTES_FOR_SOME, Basis.VOTES, ownership.votes if ownership.has_own_votes else None),
        explain_partial(ownership, INCOME_FOR_SOME, Basis.INCOME, ownership.income),
    )
    notes = [*explain_sums(ownership), *explain_vote_sums(ownership), *chain(*parts), *explain_loops(ownership)]
    return [*notes[:MOST_LISTED], *count_more(notes, MORE_CONTRADICTIONS)]


def explain_sums(ownership: Ownership) -> Iterator[Note]:
    """Return a note per company whose holdings add up to more than a whole, and whether that is between sources."""
    for company, held in ownership.capital.above.items():
        has_parcels = any(holding.least >= 1 and len(holding.ties) > 1 for _, holding in held)
        if ownership.capital.totals[company] <= 1 + TOLERANCE and not has_parcels:
            continue
        total = sum(sum_reported(holding) for _, holding in held)
        if total <= 1 + TOLERANCE:
            continue
        by_source = sum_by_source(tie for _, holding in held for tie in holding.ties)
        between = len(by_source) > 1 and max(by_source.values()) <= 1 + TOLERANCE
        kind, sources = (SOURCES_ABOVE_ONE, {"sources": sorted(by_source)}) if between else (SHARES_ABOVE_ONE, {})
        records = cite(holding for _, holding in held)
        yield kind.write(records, company=name_party(ownership, company), total=total, **sources)


def sum_reported(holding: Holding) -> float:
    """Return what the source that reports most of a holding reports, also where that is more than a whole."""
    return max(sum_by_source(holding.ties).values(), default=0.0)


def sum_by_source(ties: Iterable[TieView], basis: Basis = Basis.CAPITAL) -> dict[str, float]:
    """Return what each source reports together, at least."""
    sums: dict[str, float] = {}
    for tie in ties:
        sums[tie.source] = sums.get(tie.source, 0.0) + read_bounds(tie, basis)[0]
    return sums


def explain_vote_sums(ownership: Ownership) -> Iterator[Note]:
    """Return a note per company whose votes add up to more than a whole, and whether that is between sources.

    Where its capital does so too, there is one only if several holders have a majority by the numbers of their sources.
    """
    for company in ownership.votes.above_one:
        held = ownership.votes.holders_of(company)
        by_source = sum_by_source((tie for _, holding in held for tie in list_reporting(holding)), Basis.VOTES)
        between = len(by_source) > 1 and max(by_source.values()) <= 1 + TOLERANCE
        rivals = list_rivals(held) if between else []
        if company in ownership.capital.above_one and not rivals:
            continue
        more = {"rivals": write_rivals(ownership, rivals)} if between else {}
        kind = SOURCES_VOTES_ABOVE_ONE if between else VOTES_ABOVE_ONE
        total, name = sum_least(held), name_party(ownership, company)
        records = cite(holding for _, holding in held)
        yield kind.write(records, company=name, total=total, sources=sorted(by_source), **more)


def list_rivals(held: Iterable[tuple[str, Holding]]) -> list[tuple[str, str, float]]:
    """List the holders with a majority by the numbers of one source, with that source, where there are several."""
    sums = ((holder, sum_by_source(list_reporting(holding), Basis.VOTES)) for holder, holding in held)
    most = ((holder, *max(by_source.items(), key=lambda item: item[1])) for holder, by_source in sums if by_source)
    rivals = [rival for rival in most if rival[2] > MAJORITY + TOLERANCE]
    return rivals if len(rivals) > 1 else []


def write_rivals(ownership: Ownership, rivals: Sequence[tuple[str, str, float]]) -> Wording:
    """Write who each has a majority by the numbers of one source, so that the controller is in doubt."""
    if not rivals:
        return Wording(en="", zh="")
    named = [(name_party(ownership, holder), source, votes) for holder, source, votes in rivals]
    english = " and ".join(f"{name} ({votes:.2%} by {source})" for name, source, votes in named)
    chinese = "、".join(f"{name}（{source}所载{votes:.2%}）" for name, source, votes in named)
    return Wording(
        en=f"; {english} each have a majority by the numbers of one source, so who controls it is in doubt",
        zh=f"；{chinese}按各自来源均持有过半数表决权，控制人存疑",
    )


def list_reporting(holding: Holding) -> list[TieView]:
    """List the ties of a holding whose votes count: those that report any, else all, by their capital."""
    return [tie for tie in holding.ties if FIELDS[Basis.VOTES] in tie.properties] or [*holding.ties]


def explain_partial(ownership: Ownership, kind: NoteKind, basis: Basis, holdings: Holdings | None) -> Iterator[Note]:
    """Return a note per company whose votes or income are reported for some holders only, and differ from capital."""
    if holdings is None:
        return
    for company in holdings.above:
        held, counted = ownership.capital.holders_of(company), dict(holdings.holders_of(company))
        unreported = {holder: holding for holder, holding in held if not holding.reports(basis)}
        if len(unreported) == len(held) or all(counted[holder] == unreported[holder] for holder in unreported):
            continue
        total = sum(holding.least for holding in counted.values() if holding.reports(basis))
        yield kind.write(cite(counted.values()), company=name_party(ownership, company), total=total)


def explain_loops(ownership: Ownership) -> Iterator[Note]:
    """Return a note per group of companies that own each other wholly."""
    for loop in ownership.closed_loops:
        held = (holding for pair, holding in ownership.capital.pairs.items() if {*pair} <= {*loop})
        yield CLOSED_LOOP.write(cite(held), companies=[name_party(ownership, company) for company in loop])


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


def explain_regime(regime: Regime, day: date) -> list[Note]:
    """Return a note when the rule on beneficial owners is not in force yet on a day, or no longer."""
    if regime.is_in_force(day):
        return []
    title = Wording(zh=regime.title.zh, en=regime.title.en)
    if regime.effective_to is not None and regime.effective_to <= day:
        return [REGIME_ENDED.write(regime=regime.id, title=title, until=regime.effective_to, day=day)]
    return [REGIME_NOT_IN_FORCE.write(regime=regime.id, title=title, since=regime.effective_from, day=day)]


def caution_of(regime: Regime) -> Note | None:
    """Return the note that a rule was not checked against the law, and why; None where it was."""
    if regime.checked:
        return None
    return REGIME_NOT_CHECKED.write(reason=Wording(zh=regime.reason.zh, en=regime.reason.en))


def name_party(ownership: Ownership, id_: str) -> str:
    """Return the name of a party with its id."""
    return name_with_id(id_, ownership.read.nodes[id_].name)


def cite(held: Iterable[Holding]) -> list[str]:
    """Return the records of some holdings, sorted."""
    return sorted({tie.record for holding in held for tie in holding.ties})
