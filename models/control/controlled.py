"""The basis of control over a company: votes above half, or a source's statement."""

from dataclasses import dataclass
from datetime import date

from ...graph.read.controlled_companies import ControlledView
from ...graph.read.ties import NodeView
from ..matrices import TOLERANCE
from .controllers import ControlBasis
from .majority import MAJORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlledCompany:
    """A company that a party controls, alone or with its circle; `through` lists the kinds of tie in a circle.

    `votes` counts those of the party, of what it controls and, if control needs it, of its circle; None if no source
    reports any.
    """

    company: NodeView
    votes: float | None
    basis: ControlBasis
    alone: bool
    through: tuple[str, ...]
    as_of: date
    records: tuple[str, ...]


def describe_controlled(view: ControlledView) -> ControlledCompany:
    """Build the controlled company with the basis of control."""
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
    """Return `votes` if the votes exceed half, else `stated`."""
    return ControlBasis.VOTES if votes is not None and votes > MAJORITY + TOLERANCE else ControlBasis.STATED
