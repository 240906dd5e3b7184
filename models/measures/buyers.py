"""The measure of a main buyer that something speaks against: in distress, out of business, or related to the seller."""

import numpy as np
from scipy import sparse

from ..economy import Economy, Flags, Ties
from ..matrices import Floats
from ..policy import Assumptions
from ..signals import SignalKind
from ..wording import Wording
from .distress import find_distressed
from .measure import Measure, Measured, Unit, count_by, group_by
from .structure import build_tie_evidence, find_largest

OUT_OF_BUSINESS = ("revoked", "dissolved", "bankrupt", "deregistered")
INFLUENCE = 0.2  # from a fifth on, influence is presumed to be significant (CAS 2)


def measure_doubtful_buyer(economy: Economy, _: Assumptions) -> Measured:
    """Compute the largest share of a company's sales that goes to one doubtful buyer; only sellers that have one."""
    ties = economy.tie("SUPPLIES")
    rows = np.flatnonzero(find_doubtful(economy, ties))
    doubtful = Ties(ties.start[rows], ties.end[rows], {"share_of_sales": ties.column("share_of_sales")[rows]})
    summed, largest = find_largest(doubtful, "share_of_sales", economy.count)
    groups = group_by(ties.start, rows[largest], economy.count)
    applies = economy.companies & (count_by(doubtful.start, doubtful.start >= 0, economy.count) > 0)
    return Measured(np.minimum(summed, 1.0), applies, build_tie_evidence(economy, "SUPPLIES", groups))


def find_doubtful(economy: Economy, ties: Ties) -> Flags:
    """Find the sales to buyers in distress, out of business, or related to the seller: [ties]."""
    weak = find_distressed(economy) | np.isin(economy.status, OUT_OF_BUSINESS)
    return np.asarray(weak[ties.end] | find_related(economy, ties))


def find_related(economy: Economy, ties: Ties) -> Flags:
    """Find the ties whose ends hold a fifth of each other, directly or as holdings of one holder: [ties]."""
    holdings, count = economy.tie("OWNS"), economy.count
    large = holdings.column("share") >= INFLUENCE
    cells = (np.ones(int(large.sum())), (holdings.end[large], holdings.start[large]))
    holders = sparse.csr_array(cells, shape=(count, count)) + sparse.eye_array(count, format="csr")
    shared: Floats = np.asarray(holders[ties.start].multiply(holders[ties.end]).sum(axis=1)).ravel()
    return np.asarray((shared > 0) & (ties.start != ties.end))


MEASURES = (
    Measure(
        code="doubtful_buyer",
        kind=SignalKind.STRUCTURE,
        unit=Unit.PERCENT,
        title=Wording("最大存疑买方占销售额的比例", "Share of its largest doubtful buyer"),
        sentence=Wording(
            "其销售额的{value}来自一家陷入困境、已停止经营或与其有关联的买方。",
            "A buyer in distress, out of business or related to it takes {value} of its sales.",
        ),
        unknown=Wording("有存疑买方，但{title}未知。", "{title}: it has such a buyer, but its share is unknown."),
        compute=measure_doubtful_buyer,
    ),
)
