"""Holdings, statements of control and ties of circles as claims, with the days on which they are valid and known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from ...ingest.records import Holding, Relation
from ...ingest.records.words import CIRCLE_KINDS, STATED_KINDS, FactStatus, RelationKind
from .fold import Row

Fact: TypeAlias = tuple[object, ...]


class Days(NamedTuple):
    """The days from one up to another; the last day of all is without bound."""

    begin: date
    end: date

    def covers(self, other: "Days") -> bool:
        """Return whether all days of the other are among them."""
        return self.begin <= other.begin and other.end <= self.end

    @property
    def last(self) -> date:
        """Return the last of the days."""
        return self.end if self.end == date.max else self.end - timedelta(days=1)


class Replaced(NamedTuple):
    """The record of a better claim, the days on which that counts instead, and those on which this is known."""

    record: str
    valid: Days
    known: Days


@dataclass(slots=True)
class Claim:
    """One version of a holding, a statement of control or a tie of a circle; `replaced` says when better ones count.

    `is_controller` says whether it states who controls the company, `is_circle` whether it ties two parties into a
    circle of family, concert or nominees, and `is_disputed` whether it decides nothing. `first_known` is the day from
    which its record says so, in earlier versions too. `fact` is what it states, and
    `versions` are the facts of its source that it is another version of.
    """

    start: str
    end: str
    tie: Mapping[str, Any]
    label: str = Holding.label
    element: str = ""
    valid: Days = field(init=False)
    known: Days = field(init=False)
    first_known: date = field(init=False)
    source: str = field(init=False)
    is_controller: bool = field(init=False)
    is_circle: bool = field(init=False)
    is_disputed: bool = field(init=False)
    fact: Fact = field(init=False)
    versions: tuple[Fact, ...] = field(init=False)
    replaced: list[Replaced] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.valid = Days(self.tie.get("valid_from") or date.min, self.tie.get("valid_to") or date.max)
        self.known = Days(self.tie["known_from"], self.tie.get("known_to") or date.max)
        self.first_known = self.known.begin
        self.source, self.is_controller = self.tie["source"], self.tie.get("kind") in STATED_KINDS
        self.is_circle = self.label == Relation.label and self.tie.get("kind") in CIRCLE_KINDS
        self.is_disputed = self.tie["status"] == FactStatus.DISPUTED
        self.fact, self.versions = list_facts(self)

    @property
    def record(self) -> str:
        """Return the key of its record, the same for every version."""
        return str(self.tie["record"])

    @property
    def subject(self) -> tuple[str, ...]:
        """Return what it is about, the same for all claims that can contradict it.

        That is the company of a statement of control, the pair of a holding, and the kind and pair of a tie, which is
        the same tie from either end.
        """
        if self.is_controller:
            return (self.end,)
        return (
            name_circle_tie(str(self.tie["kind"]), self.start, self.end) if self.is_circle else (self.start, self.end)
        )

    @property
    def is_settled(self) -> bool:
        """Return whether the graph says already when it counts."""
        return all(self.tie.get(name) == value for name, value in write_days(self).items())


def list_facts(claim: Claim) -> tuple[Fact, tuple[Fact, ...]]:
    """List which fact a claim states, and those of its source that it is another version of.

    A source may name several who control together. Parcels are no versions of each other.
    """
    kind = claim.tie.get("kind")
    if claim.is_controller:
        stated = claim.source, claim.label, claim.start, kind
        return stated, (stated,)
    single, parcel = (claim.source, kind, False), (claim.source, kind, True)
    return (parcel, (single,)) if claim.tie.get("parcel") else (single, (single, parcel))


def name_circle_tie(kind: str, start: str, end: str) -> tuple[str, str, str]:
    """Return the kind and the ends of a tie, the same however a source directs it: a child's parent has that child."""
    if kind == RelationKind.CHILD:
        return str(RelationKind.PARENT), end, start
    if kind in (RelationKind.PARENT, RelationKind.NOMINEE):
        return kind, start, end
    return kind, min(start, end), max(start, end)


def write_days(claim: Claim) -> Row:
    """Write the properties that say which records count instead of a claim, and on which days; None if none does."""
    replaced = sorted(claim.replaced, key=lambda one: (one.known, one.valid))
    return {
        "superseded_by": [one.record for one in replaced] or None,
        "superseded_since": [one.valid.begin for one in replaced] or None,
        "superseded_until": [one.valid.last for one in replaced] or None,
        "superseded_from": [one.known.begin for one in replaced] or None,
        "superseded_to": [one.known.last for one in replaced] or None,
    }


def cut_days(spans: Iterable[Days]) -> list[Days]:
    """Cut the time that some days span wherever one of them begins or ends."""
    bounds = sorted({day for days in spans if days.begin < days.end for day in days})
    return [Days(begin, end) for begin, end in pairwise(bounds)]


def join_days(replaced: Iterable[Replaced]) -> list[Replaced]:
    """Join what is known of one record on adjoining days, and then what it replaces on adjoining days."""
    known: list[Replaced] = []
    for one in sorted(replaced):
        before = known[-1] if known else None
        if before and (before.record, before.valid, before.known.end) == (one.record, one.valid, one.known.begin):
            known[-1] = before._replace(known=Days(before.known.begin, one.known.end))
        else:
            known.append(one)
    joined: list[Replaced] = []
    for one in sorted(known, key=lambda one: (one.record, one.known, one.valid)):
        before = joined[-1] if joined else None
        if before and (before.record, before.known, before.valid.end) == (one.record, one.known, one.valid.begin):
            joined[-1] = before._replace(valid=Days(before.valid.begin, one.valid.end))
        else:
            joined.append(one)
    return joined
