"""The beneficial owners of a company under a regime: who they are, by how much, through what, and by which rule."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from ...graph.read.owners.owners import Owners
from ...graph.read.ties import NodeView
from ...graph.truncation import Truncation
from ...ingest.records import PartyKind
from ..control.controllers import Controller
from ..matrices import TOLERANCE, round_share
from .above_company import Ownership
from .chains import Chain
from .holdings import Holding
from .interests import Interest, find_interests
from .regimes import Aggregation, Basis, Regime

SHOWN_CHAINS = 25
MOST_LISTED = 1_000  # holders who are no owners, and companies between; of the others the number and sum are kept


class OwnerRule(StrEnum):
    """Which part of a regime makes a party a beneficial owner; `possible` when only the upper bound is enough."""

    CAPITAL = "capital"
    VOTES = "votes"
    INCOME = "income"
    CONTROL = "control"
    POSSIBLE = "possible"


class Gap(StrEnum):
    """Why a part of a company leads to no owner: a loop, a cut search, an inexact size, or no source."""

    LOOP = "closed_loop"
    NOT_READ = "not_read"
    INEXACT = "inexact"
    UNKNOWN = "unknown"


# made by the thousand in one answer, and making it frozen takes several times as long
@dataclass(slots=True, kw_only=True)
class Owner:
    """A party at the end of the chains above a company.

    `share` is exact, rings included, and at least this much; `share_max` is what it can be at most where bands or
    unknown holdings lie on the way, or holders were not read. It is None for a controller whose share no source states,
    or whose holdings count for holders of its own. `share_by_chains` multiplies along each chain and adds the chains
    up. `interests` are shares that the regime counts in another way, as far as they are enough. `confidence` is that of
    the least sure of its chains, or of what makes it a controller; None where none of its chains was kept. It changes
    no share.
    """

    party: NodeView
    share: float | None
    share_max: float
    share_by_chains: float
    voting_share: float | None
    income_share: float | None
    interests: tuple[Interest, ...]
    rules: tuple[OwnerRule, ...]
    chains: tuple[Chain, ...]
    chains_shown_are_all: bool
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intermediate:
    """A company in the middle of a chain with its exact share, and its votes where they differ from capital."""

    party: NodeView
    share: float
    voting_share: float | None


@dataclass(frozen=True, slots=True)
class Rest:
    """How many holders are left out of a list, the smallest, and their shares together."""

    number: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BeneficialOwnership:
    """All ends above a company, the largest first, and the gaps and contradictions in the holdings.

    `others_left_out` are the smallest of the others. `intermediates` are the companies between, the largest first.
    `not_read_at_most` has the part of each company in `not_read` that holders who were not read can have, at most, and
    `not_read_share` the part of the company asked for to which that can amount.
    """

    owners: tuple[Owner, ...]
    others: tuple[Owner, ...]
    others_left_out: Rest
    intermediates: tuple[Intermediate, ...]
    unattributed: float
    gaps: tuple[Gap, ...]
    closed_loops: tuple[tuple[str, ...], ...]
    shares_above_one: tuple[str, ...]
    not_read: tuple[str, ...]
    not_read_at_most: Mapping[str, float]
    not_read_share: float
    chains_are_all: bool
    cuts: frozenset[Truncation]


def find_owners(
    ownership: Ownership, regime: Regime, threshold: float | None, controllers: Sequence[Controller]
) -> BeneficialOwnership:
    """Find the ultimate owners above a company, and which of them the regime calls beneficial owners."""
    limit = regime.threshold if threshold is None else threshold
    controlling = name_controllers(regime, controllers)
    sure = find_confidence(controllers, controlling)
    ends = {*ownership.capital_shares, *ownership.ends_of_unknown_size}
    interests = count_interests(ownership, regime, limit, ends | controlling)
    found = [
        describe_owner(ownership, id_, regime, limit, interests.get(id_, ()), sure.get(id_))
        for id_ in sorted(ends | interests.keys() | controlling)
        if id_ in ownership.read.nodes and id_ not in ownership.read.unread
    ]
    found.sort(key=lambda owner: (-(owner.share or 0.0), -owner.share_by_chains, owner.party.id))
    others = [owner for owner in found if not (owner.rules and owner.party.kind == PartyKind.PERSON)]
    left_out = others[MOST_LISTED:]
    return BeneficialOwnership(
        owners=tuple(owner for owner in found if owner.rules and owner.party.kind == PartyKind.PERSON),
        others=tuple(others[:MOST_LISTED]),
        others_left_out=Rest(len(left_out), sum(owner.share or 0.0 for owner in left_out)),
        intermediates=tuple(list_intermediates(ownership)),
        unattributed=ownership.unattributed,
        gaps=tuple(sorted(find_gaps(ownership))),
        closed_loops=ownership.closed_loops,
        shares_above_one=tuple(company for company in ownership.capital.above_one if company in ownership.above),
        not_read=tuple(sorted(ownership.read.unread)),
        not_read_at_most=ownership.not_read_at_most,
        not_read_share=ownership.not_read_share,
        chains_are_all=ownership.chains_are_all,
        cuts=frozenset(ownership.read.cuts),
    )


def list_intermediates(ownership: Ownership) -> Iterator[Intermediate]:
    """Return the companies in the middle of chains with the largest shares."""
    votes = ownership.all_vote_shares
    ranked = sorted(ownership.middle_shares.items(), key=lambda item: (-item[1], item[0]))
    for id_, share in ranked[:MOST_LISTED]:
        voting = None if votes is None else votes.get(id_, 0.0)
        yield Intermediate(party=ownership.read.nodes[id_], share=share, voting_share=voting)


def name_controllers(regime: Regime, controllers: Sequence[Controller]) -> set[str]:
    """Return the members of the controllers that the regime names regardless of their share."""
    named = [controller for controller in controllers if regime.joint_control or controller.alone]
    return {member.id for controller in named for member in controller.members} if regime.control else set()


def find_confidence(controllers: Sequence[Controller], controlling: Set[str]) -> dict[str, float]:
    """Find how sure the control of each party is, the lowest where it is in several sides."""
    sure: dict[str, float] = {}
    for one in controllers:
        for member in one.members:
            if member.id in controlling:
                sure[member.id] = min(one.confidence, sure.get(member.id, one.confidence))
    return sure


def count_interests(
    ownership: Ownership, regime: Regime, limit: float, parties: set[str]
) -> dict[str, tuple[Interest, ...]]:
    """Find the interests of parties, and of all persons above the company, that are enough or can be."""
    persons = {id_ for id_, node in ownership.read.nodes.items() if node.kind == PartyKind.PERSON}
    enough = {
        id_: tuple(interest for interest in found if regime.reaches(interest.share_max, limit))
        for id_, found in find_interests(ownership, regime, sorted(parties | persons)).items()
    }
    return {id_: found for id_, found in enough.items() if found}


def find_gaps(ownership: Ownership) -> set[Gap]:
    """Find why parts of what stands above a company lead to no owner."""
    read, capital = ownership.read, ownership.capital
    looped = {id_ for loop in ownership.closed_loops for id_ in loop}
    gaps, unread = set[Gap](), {read.start, *read.unread}
    waiting = [read.start]
    met = set(waiting)
    for company in waiting:
        held = capital.holders_of(company)
        above = [holder for holder, holding in held if holding.least > 0 and holder not in met]
        met.update(above)
        waiting += above
        if company in looped:
            gaps.add(Gap.LOOP)
        elif capital.totals.get(company, 0.0) < 1 - TOLERANCE and (held or company in unread):
            gaps.add(name_gap(read, company, held))
    return gaps


def name_gap(read: Owners, company: str, held: Sequence[tuple[str, Holding]]) -> Gap:
    """Return why the holdings of one company do not add up to a whole."""
    if read.cuts or company in read.unread:
        return Gap.NOT_READ
    return Gap.UNKNOWN if all(holding.exact for _, holding in held) else Gap.INEXACT


def describe_owner(
    ownership: Ownership, id_: str, regime: Regime, limit: float, interests: Sequence[Interest], control: float | None
) -> Owner:
    """Put together the shares and chains of one end, and which rules of the regime it meets.

    `control` is the confidence of what makes it a controller; None where it is none.
    """
    chains, all_found = ownership.chains.get(id_, []), ownership.chains_are_all
    share, by_chains = ownership.capital_shares.get(id_), round_share(sum(chain.share for chain in chains))
    most = round_share(max(share or 0.0, min(1.0, ownership.find_most(id_))))
    voting = read_own_share(ownership.vote_shares, id_, share)
    income = read_own_share(ownership.income_shares, id_, share)
    shares = {Basis.CAPITAL: share or 0.0, Basis.VOTES: voting, Basis.INCOME: income}
    return Owner(
        party=ownership.read.nodes[id_],
        share=share,
        share_max=most,
        share_by_chains=by_chains,
        voting_share=voting,
        income_share=income,
        interests=tuple(interests),
        rules=tuple(list_fired(regime, limit, shares, most, interests, controls=control is not None)),
        chains=tuple(chains[:SHOWN_CHAINS]),
        chains_shown_are_all=all_found and len(chains) <= SHOWN_CHAINS,
        confidence=min(
            (*(chain.confidence for chain in chains), *(() if control is None else (control,))), default=None
        ),
    )


def read_own_share(shares: Mapping[str, float] | None, id_: str, capital: float | None) -> float | None:
    """Return the share by votes or income; None where these never differ from capital, or no source states any."""
    return None if shares is None else shares.get(id_, None if capital is None else 0.0)


def list_fired(
    regime: Regime,
    limit: float,
    shares: Mapping[Basis, float | None],
    most: float,
    interests: Sequence[Interest],
    *,
    controls: bool,
) -> list[OwnerRule]:
    """List which rules of the regime a party meets: by a share, however the regime counts it, or by control."""
    multiplies = Aggregation.PRODUCT in regime.aggregation
    largest = max(most, *(share or 0.0 for share in shares.values()))
    if not (interests or controls or regime.reaches(largest, limit)):
        return []
    met = {interest.basis for interest in interests if regime.reaches(interest.share, limit)}
    if multiplies:
        met |= {basis for basis, share in shares.items() if share is not None and regime.reaches(share, limit)}
    fired = [OwnerRule(basis) for basis in regime.bases if basis in met]
    if controls:
        fired.append(OwnerRule.CONTROL)
    if not fired and (interests or (multiplies and regime.reaches(most, limit))):
        fired.append(OwnerRule.POSSIBLE)
    return fired
