"""Beneficial owners and the actual controller of a party."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from ...answers.control import answer_controllers
from ...answers.notes.ownership.regimes import caution_of
from ...answers.owners import DEFAULT_REGIME, OwnersOfCompany, answer_owners
from ...models.ownership.regimes import Regime, RegimeId
from ..depends import Access, NodeId, RequestedTimePoint
from ..envelope import send_answer
from ..schemas.common import Answer
from ..schemas.owners import ControllersOfParty, OwnersOfParty
from ..validated_route import ValidatedRoute
from .responses import PROBLEMS

router = APIRouter(prefix="/v1/parties", tags=["owners"], responses=PROBLEMS, route_class=ValidatedRoute)

RequestedRegime = Annotated[RegimeId, Query(description="Rule on beneficial owners to apply.")]
Threshold = Annotated[
    float | None,
    Query(ge=0, le=1, allow_inf_nan=False, description="Another threshold than the regime's, as a fraction."),
]
OF_REGIME = (
    "id", "texts", "effective_from", "effective_to", "threshold", "inclusive", "bases", "aggregation", "control",
    "joint_control", "joint_holdings", "officers", "checked", "version",
)  # fmt: skip
OF_OWNED = (
    "owners", "others", "others_left_out", "intermediates", "unattributed", "closed_loops", "shares_above_one",
    "not_read", "not_read_at_most", "not_read_share",
)  # fmt: skip


@router.get("/{id}/owners", summary="Find the beneficial owners of a party", response_model=Answer[OwnersOfParty])
async def read_owners_view(
    id: NodeId,  # noqa: A002
    access: Access,
    time_point: RequestedTimePoint,
    regime: RequestedRegime = DEFAULT_REGIME,
    threshold: Threshold = None,
) -> Response:
    """Return the beneficial owners of a party under a regime: share or bounds, every chain, and the rule that fired."""
    answer = await answer_owners(access, id, time_point, regime, threshold)
    return send_answer(answer, write_owners(answer.content))


@router.get(
    "/{id}/controller", summary="Find the actual controller of a party", response_model=Answer[ControllersOfParty]
)
async def read_controller_view(id: NodeId, access: Access, time_point: RequestedTimePoint) -> Response:  # noqa: A002
    """Return who actually controls a party and the chain of control; empty without votes above half or a statement."""
    answer = await answer_controllers(access, id, time_point)
    return send_answer(answer, answer.content)


def write_owners(content: OwnersOfCompany) -> dict[str, Any]:
    """Write the owners as the schema has them."""
    return {
        "party": content.party,
        "regime": {**write_regime(content.regime), "threshold": content.threshold},
        **{name: getattr(content.owned, name) for name in OF_OWNED},
        "senior_officers": [{"other": step.other, "tie": step.tie} for step in content.senior_officers],
        "names": content.names,
    }


def write_regime(regime: Regime) -> dict[str, Any]:
    """Write a rule on beneficial owners as the schema has it."""
    return {
        **{name: getattr(regime, name) for name in OF_REGIME},
        "title": regime.title.en, "title_zh": regime.title.zh,
        "source": regime.article.en, "source_zh": regime.article.zh,
        "reason": regime.reason.en, "reason_zh": regime.reason.zh,
        "caution": caution_of(regime),
    }  # fmt: skip
