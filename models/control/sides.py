"""The sides that control a company, and those that are named as its controllers, numbered for each company."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from ..matrices import TOLERANCE
from .basis import ControlBasis
from .found import ControlFound
from .together import Together
from .votes import CircleTie, Votes

AT_LEAST = "least"  # written after votes that are known at least


@dataclass(frozen=True, slots=True)
class Side:
    """Those who control together, what they control, what that rests on, and the ties of their circle."""

    own: Set[int]
    controlled: Set[int]
    basis: ControlBasis
    ties: Sequence[CircleTie] = ()


def describe_alone(found: ControlFound, pair: tuple[int, int]) -> Side:
    """Describe one party that controls a company without others."""
    basis = ControlBasis.VOTES if pair in found.alone_by_votes else ControlBasis.STATED
    return Side({pair[0]}, found.companies_of[pair[0]], basis)


def describe_together(votes: Votes, side: Together, controlled: Set[int], company: int) -> Side:
    """Describe those who control a company together."""
    if side.circle is None:
        return Side(side.members, controlled, ControlBasis.JOINT)
    basis = ControlBasis.VOTES if company in side.by_votes else ControlBasis.STATED
    return Side(side.members, controlled, basis, votes.circle_ties.get(side.circle, ()))


def number_sides(votes: Votes, found: ControlFound) -> dict[tuple[int, int], list[str]]:
    """Return for each controller and company the sides in which it is named: number, basis, votes if known.

    The number is that of the side among those named for the company; `find_controllers` names the same sides.
    """
    numbered: dict[tuple[int, int], list[str]] = {}
    for company, sides in find_named_sides(votes, found).items():
        for number, members in enumerate(sorted(sides, key=sorted), start=1):
            held = sum_votes_of(votes, sides[members], company)
            text = f"{number} {sides[members].basis}" + ("" if held is None else f" {held:g}")
            text += "" if held is None or is_exact(votes, sides[members], company) else f" {AT_LEAST}"
            for member in members:
                numbered.setdefault((member, company), []).append(text)
    return numbered


def find_named_sides(votes: Votes, found: ControlFound) -> Mapping[int, Mapping[frozenset[int], Side]]:
    """Find the sides that are named as controllers of each company, by their members."""
    named: dict[int, dict[frozenset[int], Side]] = {
        company: {members: describe_top(found, members, company) for members in found.naming.list_tops(company)}
        for company in found.naming.alone_of
    }
    for side in found.together:
        controlled = found.list_companies(side) if side.named else frozenset[int]()
        for company in side.named:
            described = describe_together(votes, side, controlled, company)
            named.setdefault(company, {}).setdefault(side.members, described)
    return named


def describe_top(found: ControlFound, members: frozenset[int], company: int) -> Side:
    """Describe parties of one circle who control a company each by itself; most often it is one."""
    controlled = frozenset[int]().union(*(found.companies_of[member] for member in members))
    by_votes = any((member, company) in found.alone_by_votes for member in members)
    return Side(members, controlled, ControlBasis.VOTES if by_votes else ControlBasis.STATED)


def sum_votes_of(votes: Votes, side: Side, company: int) -> float | None:
    """Return the votes that a side has in a company, at most all; None where no source reports any."""
    holders = votes.holders_of.get(company, ())
    held = [part for holder, part in holders if holder in side.own or holder in side.controlled]
    return min(1.0, sum(held)) if sum(held) > 0 else None


def is_exact(votes: Votes, side: Side, company: int) -> bool:
    """Return whether a side has exactly its known votes in a company: no holding is a band, or no votes are left."""
    holders = votes.holders_of.get(company, ())
    bands = (holder for holder, _ in holders if (holder, company) in votes.inexact)
    grows = any(holder in side.own or holder in side.controlled for holder in bands)
    return not grows or sum(part for _, part in holders) >= 1 - TOLERANCE
