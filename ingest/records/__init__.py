"""What sources contribute: parties, things and ties, declared once.

The fields declared here are the properties that the graph stores; everything else is derived from the declarations:
constraints, load statements, names on pages, columns of snapshots and exports, what measures read, documentation.
`None` means unknown, never zero. A share is a fraction, an amount is in units of its currency, a date is a day in the
world unless its name says otherwise.
"""

from .entries import THINGS, Entry, Item, Place, Reject, Thing
from .parties import Party
from .relationship_types import (
    TIES,
    Guarantee,
    Holding,
    Lending,
    Mention,
    Office,
    Participation,
    Payment,
    Pledge,
    Relation,
    Supply,
    Tie,
)
from .things import Document, Facility, Indicator, Lawsuit
from .words import FactStatus, PartyKind

__all__ = [
    "THINGS", "TIES", "Document", "Entry", "Facility", "FactStatus", "Guarantee", "Holding", "Indicator", "Item",
    "Lawsuit", "Lending", "Mention", "Office", "Participation", "Party", "PartyKind", "Payment", "Place", "Pledge",
    "Reject", "Relation", "Supply", "Thing", "Tie",
]  # fmt: skip
