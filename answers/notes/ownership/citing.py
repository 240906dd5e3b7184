"""How notes on owners name a party and cite holdings."""

from collections.abc import Iterable

from ....models.ownership.above_company import Ownership
from ....models.ownership.holdings import Holding
from ....models.wording import name_with_id


def name_party(ownership: Ownership, id_: str) -> str:
    """Return the name of a party with its id."""
    return name_with_id(id_, ownership.read.nodes[id_].name)


def cite(held: Iterable[Holding]) -> list[str]:
    """Return the records of some holdings, sorted."""
    return sorted({tie.record for holding in held for tie in holding.ties})
