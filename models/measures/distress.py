"""Measures of the losses from parties in distress, by layer (linear DebtRank).

If j fails, i loses its claim on j times the loss given default, as a part of i's net assets. The layers are kept apart:
guarantees given, receivables from buyers, and holdings in companies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..economy import Economy, Flags, Ties
from ..matrices import FloatMatrix, Floats
from ..networks.contagion import debtrank_by_layer
from ..policy import Assumptions
from ..signals import SignalKind
from ..wording import Wording
from .accounts import find_net_assets
from .conduct import find_in_default, find_open_cases
from .measure import Measure, Measured, Unit, group_by
from .structure import build_tie_evidence

SALES_YEAR_DAYS = 365.0  # over which yearly sales are spread evenly
SMALLEST_NET_ASSETS = 1e-6  # used for zero or less, so that any loss exceeds them
LAYERS = ("GUARANTEES", "SUPPLIES", "OWNS")


@dataclass(frozen=True, slots=True)
class DistressSpread:
    """The distress of each party after it has spread.

    `distress` [parties] is the final level, from 0 to 1, including a party's own distress. `received` holds for each
    layer [parties] the part of net assets lost through it, NaN if net assets are unknown; layers sum to 1 at most.
    """

    distress: Floats
    received: Mapping[str, Floats]


def spread_distress(economy: Economy, assumptions: Assumptions) -> DistressSpread:
    """Spread the distress of parties already in distress through all layers at once.

    A party with unknown net assets passes on only its own distress. A party in distress also receives the losses caused
    by others.
    """
    net = find_net_assets(economy, home=True).value
    claims = {label: compute_exposures(economy, assumptions, label) for label in LAYERS}
    known = (~np.isnan(net)).astype(np.float64)[:, None]
    able = {label: sparse.csr_array(layer.multiply(known)) for label, layer in claims.items()}
    equity = np.maximum(np.nan_to_num(net), SMALLEST_NET_ASSETS)
    distress = debtrank_by_layer(able, equity, find_distressed(economy).astype(np.float64)).distress
    losses = {label: np.asarray(layer @ distress / equity, dtype=np.float64) for label, layer in able.items()}
    total = np.maximum(sum(losses.values(), start=np.zeros(economy.count)), 1.0)
    unknown = {label: np.isnan(net) & (np.diff(layer.indptr) > 0) for label, layer in claims.items()}
    return DistressSpread(
        distress, {label: np.where(unknown[label], np.nan, loss / total) for label, loss in losses.items()}
    )


def find_distressed(economy: Economy) -> Flags:
    """Find the parties already in distress: in default, bankrupt, listed as dishonest or with negative net assets."""
    troubled = find_net_assets(economy).value < 0
    troubled[economy.loans.borrower[find_in_default(economy)]] = True
    listed = find_open_cases(economy.cases, ("bankruptcy", "dishonest_executee"), economy.day)
    troubled[economy.cases.party[listed]] = True
    return np.asarray(troubled)


def compute_exposures(economy: Economy, assumptions: Assumptions, label: str) -> FloatMatrix:
    """Compute what each party (row) loses if another (column) fails: [parties, parties], in currency units."""
    ties = economy.tie(label)
    losses = ties.column("amount") * assumptions.loss_given_default
    if label == "SUPPLIES":
        losses = find_receivables(ties, assumptions) * assumptions.loss_given_default
    if label == "OWNS":
        losses = ties.column("share") * np.maximum(find_net_assets(economy, home=True).value[ties.end], 0.0)
    counted = ~np.isnan(losses) & (losses > 0) & (ties.start != ties.end)
    cells = (losses[counted], (ties.start[counted], ties.end[counted]))
    return sparse.csr_array(cells, shape=(economy.count,) * 2)


def find_receivables(ties: Ties, assumptions: Assumptions) -> Floats:
    """Return the receivable of each tie, or if unknown the sales over the usual days of credit."""
    owed = ties.column("receivable")
    usual = ties.column("annual_amount") * assumptions.usual_credit_days / SALES_YEAR_DAYS
    return np.where(np.isnan(owed), usual, owed)


def build_layer_measure(label: str) -> Callable[[Economy, Assumptions], Measured]:
    """Build the measure of one layer; its evidence is the ties to parties in distress."""

    def compute(economy: Economy, assumptions: Assumptions) -> Measured:
        ties, spread = economy.tie(label), spread_distress(economy, assumptions)
        groups = group_by(ties.start, np.flatnonzero(spread.distress[ties.end] > 0), economy.count)
        tied = np.bincount(ties.start, minlength=economy.count) > 0
        return Measured(spread.received[label], economy.companies & tied, build_tie_evidence(economy, label, groups))

    return compute


MEASURES = (
    Measure(
        code="distress_guarantees",
        kind=SignalKind.STRUCTURE,
        unit=Unit.PERCENT,
        title=Wording("经担保传来的损失", "Loss through guarantees"),
        sentence=Wording(
            "所担保企业的困境可能使其损失净资产的{value}。",
            "The distress of those it guarantees could cost it {value} of its net assets.",
        ),
        clear=Wording("所担保企业均未见困境。", "None of those it guarantees is seen in distress."),
        unknown=Wording("净资产未知，{title}无法计算。", "{title}: unknown, because its net assets are."),
        compute=build_layer_measure("GUARANTEES"),
    ),
    Measure(
        code="distress_supply",
        kind=SignalKind.STRUCTURE,
        unit=Unit.PERCENT,
        title=Wording("经应收账款传来的损失", "Loss through receivables"),
        sentence=Wording(
            "买方的困境可能使其损失净资产的{value}。",
            "The distress of its buyers could cost it {value} of its net assets.",
        ),
        clear=Wording("买方均未见困境。", "None of its buyers is seen in distress."),
        unknown=Wording("净资产未知，{title}无法计算。", "{title}: unknown, because its net assets are."),
        compute=build_layer_measure("SUPPLIES"),
    ),
    Measure(
        code="distress_ownership",
        kind=SignalKind.STRUCTURE,
        unit=Unit.PERCENT,
        title=Wording("经持股传来的损失", "Loss through holdings"),
        sentence=Wording(
            "所持股企业的困境可能使其损失净资产的{value}。",
            "The distress of companies it holds could cost it {value} of its net assets.",
        ),
        clear=Wording("所持股企业均未见困境。", "None of the companies it holds is seen in distress."),
        unknown=Wording("净资产未知，{title}无法计算。", "{title}: unknown, because its net assets are."),
        compute=build_layer_measure("OWNS"),
    ),
)
