"""The beneficial owners of a company under a regime: who they are, by how much, through what, and by which rule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...graph.read.owners import Owners
from ...graph.read.ties import NodeView
from ...graph.truncation import Truncation
from ...ingest.records import PartyKind
from ..control.controllers import Controller
from ..matrices import TOLERANCE
from .chains import Chain, find_chains
from .holdings import Holdings, add_up, collect_holdings, has_own_votes
from .integrated import beneficial_owners, find_closed_loops
from .regimes import Basis, Regime

SHOWN_CHAINS = 25


class Fired(StrEnum):
    """Which part of a regime makes a party a beneficial owner; `possible` when only the upper bound is enough."""

    CAPITAL = "capital"
    VOTES = "votes"
    CONTROL = "control"
    POSSIBLE = "possible"


class Gap(StrEnum):
    """Why a part of a company leads to nobody: in a loop, cut off, of a size that is not told exactly, or untold."""

    LOOP = "closed_loop"
    NOT_READ = "not_read"
    INEXACT = "inexact"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A party at the end of the chains above a company.

    `share` is exact, rings included, and at least this much; `share_max` is what it can be at most where bands or
    unknown holdings lie on the way. It is None for a controller whose share no source tells, or whose holdings count
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
    """All ends above a company, the largest first, and what is odd or missing about the holdings."""

    owners: tuple[Owner, ...]
    others: tuple[Owner, ...]
    unattributed: float
    gaps: tuple[Gap, ...]
    closed_loops: tuple[tuple[str, ...], ...]
    shares_above_one: tuple[str, ...]
    not_read: tuple[str, ...]
    cuts: frozenset[Truncation]


@dataclass(frozen=True, slots=True)
class Shares:
    """The exact shares of the ends in the company, at least and at most."""

    least: Mapping[str, float]
    votes: Mapping[str, float] | None
    unattributed: float


def find_owners(owners: Owners, regime: Regime, threshold: float | None, controllers: Sequence[Controller]) -> Owned:
    """Give who stands at the ends above a company, and which of them the regime calls beneficial owners."""
    capital = collect_holdings(owners, Basis.CAPITAL)
    chains, all_found = find_chains(capital, owners.start)
    shares = read_shares(owners, capital)
    limit = regime.threshold if threshold is None else threshold
    controlling = (
        {member.id for controller in controllers for member in controller.members} if regime.control else set()
    )
    ends = [id_ for id_ in shares.least if id_ not in owners.unread]
    ends += [id_ for id_ in sorted(controlling) if id_ not in shares.least and id_ in owners.nodes]
    found = [
        describe_owner(owners.nodes[id_], shares, chains.get(id_, []), regime, limit, id_ in controlling, all_found)
        for id_ in ends
    ]
    found.sort(key=lambda owner: (-(owner.share or 0.0), -owner.share_by_chains, owner.party.id))
    loops = tuple(tuple(capital.ids[place] for place in loop) for loop in find_closed_loops(capital.shares))
    return Owned(
        owners=tuple(owner for owner in found if owner.rules and owner.party.kind == PartyKind.PERSON),
        others=tuple(owner for owner in found if not (owner.rules and owner.party.kind == PartyKind.PERSON)),
        unattributed=shares.unattributed,
        gaps=tuple(sorted(find_gaps(capital, owners, {id_ for loop in loops for id_ in loop}))),
        closed_loops=loops,
        shares_above_one=capital.above_one,
        not_read=tuple(sorted(owners.unread)),
        cuts=frozenset(owners.cuts | (set() if all_found else {Truncation.CHAINS})),
    )


def read_shares(owners: Owners, capital: Holdings) -> Shares:
    """Compute the exact share of every end in the company."""
    least = shares_in(capital, owners.start)
    votes = shares_in(collect_holdings(owners, Basis.VOTES), owners.start) if has_own_votes(owners) else None
    named = sum(share for id_, share in least.items() if id_ not in owners.unread)
    return Shares(least, votes, max(0.0, 1.0 - named))


def find_gaps(capital: Holdings, owners: Owners, looped: Collection[str]) -> set[Gap]:
    """Say why what stands above a company does not lead to somebody in all parts."""
    gaps: set[Gap] = set()
    waiting = [owners.start]
    met = set(waiting)
    for company in waiting:
        held = capital.holders_of(company)
        above = [holder for holder, holding in held if holding.least > 0 and holder not in met]
        met.update(above)
        waiting += above
        if company in looped:
            gaps.add(Gap.LOOP)
        elif add_up(held) < 1 - TOLERANCE and (held or company in {owners.start, *owners.unread}):
            inexact = not all(holding.exact for _, holding in held)
            gaps.add(
                Gap.NOT_READ if owners.cuts or company in owners.unread else Gap.INEXACT if inexact else Gap.UNTOLD
            )
    return gaps


def shares_in(holdings: Holdings, company: str) -> dict[str, float]:
    """Give the share of each end of the chains in the company."""
    owner, held, share = beneficial_owners(holdings.shares, 0.0, inclusive=True)
    wanted = held == holdings.place[company]
    return {holdings.ids[place]: float(part) for place, part in zip(owner[wanted], share[wanted], strict=True)}


def describe_owner(
    party: NodeView,
    shares: Shares,
    chains: Sequence[Chain],
    regime: Regime,
    limit: float,
    controls: bool,
    all_found: bool,
) -> Owner:
    """Put together what is known of one end, and say which rules of the regime it meets."""
    share, by_chains = shares.least.get(party.id), sum(chain.share for chain in chains)
    exact = all_found and all(
        step.share_max is not None and step.share_max <= step.share for chain in chains for step in chain.steps
    )
    least = by_chains if share is None else share
    most = least if exact and share is not None else min(1.0, least + shares.unattributed)
    voting = None if shares.votes is None else shares.votes.get(party.id, None if share is None else 0.0)
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
    """Say which rules of the regime a share, a voting share or control meets."""
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
