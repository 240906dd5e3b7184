"""Notes on holdings that contradict each other: sums above a whole, votes stated for some, and closed loops."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ....graph.read.ties import TieView
from ....models.control.majority import MAJORITY
from ....models.matrices import TOLERANCE
from ....models.ownership.above_company import Ownership
from ....models.ownership.holdings import FIELDS, Holding, Holdings, read_bounds, sum_least
from ....models.ownership.regimes import Basis
from ....models.wording import Wording
from ..declaration import MOST_LISTED, Note, NoteKind, count_more
from .citing import cite, name_party

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
