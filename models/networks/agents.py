"""Companies that register and keep books for others: an address or a number they share with clients proves little."""

import re
from collections.abc import Sequence

from ...graph.engine.store import Row

WORDS = (
    "商务中心", "商务秘书", "代理记账", "财务咨询", "会计", "工商代理", "企业服务",
    "Business Centre", "Business Center", "Accounting", "Bookkeeping", "Corporate Services", "Secretarial",
)  # fmt: skip
# GB/T 4754-2017, with or without its section: managers of parks, accountants, office services, business agents
TRADES = re.compile(r"L?7(?:221|241|293|297)")
# business services, where the source gives no finer code
COARSE_TRADE = re.compile(r"L?72")


def has_agent(companies: Sequence[Row]) -> bool:
    """Return whether one of the companies is an agent of the others, by its name or its industry.

    Business services without a finer code are the trade of many shells too; such a company counts as an agent only
    where no other company is in it.
    """
    trades = [company["industry"] or "" for company in companies]
    if sum(COARSE_TRADE.fullmatch(trade) is not None for trade in trades) == 1:
        return True
    return any(map(TRADES.fullmatch, trades)) or any(map(is_named_agent, companies))


def is_named_agent(company: Row) -> bool:
    """Return whether a name of the company says that it is an agent."""
    return any(word in name for name in company["names"] or [company["name"]] for word in WORDS)
