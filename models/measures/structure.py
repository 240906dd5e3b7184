"""Measures of a party's place in the network: guarantees, guarantee circles, main buyers, pledged shares."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse

from ...graph.rules.sentences import Language, write_number
from ..components import condense
from ..economy import Economy, Flags, Ties, sum_by
from ..matrices import Floats, Indices
from ..policy import Assumptions
from ..signals import SignalKind
from ..wording import Wording
from .accounts import find_net_assets
from .measure import HIGHEST_MULTIPLE, Grouping, Measure, Measured, Unit, count_by, divide, group_by


def build_tie_evidence(economy: Economy, label: str, groups: Grouping) -> Callable[[int], Sequence[str]]:
    """Build the function that lists a party's grouped ties as `TYPE|start|end`."""
    ties = economy.tie(label)

    def evidence(party: int) -> list[str]:
        rows = groups.of(party)
        return [f"{label}|{economy.ids[ties.start[row]]}|{economy.ids[ties.end[row]]}" for row in rows]

    return evidence


def measure_guarantees(economy: Economy, _: Assumptions) -> Measured:
    """Compute guarantees given over net assets, up to the highest multiple, which net assets of 0 or less get too.

    The value is a lower bound if an amount is unknown. With net assets of 0 or less there is no multiple to state: the
    sentence then has the amount.
    """
    ties = economy.tie("GUARANTEES")
    amount, net = ties.column("amount"), find_net_assets(economy, home=True).value
    total = sum_by(ties.start, amount, economy.count)
    multiple = np.minimum(divide(total, net), HIGHEST_MULTIPLE)
    values = np.where((net <= 0) & (total > 0), HIGHEST_MULTIPLE, multiple)
    groups = group_by(ties.start, np.arange(len(ties.start)), economy.count)
    applies = economy.companies & (np.diff(groups.starts) > 0)
    at_least = count_by(ties.start, np.isnan(amount), economy.count) > 0

    def sentence(party: int) -> Wording | None:
        if not (net[party] <= 0 and total[party] > 0):
            return None
        return word_guarantees(total[party], net[party], at_least=bool(at_least[party]))

    return Measured(
        values, applies, build_tie_evidence(economy, "GUARANTEES", groups), at_least=at_least, sentence=sentence
    )


def word_guarantees(total: float, net: float, *, at_least: bool) -> Wording:
    """Word guarantees beside net assets of 0 or less, of which they are no multiple."""
    zh, en = (write_number(total, "amount", language) for language in (Language.ZH, Language.EN))
    least = Wording("至少", "at least ") if at_least else Wording("", "")
    state = Wording("为负", "negative") if net < 0 else Wording("为零", "zero")
    return Wording(
        f"对外担保总额{least.zh}{zh}，而净资产{state.zh}。",
        f"It guarantees {least.en}{en} for others, while its net assets are {state.en}.",
    )


def measure_circle(economy: Economy, _: Assumptions) -> Measured:
    """Count the parties of a party's guarantee circle, in which all guarantee each other directly or through others."""
    ties = economy.tie("GUARANTEES")
    size, inside = find_circle_sizes(economy)
    groups = group_by(ties.start, np.flatnonzero(inside), economy.count)
    applies = np.bincount(np.concatenate([ties.start, ties.end]), minlength=economy.count) > 0
    values = np.where(size > 1, size, 0).astype(np.float64)
    return Measured(values, applies, build_tie_evidence(economy, "GUARANTEES", groups))


def find_circle_sizes(economy: Economy) -> tuple[Indices, Flags]:
    """Find the size of each party's circle [parties], 1 if none, and the guarantees inside circles [guarantees]."""
    ties = economy.tie("GUARANTEES")
    links = sparse.csr_array((np.ones(len(ties.start)), (ties.start, ties.end)), shape=(economy.count,) * 2)
    parts = condense(links)
    size = parts.size[parts.component]
    inside = (parts.component[ties.start] == parts.component[ties.end]) & (ties.start != ties.end)
    return size, np.asarray(inside)


def measure_buyer(economy: Economy, _: Assumptions) -> Measured:
    """Compute the share of a company's sales that goes to its largest buyer, summed over their ties, at most 1."""
    ties = economy.tie("SUPPLIES")
    summed, rows = find_largest(ties, "share_of_sales", economy.count)
    largest = np.minimum(summed, 1.0)
    name = build_tie_evidence(economy, "SUPPLIES", group_by(ties.start, rows, economy.count))
    return Measured(largest, economy.companies & (count_by(ties.start, ties.start >= 0, economy.count) > 0), name)


def find_largest(ties: Ties, name: str, count: int) -> tuple[Floats, Indices]:
    """Find the largest sum of a property over a party's ties with one other party: [parties], and these ties."""
    values = ties.column(name)
    known = np.flatnonzero(~np.isnan(values))
    pairs, pair = np.unique(ties.start[known] * count + ties.end[known], return_inverse=True)
    start, summed = pairs // count, np.bincount(pair, weights=values[known], minlength=len(pairs))
    order = np.lexsort((summed, start))
    last = order[np.append(np.diff(start[order]) > 0, True)] if len(order) else order
    largest = np.full(count, np.nan)
    largest[start[last]] = summed[last]
    return largest, known[np.isin(pair, last)]


def measure_pledges(economy: Economy, _: Assumptions) -> Measured:
    """Sum the shares of a company's capital that are pledged or frozen, at most 1; a lower bound if one is unknown."""
    ties = economy.tie("PLEDGES")
    share = ties.column("share")
    values = np.minimum(sum_by(ties.end, share, economy.count), 1.0)
    groups = group_by(ties.end, np.arange(len(ties.end)), economy.count)
    at_least = count_by(ties.end, np.isnan(share), economy.count) > 0
    applies = economy.companies & (np.diff(groups.starts) > 0)
    return Measured(values, applies, build_tie_evidence(economy, "PLEDGES", groups), at_least=at_least)


MEASURES = (
    Measure(
        code="guarantee_multiple",
        kind=SignalKind.STRUCTURE,
        unit=Unit.CAPPED_MULTIPLE,
        title=Wording("对外担保倍数", "Guarantee multiple"),
        sentence=Wording("对外担保总额为净资产的{value}。", "Its guarantees for others are {value} its net assets."),
        unknown=Wording(
            "对外提供担保，但担保金额或净资产未知，{title}无法计算。",
            "{title}: it guarantees others, but the amounts or its net assets are unknown.",
        ),
        compute=measure_guarantees,
    ),
    Measure(
        code="guarantee_circle",
        kind=SignalKind.STRUCTURE,
        unit=Unit.COUNT,
        title=Wording("担保圈", "Guarantee circle"),
        sentence=Wording(
            "身处{value}家相互担保的担保圈。", "It is in a circle of {value} parties that guarantee each other."
        ),
        clear=Wording("有担保关系，但不在担保圈内。", "It has guarantees but is not in a guarantee circle."),
        unknown=Wording("{title}未知。", "{title} is not known."),
        compute=measure_circle,
    ),
    Measure(
        code="largest_buyer",
        kind=SignalKind.STRUCTURE,
        unit=Unit.PERCENT,
        title=Wording("最大买方占销售额的比例", "Share of its largest buyer"),
        sentence=Wording("最大买方占其销售额的{value}。", "Its largest buyer takes {value} of its sales."),
        unknown=Wording("有买方，但{title}未知。", "{title}: it has buyers, but their shares are unknown."),
        compute=measure_buyer,
    ),
    Measure(
        code="pledged_shares",
        kind=SignalKind.STRUCTURE,
        unit=Unit.PERCENT,
        title=Wording("质押或冻结的股权", "Shares pledged or frozen"),
        sentence=Wording("其股权的{value}已被质押或冻结。", "{value} of its shares are pledged or frozen."),
        unknown=Wording("有股权质押或冻结，但{title}比例未知。", "{title}: there are some, but how much is unknown."),
        compute=measure_pledges,
    ),
)
