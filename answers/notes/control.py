"""Notes on who controls a company: two sides that are both named as its controller contradict each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, islice

from ...graph.read.party.controlled_companies import ControlledView, Rival
from ...graph.read.ties import NodeView
from ...models.control.basis import ControlBasis
from ...models.control.controllers import Controller
from ...models.wording import Wording
from .declaration import Note, NoteKind

CONTROLLERS_CONTRADICT = NoteKind(
    code="controllers_contradict",
    when="two sides are named as controllers of a company, and neither is known to control the other",
    en="{left} controls {company} {left_basis}, and {right} {right_basis}: no source states that either controls the "
    "other, so at most one of them can be its controller alone",
    zh="{left}{left_basis}控制{company}，{right}则{right_basis}控制该公司：没有来源说明其中一方控制另一方，"
    "至多只有一方能单独控制",
)
MORE_CONTROLLERS_CONTRADICT = NoteKind(
    code="more_controllers_contradict",
    when="more controllers contradict each other than are listed",
    en="more controllers contradict each other than the {number} pairs listed here",
    zh="相互矛盾的控制人不止此处所列{number}对",
)
STATED = Wording(en="by what a source states", zh="据来源陈述")
MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Side:
    """Those who are named together as controller of a company, on what basis, and the records that it rests on."""

    members: tuple[NodeView, ...]
    basis: ControlBasis
    votes: float | None
    records: tuple[str, ...]

    def write_names(self) -> list[str]:
        """Return the names of the members with their ids."""
        return [f"{member.name or member.id} ({member.id})" for member in self.members]

    def write_basis(self) -> Wording:
        """Return what control rests on."""
        if self.basis is not ControlBasis.VOTES:
            return STATED
        if self.votes is None:
            return Wording(en="by votes", zh="凭表决权")
        return Wording(en=f"by {self.votes:.2%} of its votes", zh=f"凭{self.votes:.2%}的表决权")


def explain_controllers(company: NodeView, controllers: Sequence[Controller]) -> list[Note]:
    """Return a note for every two controllers of a company who have no member in common."""
    sides = [Side(one.members, one.basis, one.votes_in_company, list_records(one)) for one in controllers]
    return list(write_pairs((company, left, right) for left, right in combinations(sides, 2)))


def explain_controlled(party: NodeView, controlled: Iterable[ControlledView]) -> list[Note]:
    """Return the same notes for the companies that a party controls, from what was derived for the day."""
    return list(write_pairs(list_pairs(party, controlled)))


def list_pairs(party: NodeView, controlled: Iterable[ControlledView]) -> Iterator[tuple[NodeView, Side, Side]]:
    """List each company with the side of the party and the side of another controller."""
    for one in controlled:
        own = Side((party, *one.jointly_with), ControlBasis(one.basis), one.votes, one.records)
        yield from ((one.company, own, side) for side in list_rivals(one.rivals))


def list_rivals(rivals: Iterable[Rival]) -> Iterator[Side]:
    """List other controllers as sides: those whose control rests on the same records act together."""
    ordered = sorted(rivals, key=lambda rival: (rival.basis, rival.records, rival.party.id))
    for (basis, records), group in groupby(ordered, key=lambda rival: (rival.basis, rival.records)):
        members = list(group)
        yield Side(tuple(one.party for one in members), ControlBasis(basis), members[0].votes, records)


def write_pairs(pairs: Iterable[tuple[NodeView, Side, Side]]) -> Iterator[Note]:
    """Write a note for each pair of sides without a common member, up to a number; sides by votes come first."""
    apart = [pair for pair in pairs if not {one.id for one in pair[1].members} & {one.id for one in pair[2].members}]
    for company, one, other in islice(apart, MOST_LISTED):
        left, right = (other, one) if one.basis is not ControlBasis.VOTES else (one, other)
        yield CONTROLLERS_CONTRADICT.write(
            [*left.records, *right.records],
            company=f"{company.name or company.id} ({company.id})",
            left=left.write_names(), left_basis=left.write_basis(),
            right=right.write_names(), right_basis=right.write_basis(),
        )  # fmt: skip
    if len(apart) > MOST_LISTED:
        yield MORE_CONTROLLERS_CONTRADICT.write(number=MOST_LISTED)


def list_records(controller: Controller) -> tuple[str, ...]:
    """List the records on which the control of one controller rests."""
    held = (tie for link in controller.chain for tie in link.ties)
    return tuple(dict.fromkeys(tie.record for tie in (*held, *controller.stated, *controller.circle)))
