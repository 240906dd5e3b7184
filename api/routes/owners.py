"""Beneficial owners and the actual controller of a party."""

from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from ...answers.contradictions import explain_contradictions
from ...answers.nominees import explain_nominees
from ...errors import QueryTimeoutError
from ...graph.read.owners import Owners, OwnersQuestion, read_owners
from ...graph.read.ties import PARTY, Step, read_ties
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...models.control.controllers import find_controllers
from ...models.control.votes import CIRCLE_CONFIDENCE
from ...models.ownership.beneficial_ownership import Owned, find_owners
from ...models.ownership.regimes import REGIMES, Regime, RegimeId
from ..depends import Asked, Held, NodeId
from ..envelope import send_answer
from ..founding import fetch_founding_notes
from ..party_lookup import read_named
from ..schemas.common import Answer
from ..schemas.owners import ControllersOfParty, OwnersOfParty
from ..server.resources import Resources
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["owners"], responses=PROBLEMS)

SENIOR_ROLES = frozenset(("legal_representative", "chair", "manager"))
RegimeAsked = Annotated[RegimeId, Query(description="Rule on beneficial owners to apply.")]
Threshold = Annotated[
    float | None,
    Query(ge=0, le=1, allow_inf_nan=False, description="Another threshold than the regime's, as a fraction."),
]


@router.get("/{id}/owners", response_model=Answer[OwnersOfParty])
async def read_owners_view(
    id: NodeId, held: Held, time_point: Asked, regime: RegimeAsked = RegimeId.CN_2024, threshold: Threshold = None  # noqa: A002
) -> Response:  # fmt: skip
    """Give the beneficial owners of a party under a regime: share or bounds, every chain, and the rule that fired."""
    owners = await read_named(held, partial(fetch_owners, held, time_point), id)
    rules = REGIMES[regime]
    controllers = find_controllers(owners) if rules.control else []
    owned = find_owners(owners, rules, threshold, controllers)
    officers = await fetch_officers(held, owners.start, time_point) if rules.fallback and not owned.owners else []
    content = show_owners(owners, owned, rules, threshold, officers)
    return send_answer(
        content, held, time_point,
        nodes=len(owners.nodes), relationships=owners.relationships_seen, cuts=owned.cuts,
        notes=[
            *await fetch_founding_notes(held, time_point, owners.start), *rules.warn_of_day(time_point.as_of),
            *explain_contradictions(owners), *explain_nominees(owners, controllers),
        ],
    )  # fmt: skip


@router.get("/{id}/controller", response_model=Answer[ControllersOfParty])
async def read_controller_view(id: NodeId, held: Held, time_point: Asked) -> Response:  # noqa: A002
    """Give who actually controls a party, and the chain of control; none when nobody has more than half."""
    owners = await read_named(held, partial(fetch_owners, held, time_point), id)
    controllers = find_controllers(owners)
    content = {
        "party": owners.nodes[owners.start],
        "controllers": controllers,
        "names": list_names(owners),
    }
    return send_answer(
        content, held, time_point,
        nodes=len(owners.nodes), relationships=owners.relationships_seen, cuts=owners.cuts,
        notes=[
            *await fetch_founding_notes(held, time_point, owners.start),
            *explain_contradictions(owners), *explain_nominees(owners, controllers),
        ],
    )  # fmt: skip


async def fetch_owners(held: Resources, time_point: TimePoint, party: str) -> Owners:
    """Give what stands above a party as far as caps and the time budget allow."""
    settings = held.settings
    question = OwnersQuestion(
        party=party,
        time_point=time_point,
        max_neighbours=settings.max_neighbours,
        max_nodes=settings.max_network_nodes,
        circle_confidence=CIRCLE_CONFIDENCE,
    )
    owners = Owners()
    try:
        await held.store.transact(lambda tx: read_owners(tx, question, owners), settings.read_budget_s, writes=False)
    except QueryTimeoutError:
        if not owners.nodes:
            raise
        owners.cuts.add(Truncation.TIME)
    return owners


async def fetch_officers(held: Resources, party: str, time_point: TimePoint) -> list[Step]:
    """Give the senior officers of a party."""
    found = await held.store.transact(
        lambda tx: read_ties(tx, PARTY, [party], ["HOLDS_OFFICE"], held.settings.max_neighbours, time_point),
        held.settings.read_budget_s, writes=False,
    )  # fmt: skip
    return [step for step in found.steps if step.tie.end == party and step.tie.properties.get("role") in SENIOR_ROLES]


def show_owners(
    owners: Owners, owned: Owned, regime: Regime, threshold: float | None, officers: list[Step]
) -> dict[str, Any]:
    """Write the owners as the answer shows them."""
    used = {name: value for name, value in asdict(regime).items() if name not in ("bases", "control", "fallback")}
    used["caution"] = regime.caution
    used["threshold"] = regime.threshold if threshold is None else threshold
    return {
        "party": owners.nodes[owners.start],
        "regime": used,
        "owners": owned.owners,
        "others": owned.others,
        "senior_officers": [{"other": step.other, "tie": step.tie} for step in officers],
        "unattributed": owned.unattributed,
        "closed_loops": owned.closed_loops,
        "shares_above_one": owned.shares_above_one,
        "not_read": owned.not_read,
        "names": list_names(owners),
    }


def list_names(owners: Owners) -> dict[str, str | None]:
    """Give the name of every party that was read."""
    return {id_: node.name for id_, node in owners.nodes.items()}
