"""What sources tell of the holdings above a company that cannot be, or that leads to nobody, each with its records."""

from collections.abc import Iterator, Sequence

from ..graph.read.owners import Owners
from ..models.ownership.holdings import Holding, Holdings, add_up, collect_holdings, has_own_votes
from ..models.ownership.integrated import find_closed_loops
from ..models.ownership.regimes import Basis

MOST_NOTED = 10
MOST_RECORDS = 5


def explain_contradictions(owners: Owners) -> list[str]:
    """Give a sentence per company told to be held by more than a whole, and per closed loop; many are counted."""
    capital = collect_holdings(owners, Basis.CAPITAL)
    told = [*explain_sums(owners, capital), *explain_votes(owners, capital), *explain_loops(owners, capital)]
    more = len(told) - MOST_NOTED
    counted = [f"{more:,} more contradictions among the holdings / 另有{more:,}处持股矛盾"] if more > 0 else []
    return [*told[:MOST_NOTED], *counted]


def explain_sums(owners: Owners, capital: Holdings) -> Iterator[str]:
    """Tell each company whose holdings add up to more than a whole."""
    for company in capital.above_one:
        held = capital.holders_of(company)
        yield (
            f"the holdings told of {name_party(owners, company)} add up to {add_up(held):.2%}; scaled down / "
            f"合计超过100%，已按比例折算  [{cite_holdings([holding for _, holding in held])}]"
        )


def explain_votes(owners: Owners, capital: Holdings) -> Iterator[str]:
    """Tell each company whose votes are told for some holders only, and where they cannot be what capital is."""
    if not has_own_votes(owners):
        return
    votes = collect_holdings(owners, Basis.VOTES)
    for company in votes.above:
        held, counted = capital.above.get(company, ()), dict(votes.holders_of(company))
        untold = {holder: holding for holder, holding in held if not holding.has_votes}
        if len(untold) == len(held) or all(counted[holder] == holding for holder, holding in untold.items()):
            continue
        told = sum(holding.least for holding in counted.values() if holding.has_votes)
        yield (
            f"the votes of {name_party(owners, company)} are told for some of its holders only, {told:.2%}; the others "
            "count with what is left, in proportion to their capital / 仅部分股东的表决权有来源说明，"
            f"其余股东按出资比例分配剩余表决权  [{cite_holdings(list(counted.values()))}]"
        )


def explain_loops(owners: Owners, capital: Holdings) -> Iterator[str]:
    """Tell each group of companies that own each other wholly, so that no chain leads out of it."""
    for loop in find_closed_loops(capital.shares):
        ids = [capital.ids[place] for place in loop]
        members = ", ".join(name_party(owners, id_) for id_ in ids)
        held = [holding for (holder, company), holding in capital.pairs.items() if {holder, company} <= {*ids}]
        yield (
            f"the owners of a closed loop are not told by any source: {members} / "
            f"闭环持股，来源未说明其所有人  [{cite_holdings(held)}]"
        )


def name_party(owners: Owners, id_: str) -> str:
    """Give the name of a party with its id."""
    return f"{owners.nodes[id_].name or id_} ({id_})"


def cite_holdings(held: Sequence[Holding]) -> str:
    """Give the first records of some holdings, and how many more there are."""
    records = sorted({tie.record for holding in held for tie in holding.ties})
    more = len(records) - MOST_RECORDS
    return ", ".join(records[:MOST_RECORDS]) + (f" and {more:,} more" if more > 0 else "")
