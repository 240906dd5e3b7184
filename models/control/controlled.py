"""What a party controls, as `riskgraph find` derived it, and what control of each company rests on."""

from dataclasses import dataclass
from datetime import date

from ...graph.read.party.controlled_companies import ControlledView
from ...graph.read.ties import NodeView
from .basis import ControlBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlledCompany:
    """A company that a party controls: alone, with its circle, or with joint controllers of the same source.

    `votes` are those that it, what it controls and, where it needs one, its circle held in the company when control was
    derived; None where no source reported any, at least where they are not exact. `through` are the kinds of ties of a
    circle. `stated_share` is what a source states for the party as controller, together with the others where it names
    several; None where unknown. `named` are those who are named as its controllers, as on its own page: without the
    party where others of its circle control the company by themselves, or control the party.
    """

    company: NodeView
    votes: float | None
    votes_exact: bool
    basis: ControlBasis
    alone: bool
    through: tuple[str, ...]
    jointly_with: tuple[NodeView, ...]
    stated_share: float | None
    as_of: date
    records: tuple[str, ...]
    named: tuple[NodeView, ...]


def describe_controlled(view: ControlledView) -> ControlledCompany:
    """Return a controlled company with the basis as a word of its own kind."""
    return ControlledCompany(
        company=view.company,
        votes=view.votes,
        votes_exact=view.votes_exact,
        basis=ControlBasis(view.basis),
        alone=view.alone,
        through=view.through,
        jointly_with=view.jointly_with,
        stated_share=view.stated_share,
        as_of=view.as_of,
        records=view.records,
        named=tuple(one.party for one in view.named),
    )
