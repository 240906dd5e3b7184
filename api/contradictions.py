"""What sources tell of the holdings above a company that cannot be, or that leads to nobody, each with its records."""

from collections.abc import Iterator, Sequence

from ..graph.read_owners import Owners
from ..models.ownership import find_closed_loops
from ..models.regimes import Basis
from .holdings import Holding, Holdings, add_up, collect_holdings, has_own_votes

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
    """Tell each company whose votes add up to more than a whole where its capital does not."""
    votes = collect_holdings(owners, Basis.VOTES) if has_own_votes(owners) else capital
    for company in votes.above_one:
        if company not in capital.above_one:
            held = votes.holders_of(company)
            yield (
                f"the votes told of {name_party(owners, company)} add up to {add_up(held):.2%}, capital counting where "
                "no votes are told; scaled down for control / 表决权合计超过100%（未说明表决权的按出资计），"
                f"判断控制权时已按比例折算  [{cite_holdings([holding for _, holding in held])}]"
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
