"""The Economic Systemic Risk Index (ESRI): how much of an economy's output stops if one firm fails.

Source: Diem, Borsos, Reisch, Kertesz and Thurner, Sci Rep 12:7719 (2022). `sales[i, j]` is the yearly amount that firm
i sells to firm j, in one currency.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from ...errors import MeasureError
from ..matrices import FloatMatrix, Floats, Indices, Matrix, list_rows, read_ties, sum_columns, sum_rows

logger = logging.getLogger(__name__)

CELLS_AT_ONCE = 4_000_000  # limits memory: the size of the dense arrays [firms, failures]
TOLERANCE = 1e-9
MAX_ROUNDS = 1_000


def economic_systemic_risk(
    sales: Matrix, sectors: ArrayLike, essential: ArrayLike, firms: ArrayLike | None = None
) -> Floats:
    """Compute the fraction of all sales lost if a firm fails for good: [firms], or one per entry of `firms`.

    `sectors` [firms] are whole numbers from 0. `essential` is boolean: [sectors], true if a lack of inputs from that
    sector stops any buyer, or [sectors, sectors], true if a lack of inputs from the row's sector stops buyers in the
    column's sector. Production is limited by the scarcest essential sector of inputs; all other inputs count together,
    in proportion to total inputs. The rest of its sector can replace a supplier: its failure weighs min(1, its sales
    over the remaining sales of its sector). Orders fall in proportion to the customers' own. Supply and demand shocks
    are tracked separately, and the worse of the two counts.

    A firm that sells nothing has no weight; without any sales every value is 0. Demand that runs in cycles without an
    end customer falls slowly: after 1,000 rounds the value is a lower bound and a warning is logged. Raises
    `MeasureError` for a negative or unknown amount, a sale to oneself, or a sector without an entry in `essential`.
    """
    amounts = read_ties(sales, "sales")
    sector = _read_sectors(sectors, amounts.shape[0])
    needed = _read_essential(essential, sector)
    chosen = _read_firms(firms, amounts.shape[0])
    network = _build_network(amounts, sector, needed)
    width = max(1, CELLS_AT_ONCE // max(1, len(sector)))
    slices = range(0, len(chosen), width)
    return np.concatenate([np.zeros(0), *(_measure_failures(network, chosen[at : at + width]) for at in slices)])


@dataclass(frozen=True, slots=True)
class SupplyNetwork:
    """The production network, prepared for spreading supply and demand shocks.

    `inputs` [groups, firms] is each supplier's part in one group of a buyer's inputs. `buyers` are the firms that have
    inputs, and `tops` the first group of each. `deeper` pairs positions in `buyers` with their second groups, then
    their third, and so on. `orders` [firms, firms] is each customer's part in a firm's sales. `peers` [sectors, firms]
    sums the sales of a sector.
    """

    sold: Floats
    sector: Indices
    inputs: FloatMatrix
    buyers: Indices
    tops: Indices
    deeper: tuple[tuple[Indices, Indices], ...]
    orders: FloatMatrix
    peers: FloatMatrix


def _build_network(amounts: FloatMatrix, sector: Indices, needed: NDArray[np.bool_]) -> SupplyNetwork:
    count = amounts.shape[0]
    sold, bought = sum_rows(amounts), sum_columns(amounts)
    seller, buyer = list_rows(amounts), amounts.indices.astype(np.int64)
    kind = np.where(needed[sector[seller], sector[buyer]], sector[seller] + 1, 0)
    groups, group = np.unique(buyer * (len(needed) + 1) + kind, return_inverse=True)
    whole = np.where(kind > 0, np.bincount(group, amounts.data)[group] if len(group) else 0.0, bought[buyer])
    inputs = sparse.csr_array((amounts.data / whole, (group, seller)), shape=(len(groups), count))
    buyers, tops = np.unique(groups // (len(needed) + 1), return_index=True)
    orders = sparse.csr_array((amounts.data / sold[seller], (seller, buyer)), shape=amounts.shape)
    peers = sparse.csr_array((sold, (sector, np.arange(count))), shape=(len(needed), count))
    return SupplyNetwork(sold, sector, inputs, buyers, tops, tuple(_pair_deeper(tops, len(groups))), orders, peers)


def _pair_deeper(tops: Indices, count: int) -> Iterator[tuple[Indices, Indices]]:
    """List positions of buyers and their groups by rank: a maximum over these is faster than `reduceat`."""
    sizes = np.diff(tops, append=count)
    for rank in range(1, sizes.max(initial=0)):
        places = np.flatnonzero(sizes > rank)
        yield places, tops[places] + rank


def _measure_failures(network: SupplyNetwork, firms: Indices) -> Floats:
    """Compute the lost fraction of all sales for each failing firm; each column of the arrays is one failure."""
    lost = np.zeros(len(firms))
    running = np.arange(len(firms) if network.sold.any() else 0)
    supply = np.ones((len(network.sold), len(running)))
    supply[firms[running], running] = 0.0
    demand = supply.copy()
    for _ in range(MAX_ROUNDS):
        if not len(running):
            return lost
        next_supply, next_demand = _spread_supply(network, supply), _spread_demand(network, demand)
        moved = np.maximum((supply - next_supply).max(axis=0), (demand - next_demand).max(axis=0)) > TOLERANCE
        lost[running[~moved]] = _weigh_loss(network, next_supply[:, ~moved], next_demand[:, ~moved])
        supply, demand = next_supply, next_demand
        if not moved.all():
            running, supply, demand = running[moved], supply.compress(moved, axis=1), demand.compress(moved, axis=1)
    logger.warning("%d failures had not settled after %d rounds: lower bounds", len(running), MAX_ROUNDS)
    lost[running] = _weigh_loss(network, supply, demand)
    return lost


def _weigh_loss(network: SupplyNetwork, supply: Floats, demand: Floats) -> Floats:
    return np.asarray(network.sold @ (1.0 - np.minimum(supply, demand)) / network.sold.sum())


def _spread_demand(network: SupplyNetwork, demand: Floats) -> Floats:
    """Compute what each firm's customers still order; a firm without customers in the network keeps its orders."""
    ordered = np.where(network.sold[:, None] > 0, np.asarray(network.orders @ demand), 1.0)
    return np.asarray(np.minimum(demand, ordered))


def _spread_supply(network: SupplyNetwork, supply: Floats) -> Floats:
    """Compute what each firm can still produce from its inputs; its worst group of inputs decides."""
    remaining = np.asarray(network.peers @ supply)[network.sector]
    own = np.broadcast_to(network.sold[:, None], remaining.shape)
    weight = np.minimum(1.0, np.divide(own, remaining, out=np.ones_like(remaining), where=remaining > 0))
    possible = np.ones_like(supply)
    if len(network.tops):
        missing = np.asarray(network.inputs @ (weight * (1.0 - supply)))
        worst = missing[network.tops]
        for places, groups in network.deeper:
            worst[places] = np.maximum(worst[places], missing[groups])
        possible[network.buyers] = 1.0 - worst
    return np.asarray(np.minimum(supply, np.maximum(possible, 0.0)))


def _read_sectors(sectors: ArrayLike, count: int) -> Indices:
    labels = np.asarray(sectors)
    if labels.shape != (count,) or (count and labels.dtype.kind not in "iu"):
        raise MeasureError(f"sectors must hold one whole number for each of the {count} firms")
    for firm in np.flatnonzero(labels < 0)[:1]:
        raise MeasureError(f"sectors[{firm}] is {labels[firm]}; sectors are numbered from 0")
    return labels.astype(np.int64)


def _read_essential(essential: ArrayLike, sector: Indices) -> NDArray[np.bool_]:
    """Read which inputs are essential: [input's sector, buyer's sector]."""
    rule = np.asarray(essential)
    if rule.dtype != np.bool_ or rule.ndim not in (1, 2) or len(set(rule.shape)) != 1:
        raise MeasureError("essential must be true or false for each sector, or for each pair of sectors")
    for firm in np.flatnonzero(sector >= len(rule))[:1]:
        raise MeasureError(f"sectors[{firm}] is {sector[firm]}, but essential has only {len(rule)} sectors")
    return np.broadcast_to(rule[:, None], (len(rule), len(rule))) if rule.ndim == 1 else rule


def _read_firms(firms: ArrayLike | None, count: int) -> Indices:
    chosen = np.arange(count) if firms is None else np.atleast_1d(np.asarray(firms, dtype=np.int64))
    for place in np.flatnonzero((chosen < 0) | (chosen >= count))[:1]:
        raise MeasureError(f"firms[{place}] is {chosen[place]}; the network has firms 0 to {count - 1}")
    return chosen
