"""Ordinary pledges: some controlling persons pledge a small part of their shares to a bank."""

import numpy as np

from ..days import FIRST_DAY, NO_DAY, TODAY
from ..parties.numbering import find_kinds
from ..sampling import draw_each, draw_ints, open_stream
from ..table import is_active
from ..world import World
from .credit import find_lenders

PLEDGE_SHARE = 0.08
PLEDGED = (0.1, 0.5)
ENDED_SHARE = 0.4


def add_pledges(world: World) -> None:
    """Let some majority holders pledge between a tenth and a half of their shares."""
    rng = open_stream(world.seed, "pledges")
    holdings = world.tables["holdings"]
    able = is_active(holdings, TODAY) & (holdings["share"] > 5000) & (find_kinds(holdings["owner"]) == 1)
    able &= ~world.companies.planted[holdings["company"]] & (rng.random(len(holdings)) < PLEDGE_SHARE)
    rows = np.flatnonzero(able)
    share = np.floor(holdings["share"][rows] * rng.uniform(*PLEDGED, len(rows))).astype(np.int64)
    company = holdings["company"][rows]
    since = draw_each(rng, np.maximum(holdings["valid_from"][rows], FIRST_DAY), np.full(len(rows), TODAY - 200))
    until = since + draw_ints(rng, 200, 1000, len(rows))
    ended = (rng.random(len(rows)) < ENDED_SHARE) & (until <= TODAY)
    world.tables["pledges"].add(
        holder=holdings["owner"][rows],
        company=company,
        kind="pledge",
        share=share,
        amount=np.round(world.companies.equity[company] * share / 20_000, -3).astype(np.int64),
        pledgee=find_lenders(world, rng, len(rows)),
        valid_from=since,
        valid_to=np.where(ended, until, NO_DAY),
    )
