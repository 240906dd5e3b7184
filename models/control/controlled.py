"""What control of a company rests on: votes above half, or a source's statement."""

from dataclasses import dataclass
from datetime import date

from ...graph.read.controlled_companies import ControlledView
from ...graph.read.ties import NodeView
from ..matrices import TOLERANCE
from .controllers import ControlBasis
from .majority import MAJORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlledCompany:
    """A company that a party controls, alone or with its circle; `through` are the kinds of ties of a circle.

    `votes` are those that it, what it controls and, where it needs one, its circle hold in the company; None where no
    source reports any.
    """

    company: NodeView
    votes: float | None
    basis: ControlBasis
    alone: bool
    through: tuple[str, ...]
    as_of: date
    records: tuple[str, ...]


def describe_controlled(view: ControlledView) -> ControlledCompany:
    """Add to a controlled company what control of it rests on."""
    return ControlledCompany(
        company=view.company,
        votes=view.votes,
        basis=find_basis(view.votes),
        alone=view.alone,
        through=view.through,
        as_of=view.as_of,
        records=view.records,
    )


def find_basis(votes: float | None) -> ControlBasis:
    """Return `votes` where these are more than half, else `stated`."""
    return ControlBasis.VOTES if votes is not None and votes > MAJORITY + TOLERANCE else ControlBasis.STATED
