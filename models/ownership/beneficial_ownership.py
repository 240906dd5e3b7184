"""The beneficial owners of a company under a regime: who they are, by how much, through what, and by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...graph.read.owners import Owners
from ...graph.read.ties import NodeView
from ...graph.truncation import Truncation
from ...ingest.records import PartyKind
from ..control.controllers import Controller
from ..matrices import TOLERANCE, round_share
from .above_company import Ownership
from .chains import Chain
from .holdings import Holding, sum_least
from .regimes import Basis, Regime

SHOWN_CHAINS = 25


class Fired(StrEnum):
    """Which part of a regime makes a party a beneficial owner; `possible` when only the upper bound is enough."""

    CAPITAL = "capital"
    VOTES = "votes"
    CONTROL = "control"
    POSSIBLE = "possible"


class Gap(StrEnum):
    """Why a part of a company leads to no owner: a loop, a cut search, an inexact size, or no source."""

    LOOP = "closed_loop"
    NOT_READ = "not_read"
    INEXACT = "inexact"
    UNKNOWN = "untold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A party at the end of the chains above a company.

    `share` is exact, rings included, and at least this much; `share_max` is what it can be at most where bands or
    unknown holdings lie on the way. It is None for a controller whose share no source states, or whose holdings count
    for holders of its own. `share_by_chains` multiplies along each chain and adds the chains up.
    """

    party: NodeView
    share: float | None
    share_max: float
    share_by_chains: float
    voting_share: float | None
    rules: tuple[Fired, ...]
    chains: tuple[Chain, ...]
    chains_shown_are_all: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """All ends above a company, the largest first, and the gaps and contradictions in the holdings."""

    owners: tuple[Owner, ...]
    others: tuple[Owner, ...]
    unattributed: float
    gaps: tuple[Gap, ...]
    closed_loops: tuple[tuple[str, ...], ...]
    shares_above_one: tuple[str, ...]
    not_read: tuple[str, ...]
    cuts: frozenset[Truncation]


def find_owners(
    ownership: Ownership, regime: Regime, threshold: float | None, controllers: Sequence[Controller]
) -> Owned:
    """Find the ultimate owners above a company, and which of them the regime calls beneficial owners."""
    read, shares = ownership.read, ownership.capital_shares
    limit = regime.threshold if threshold is None else threshold
    controlling = (
        {member.id for controller in controllers for member in controller.members} if regime.control else set()
    )
    ends = [id_ for id_ in shares if id_ not in read.unread]
    ends += [id_ for id_ in sorted(controlling) if id_ not in shares and id_ in read.nodes]
    found = [describe_owner(ownership, read.nodes[id_], regime, limit, controls=id_ in controlling) for id_ in ends]
    found.sort(key=lambda owner: (-(owner.share or 0.0), -owner.share_by_chains, owner.party.id))
    return Owned(
        owners=tuple(owner for owner in found if owner.rules and owner.party.kind == PartyKind.PERSON),
        others=tuple(owner for owner in found if not (owner.rules and owner.party.kind == PartyKind.PERSON)),
        unattributed=ownership.unattributed,
        gaps=tuple(sorted(find_gaps(ownership))),
        closed_loops=ownership.closed_loops,
        shares_above_one=ownership.capital.above_one,
        not_read=tuple(sorted(read.unread)),
        cuts=frozenset(read.cuts | (set() if ownership.chains_are_all else {Truncation.CHAINS})),
    )


def find_gaps(ownership: Ownership) -> set[Gap]:
    """Find why parts of what stands above a company lead to no owner."""
    read, capital = ownership.read, ownership.capital
    looped = {id_ for loop in ownership.closed_loops for id_ in loop}
    gaps: set[Gap] = set()
    waiting = [read.start]
    met = set(waiting)
    for company in waiting:
        held = capital.holders_of(company)
        above = [holder for holder, holding in held if holding.least > 0 and holder not in met]
        met.update(above)
        waiting += above
        if company in looped:
            gaps.add(Gap.LOOP)
        elif sum_least(held) < 1 - TOLERANCE and (held or company in {read.start, *read.unread}):
            gaps.add(name_gap(read, company, held))
    return gaps


def name_gap(read: Owners, company: str, held: Sequence[tuple[str, Holding]]) -> Gap:
    """Return why the holdings of one company do not add up to a whole."""
    if read.cuts or company in read.unread:
        return Gap.NOT_READ
    return Gap.UNKNOWN if all(holding.exact for _, holding in held) else Gap.INEXACT


def describe_owner(ownership: Ownership, party: NodeView, regime: Regime, limit: float, *, controls: bool) -> Owner:
    """Put together the shares and chains of one end, and which rules of the regime it meets."""
    chains, all_found = ownership.chains.get(party.id, []), ownership.chains_are_all
    share = ownership.capital_shares.get(party.id)
    by_chains = round_share(sum(chain.share for chain in chains))
    exact = all_found and all(
        step.share_max is not None and step.share_max <= step.share for chain in chains for step in chain.steps
    )
    least = by_chains if share is None else share
    most = least if exact and share is not None else round_share(min(1.0, least + ownership.unattributed))
    votes = ownership.vote_shares
    voting = None if votes is None else votes.get(party.id, None if share is None else 0.0)
    return Owner(
        party=party,
        share=share,
        share_max=most,
        share_by_chains=by_chains,
        voting_share=voting,
        rules=tuple(list_fired(regime, limit, share or 0.0, most, voting, controls)),
        chains=tuple(chains[:SHOWN_CHAINS]),
        chains_shown_are_all=all_found and len(chains) <= SHOWN_CHAINS,
    )


def list_fired(
    regime: Regime, limit: float, share: float, most: float, voting: float | None, controls: bool
) -> list[Fired]:
    """List which rules of the regime a share, a voting share or control meets."""
    fired = []
    if regime.reaches(share, limit):
        fired.append(Fired.CAPITAL)
    if Basis.VOTES in regime.bases and voting is not None and regime.reaches(voting, limit):
        fired.append(Fired.VOTES)
    if controls:
        fired.append(Fired.CONTROL)
    if not fired and regime.reaches(most, limit):
        fired.append(Fired.POSSIBLE)
    return fired
