"""Answer who the beneficial owners of a company are under a regime."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from ..errors import QueryTimeoutError
from ..graph.read.owners.held_owners import read_held_owners
from ..graph.read.owners.owners import Owners, OwnersQuestion, read_owners
from ..graph.read.ties import PARTY, NodeView, Step, read_ties
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from ..models.control.controllers import Controller, find_controllers
from ..models.control.possible import PossibleController, find_possible_controllers
from ..models.control.votes import CIRCLE_CONFIDENCE
from ..models.ownership.above_company import Ownership
from ..models.ownership.beneficial_ownership import BeneficialOwnership, find_owners
from ..models.ownership.regimes import REGIMES, Officers, Regime, RegimeId
from .access.graph_access import GraphAccess, find_by_words
from .access.time_budget import TimeBudget
from .answer import Answer, accept_partial_read, finish_answer
from .defaults import REGIME
from .fetch.as_known import KnownParties, add_known, fetch_known
from .fetch.persons_with_holders import fetch_persons_with_holders
from .fetch.superseded import fetch_superseded, list_parties
from .notes import Note
from .notes.conflicts import explain_superseded
from .notes.ownership.control import explain_controllers, explain_no_controller, explain_possible
from .notes.ownership.owners import explain_chains, explain_ownership
from .notes.ownership.regimes import explain_regime

DEFAULT_REGIME = RegimeId(REGIME)
SENIOR_ROLES = frozenset(("legal_representative", "chair", "manager"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnersOfCompany:
    """Who owns and who controls a company.

    `threshold` is the one applied. `senior_officers` are named where the regime has them stand in and there is no
    owner, or always names one. `names` are those of all parties in the chains.
    """

    party: NodeView
    regime: Regime
    threshold: float
    owned: BeneficialOwnership
    controllers: tuple[Controller, ...]
    possible_controllers: tuple[PossibleController, ...]
    senior_officers: tuple[Step, ...]
    names: Mapping[str, str | None]


async def answer_owners(
    access: GraphAccess, party: str, time_point: TimePoint, regime: RegimeId, threshold: float | None = None
) -> Answer[OwnersOfCompany]:
    """Find the owners of the company with this id, identifier or exact name.

    `threshold` replaces the regime's, as a fraction. Raises `UsageError` for a party that is not a company.
    """
    ownership = Ownership(await find_by_words(access, partial(fetch_owners, access, time_point), party))
    rules, read = REGIMES[regime], ownership.read
    found = await asyncio.to_thread(compute_owners, ownership, rules, threshold)
    owned, cuts = found.owned, {*found.owned.cuts}
    wanted = rules.officers is Officers.ALWAYS or (rules.officers is Officers.FALLBACK and not owned.owners)
    officers = await fetch_officers(access, read.start, time_point, cuts) if wanted else []
    content = OwnersOfCompany(
        party=read.nodes[read.start],
        regime=rules,
        threshold=rules.threshold if threshold is None else threshold,
        owned=owned,
        controllers=found.controllers,
        possible_controllers=found.possible,
        senior_officers=tuple(officers),
        names=list_names(read),
    )
    senior = [officer.other.id for officer in officers]
    superseded = await fetch_superseded(access, read.nodes.values(), time_point, cuts)
    doubtful = await fetch_persons_with_holders(access, list_named(found), time_point, cuts)
    return await finish_answer(
        access, content, time_point,
        nodes=len(read.nodes), relationships=read.relationships_seen, cuts=cuts,
        parties=[read.start], named=[*read.nodes, *senior, *list_parties(superseded), *doubtful.named],
        notes=(
            *explain_regime(rules, time_point.as_of),
            *found.notes,
            *doubtful.notes,
            *explain_superseded(superseded),
        ),
        recorded=list_recorded(read),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnersFound:
    """What is computed from the ties above a company: who controls and owns it, and the notes on its holdings."""

    controllers: tuple[Controller, ...]
    possible: tuple[PossibleController, ...]
    owned: BeneficialOwnership
    notes: tuple[Note, ...]


def compute_owners(ownership: Ownership, regime: Regime, threshold: float | None) -> OwnersFound:
    """Compute the owners under a regime; above a large company that takes seconds, so it runs on a thread."""
    controllers, possible = find_controllers(ownership), find_possible_controllers(ownership)
    owned = find_owners(ownership, regime, threshold, controllers)
    company = ownership.read.nodes[ownership.read.start]
    notes = explain_ownership(ownership, controllers if regime.control else [])
    about_control = (
        *explain_controllers(company, controllers),
        *explain_possible(company, possible, named=bool(controllers)),
        *(explain_no_controller(ownership, controllers, possible) if regime.control else ()),
    )
    return OwnersFound(tuple(controllers), possible.sides, owned, (*about_control, *notes, *explain_chains(ownership)))


def list_named(found: OwnersFound) -> Iterator[NodeView]:
    """List the owners, other ends of the chains and controllers that an answer names."""
    yield from (owner.party for owner in (*found.owned.owners, *found.owned.others))
    yield from (member for controller in found.controllers for member in controller.members)


async def fetch_owners(access: GraphAccess, time_point: TimePoint, party: str) -> Owners:
    """Fetch what stands above a company, with the kinds and names of parties as they were known."""
    search = TimeBudget(access.settings.read_budget_s)
    if time_point.as_known is None:
        return await fetch_above(access, time_point, party, Owners(), search)
    known = KnownParties(TimeBudget(access.settings.read_budget_s))
    await add_known(access, time_point, [party], known)
    owners = await fetch_above(access, time_point, party, Owners(described=known.described), search)
    while await find_other_kinds(access, time_point, owners, known) and Truncation.TIME not in owners.cuts:
        try:
            again = await fetch_above(access, time_point, party, Owners(described=known.described), search)
        except QueryTimeoutError as error:
            accept_partial_read(error, owners.nodes, owners.cuts)
            break
        if Truncation.TIME in again.cuts:
            owners.cuts.add(Truncation.TIME)  # what the first search read is more than the part of another
        else:
            owners = again
    owners.correct(known.described)
    return owners


async def find_other_kinds(access: GraphAccess, time_point: TimePoint, owners: Owners, known: KnownParties) -> bool:
    """Find whether a party that was met had another kind: then all is read again, as holders of persons are not."""
    try:
        await add_known(access, time_point, owners.nodes, known)
    except QueryTimeoutError as error:
        accept_partial_read(error, owners.nodes, owners.cuts)
    return any(known.described.get(id_, node).kind != node.kind for id_, node in owners.nodes.items())


async def fetch_above(
    access: GraphAccess, time_point: TimePoint, party: str, owners: Owners, budget: TimeBudget
) -> Owners:
    """Fetch what stands above a company: all of it from a fresh snapshot, else what caps and the time budget allow."""
    question = OwnersQuestion(
        party=party,
        time_point=time_point,
        max_nodes=access.settings.max_owner_nodes,
        circle_confidence=CIRCLE_CONFIDENCE,
    )
    held = await access.held.find()
    with budget.spend() as left_s:
        if held is not None:
            return await asyncio.to_thread(read_held_owners, held, question, owners, left_s)
        try:
            await access.read(lambda tx: read_owners(tx, question, owners), left_s)
        except QueryTimeoutError as error:
            accept_partial_read(error, owners.nodes, owners.cuts)
    return owners


async def fetch_officers(access: GraphAccess, party: str, time_point: TimePoint, cuts: set[Truncation]) -> list[Step]:
    """Fetch the senior officers of a company."""
    cap = access.settings.max_neighbours
    found = await access.read(lambda tx: read_ties(tx, PARTY, [party], ["HOLDS_OFFICE"], cap, time_point))
    steps = [step for step in found.steps if step.tie.end == party and step.tie.properties.get("role") in SENIOR_ROLES]
    known = await fetch_known(access, time_point, [step.other.id for step in steps], cuts)
    return [replace(step, other=known.get(step.other.id, step.other)) for step in steps]


def list_recorded(owners: Owners) -> Iterator[tuple[str, date | None]]:
    """List the records that an answer on owners rests on, each with the day of its recording."""
    for ties in (owners.holdings, owners.stated, owners.circles):
        yield from ((tie.record, tie.recorded_at) for tie in ties.values())


def list_names(owners: Owners) -> dict[str, str | None]:
    """Return the name of every party that was read, by id."""
    return {id_: node.name for id_, node in owners.nodes.items()}
