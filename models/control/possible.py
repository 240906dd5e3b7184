"""Who may control a company because holdings on the way to it are of unknown size or known as bands only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from ...graph.read.ties import NodeView
from ..matrices import TOLERANCE, round_share
from ..ownership.above_company import Ownership
from ..ownership.at_most import Part
from ..wording import Wording
from .controllers import arrange_votes
from .found import ControlFound, find_all_control
from .majority import MAJORITY
from .statements import Statements, arrange_statements
from .votes import Votes, list_circles

MOST_STEPS = 300_000  # parties looked at for all sides together, about a second; later sides are not examined
MOST_SIDES = 1000  # in one answer; beyond, all of them have the same rest of a company that no one is known to hold


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleController:
    """A party or circle that may have the majority and has no known controller, with its votes at most.

    `votes_at_most` is None where it may control a party that a source names as controller, and not by votes.
    """

    members: tuple[NodeView, ...]
    votes_at_most: float | None
    records: tuple[str, ...]

    def write_votes(self) -> Wording:
        """Write how many votes it can have at most, or that it may control a stated controller."""
        if self.votes_at_most is None:
            return Wording(en="through a stated controller", zh="经来源陈述的控制人")
        most = f"{self.votes_at_most:.2%}"
        return Wording(en=f"at most {most} of the votes", zh=f"至多占表决权{most}")


@dataclass(frozen=True, slots=True)
class PossibleControllers:
    """Those who may control a company, the largest first, and whether these are all."""

    sides: tuple[PossibleController, ...] = ()
    complete: bool = True


def find_possible_controllers(ownership: Ownership) -> PossibleControllers:
    """Find who may control a company beside those who do for certain."""
    bounds = VoteBounds(ownership)
    if not bounds.open_ends:
        return PossibleControllers()
    reaching = dict[frozenset[str], list[str] | None]()
    for side, begun in list_sides(bounds, find_all_control(bounds.arranged)):
        if bounds.steps > MOST_STEPS:
            break
        if reaching.get(side) is None:
            reaching[side] = bounds.reach(begun)
    single = {one for side, reached in reaching.items() if reached is not None and len(side) == 1 for one in side}
    possible = [
        describe_possible(bounds, side, reached)
        for side, reached in reaching.items()
        if reached is not None and (len(side) == 1 or not side & single)
    ]
    possible.sort(key=lambda one: (-(one.votes_at_most or 0.0), [member.id for member in one.members]))
    return PossibleControllers(tuple(possible[:MOST_SIDES]), bounds.steps <= MOST_STEPS and len(possible) <= MOST_SIDES)


@dataclass
class VoteBounds:
    """The votes above a company with what each can be at most; the holders of a company share what is left of it.

    `steps` counts the parties looked at.
    """

    ownership: Ownership
    steps: int = 0

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, Part]]:
        """What each party holds of the company and of those above it."""
        votes, held = self.ownership.votes, defaultdict[str, dict[str, Part]](dict)
        for (holder, company), holding in votes.pairs.items():
            if company in self.ownership.above and holder != company:
                most = 1.0 if holding.most is None else holding.most
                held[holder][company] = Part(holding.least * votes.scale_of(company), most - holding.least)
        return held

    @cached_property
    def open_ends(self) -> Set[str]:
        """The holders of holdings that can be larger than they are known to be, and everyone above them."""
        waiting = [holder for holder, held in self.parts.items() if any(map(self.can_grow, held.items()))]
        if not waiting:
            return set()
        above: dict[str, list[str]] = defaultdict(list)
        joint = ((member, held) for members, held in self.together.items() for member in members)
        held_by: Iterable[tuple[str, Iterable[str]]] = (*self.parts.items(), *self.stated.items(), *joint)
        for holder, companies in held_by:
            for company in companies:
                above[company].append(holder)
        met = set(waiting)
        for party in waiting:
            new = [holder for holder in above[party] if holder not in met]
            met.update(new)
            waiting += new
        return met - {self.ownership.read.start}

    def can_grow(self, held: tuple[str, Part]) -> bool:
        """Return whether a holding in a company can be larger than it is known to be."""
        return held[1].growth > TOLERANCE and self.left_of(held[0]) > TOLERANCE

    def left_of(self, company: str) -> float:
        """Return the votes of a company that no known holding has."""
        return max(0.0, 1.0 - self.ownership.votes.totals.get(company, 0.0))

    @cached_property
    def arranged(self) -> Votes:
        """The known votes, statements and circles as arrays."""
        return arrange_votes(self.ownership.read, self.ownership.votes)

    @cached_property
    def statements(self) -> Statements:
        """The stated control of companies, by places."""
        alone = zip(*(part.tolist() for part in self.arranged.stated), strict=True)
        return arrange_statements(alone, self.arranged.together)

    @cached_property
    def stated(self) -> Mapping[str, Sequence[str]]:
        """The companies that each party is stated to control by itself."""
        names = self.arranged.parties
        return {names[one]: [names[company] for company in held] for one, held in self.statements.alone.items()}

    @cached_property
    def together(self) -> Mapping[frozenset[str], Sequence[str]]:
        """The companies that each set of joint controllers is stated to control."""
        names = self.arranged.parties
        return {
            frozenset(names[one] for one in members): [names[company] for company in held]
            for members, held in self.statements.together.items()
        }

    @cached_property
    def sets_of(self) -> Mapping[str, Sequence[frozenset[str]]]:
        """The stated sets that include each party."""
        sets: dict[str, list[frozenset[str]]] = defaultdict(list)
        for members in self.together:
            for member in members:
                sets[member].append(members)
        return sets

    def reach(self, begun: Collection[str]) -> list[str] | None:
        """Return all that some parties may control, they first; None where the company asked for is not among it."""
        reached, known = sorted(begun), set(begun)
        held: dict[str, tuple[float, float]] = {}
        for holder in reached:
            gained = list(self.stated.get(holder, ()))
            for members in self.sets_of.get(holder, ()):
                gained += self.together[members] if members <= known else ()
            for company, part in self.parts.get(holder, {}).items():
                share, growth = held.get(company, (0.0, 0.0))
                held[company] = share + part.share, growth + part.growth
                if self.add_up(company, held[company]) > MAJORITY + TOLERANCE:
                    gained.append(company)
            self.steps += 1 + len(self.parts.get(holder, {}))
            new = [company for company in dict.fromkeys(gained) if company not in known]
            known.update(new)
            reached += new
        return reached if self.ownership.read.start in known else None

    def add_up(self, company: str, held: tuple[float, float]) -> float:
        """Return the votes that holdings in a company can be together, at most."""
        return held[0] + min(held[1], self.left_of(company))

    def find_most(self, holders: Iterable[str]) -> float:
        """Return the votes that some parties can have in the company together, at most."""
        start = self.ownership.read.start
        own = [part for holder in holders if (part := self.parts.get(holder, {}).get(start))]
        most = self.add_up(start, (sum(part.share for part in own), sum(part.growth for part in own)))
        return round_share(min(1.0, most))

    def cite(self, holders: Iterable[str]) -> Iterator[str]:
        """Return the records of the holdings of some parties that can be larger than they are known to be."""
        for holder in holders:
            for item in self.parts.get(holder, {}).items():
                if self.can_grow(item):
                    yield from (tie.record for tie in self.ownership.votes.pairs[holder, item[0]].ties)


def list_sides(bounds: VoteBounds, found: ControlFound) -> Iterator[tuple[frozenset[str], Collection[str]]]:
    """List the parties, circles and stated sets that may control the company and for certain do not.

    Each comes with what it is known to have: parties and circles their own votes, a stated set what it is stated to
    control. Parties that are controlled themselves are left out.
    """
    votes = bounds.arranged
    start = bounds.ownership.votes.place[bounds.ownership.read.start]
    controlled = {votes.parties[place] for place in found.controlled}
    certain = {votes.parties[party] for party, company in found.alone if company == start}
    yield from ((frozenset((id_,)), (id_,)) for id_ in sorted(bounds.open_ends - controlled - certain))
    surely = [side.members for side in found.together if start in side.companies]
    for members in list_circles(votes.circle).values():
        named = frozenset(votes.parties[place] for place in members)
        if members not in surely and named & bounds.open_ends and not named & certain:
            yield named, named
    for named, companies in bounds.together.items():
        places = frozenset(bounds.ownership.votes.place[one] for one in named)
        if places not in surely and named <= bounds.open_ends and not named <= certain:
            yield named, companies


def describe_possible(bounds: VoteBounds, side: frozenset[str], reached: Sequence[str]) -> PossibleController:
    """Describe one side that may control the company."""
    most = bounds.find_most(reached)
    return PossibleController(
        members=tuple(bounds.ownership.read.nodes[id_] for id_ in sorted(side)),
        votes_at_most=most if most > MAJORITY + TOLERANCE else None,
        records=tuple(dict.fromkeys(bounds.cite(reached))),
    )
