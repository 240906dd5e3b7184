"""What to know before relying on the page of a party: its register entry, the age of what is known, its figures."""

from ..graph.read.party import PartyView
from ..graph.time_point import TimePoint
from .accounts import explain_accounts
from .age import explain_age

ACTIVE = "active"


def explain_party(view: PartyView, time_point: TimePoint) -> list[str]:
    """Give a sentence for each thing that a reader of the page would otherwise not see."""
    return [*explain_status(view), *explain_age(view, time_point), *explain_accounts(view)]


def explain_status(view: PartyView) -> list[str]:
    """Say that the register does not call a company active: no line of the score does."""
    status = view.properties.get("operating_status")
    if status in (None, ACTIVE):
        return []
    return [f"the register says of it {status!r}: its score takes no notice / 登记状态非存续，评分未作考虑"]
