"""Which of several holdings between the same two parties count: what sources, or versions of one source, contradict.

Two current holdings of one source whose times overlap are parcels if both say so, else versions of one fact. Holdings
of several sources with other numbers contradict each other, and so do their statements of who controls a company. One
order decides: verified before asserted before disputed, then the more trusted source, then what was known and written
later. All are kept; a holding that does not count names the one that does, since when it is known and on which days it
is valid, and is left out of every sum on those days. What counted as it was known before is kept beside that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from ...ingest.records import Holding, Relation
from ...ingest.records.declaration import Value, read_fields
from ...ingest.records.words import FactStatus, HoldingKind, RelationKind
from ..read.source_loads import UNKNOWN_TRUST
from . import write_statements as statements
from .fold import Row
from .tie_ends import list_tie_splits, split_by_smaller_end
from .writing import Writer

STANDING = {FactStatus.VERIFIED: 2, FactStatus.ASSERTED: 1, FactStatus.DISPUTED: 0}
NUMBERS = tuple(item.name for item in read_fields(Holding) if item.value is Value.SHARE)
CONTROLLER = HoldingKind.ACTUAL_CONTROLLER.value
STATES = frozenset((CONTROLLER, RelationKind.CONTROLS.value))
READ = """
RETURN type(tie) AS label, begin.id AS start, target.id AS end, properties(tie) AS tie
"""
FORWARD = f"""
UNWIND $rows AS row
MATCH (begin:Party {{id: row.start}})-[tie:OWNS]->(target:Party {{id: row.end}}){READ}"""
BACKWARD = f"""
UNWIND $rows AS row
MATCH (target:Party {{id: row.end}})<-[tie:OWNS]-(begin:Party {{id: row.start}}){READ}"""
CONTROLLERS = f"""
UNWIND $companies AS id
MATCH (target:Party {{id: id}})<-[tie:OWNS|RELATED_TO]-(begin:Party)
WHERE tie.kind IN $kinds{READ}"""


class Days(NamedTuple):
    """The days from one up to another."""

    begin: date
    end: date

    def overlaps(self, other: "Days") -> bool:
        """Return whether the two have a day in common."""
        return max(self.begin, other.begin) < min(self.end, other.end)


@dataclass(slots=True)
class Reign:
    """The days in our books on which a better holding counted instead, and the days on which that one is valid."""

    known: Days
    days: Days
    better: "Claim"


@dataclass(slots=True)
class Claim:
    """A version of a holding as it is stored, the one that counts instead, if one does, and on which days.

    `counts` are the days on which it counts itself; `reigns` are those of better ones, in the order of our books.
    """

    start: str
    end: str
    tie: Mapping[str, Any]
    label: str = Holding.label
    better: "Claim | None" = None
    replaced: Days | None = None
    reigns: list[Reign] = field(default_factory=list)
    counts: list[Days] = field(init=False)

    def __post_init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Count on every day on which it is valid."""
        self.better, self.replaced, self.counts = None, None, [self.valid]

    def remember(self, known: Days) -> None:
        """Note which one counts instead on some days in our books."""
        if self.better is None or self.replaced is None:
            return
        last = self.reigns[-1] if self.reigns else None
        if last and (last.known.end, last.days) == (known.begin, self.replaced):
            last.known, last.better = Days(last.known.begin, known.end), self.better
        else:
            self.reigns.append(Reign(known, self.replaced, self.better))

    @property
    def known(self) -> Days:
        """Return the days in our books on which it is current."""
        return Days(self.tie["known_from"], self.tie.get("known_to") or date.max)

    @property
    def change(self) -> int:
        """Return the number of the change that wrote it; older schemas have none."""
        return -1 if self.tie.get("change") is None else int(self.tie["change"])

    @property
    def valid(self) -> Days:
        """Return the days on which it is valid."""
        return Days(self.tie.get("valid_from") or date.min, self.tie.get("valid_to") or date.max)

    @property
    def source(self) -> str:
        """Return its source."""
        return str(self.tie["source"])

    @property
    def is_controller(self) -> bool:
        """Return whether it states who controls the company, and not a holding."""
        return self.tie.get("kind") in STATES

    @property
    def is_settled(self) -> bool:
        """Return whether the graph says already which one counts."""
        return all(self.tie.get(name) == value for name, value in write_days(self).items())

    def overlaps(self, other: "Claim") -> bool:
        """Return whether the other counts on a day on which this one is valid."""
        return any(self.valid.overlaps(days) for days in other.counts)

    def give_way(self, others: Sequence["Claim"]) -> None:
        """Count no longer on the days of better ones, from the first of these days to the last."""
        if not others:
            return
        days = [part for other in others for part in other.counts if part.overlaps(self.valid)]
        begin = max(self.valid.begin, min(part.begin for part in days))
        end = min(self.valid.end, max(part.end for part in days))
        self.better, self.replaced = others[0], Days(begin, end)
        rest = (Days(self.valid.begin, begin), Days(end, self.valid.end))
        self.counts = [part for part in rest if part.begin < part.end]


@dataclass(slots=True)
class Touched:
    """The holdings that a transaction wrote or closed: pairs of parties, and companies with stated controllers."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)


def list_touched(written: Iterable[tuple[str, Row]], closed: Iterable[str], several: bool) -> Touched:
    """List which pairs must be looked at; parcels of the only source contradict nothing."""
    touched = Touched()
    for label, tie in written:
        if tie.get("kind") in STATES and (several or label == Holding.label):
            touched.companies.add(tie["end_key"])
        if label == Holding.label and (several or not tie.get("parcel")):
            touched.pairs.add((tie["start_key"], tie["end_key"]))
    for text in closed:
        for label, start, end in list_tie_splits(text):
            if label == Holding.label:
                touched.pairs.add((start, end))
            if label in (Holding.label, Relation.label):
                touched.companies.add(end)
    return touched


async def settle_holdings(writer: Writer, touched: Touched) -> None:
    """Decide for pairs and companies which holdings count, and store what changed."""
    pairs = [{"start": start, "end": end} for start, end in sorted(touched.pairs)]
    found: list[Row] = []
    if pairs:
        for from_end, rows in (await split_by_smaller_end(writer.transaction, pairs)).items():
            found += await writer.transaction.run(BACKWARD if from_end else FORWARD, {"rows": rows})
    if touched.companies:
        asked = {"companies": sorted(touched.companies), "kinds": sorted(STATES)}
        found += await writer.transaction.run(CONTROLLERS, asked)
    claims = {(row["label"], row["start"], row["end"], row["tie"]["record"], row["tie"].get("change"),
               row["tie"].get("kind")): Claim(**row) for row in found}  # fmt: skip
    settle(list(claims.values()), writer.stamp.trust)
    changed: dict[str, list[Row]] = defaultdict(list)
    for claim in claims.values():
        if not claim.is_settled:
            changed[claim.label].append(write_decision(claim))
    for label, rows in changed.items():
        await writer.transaction.run(supersede(label), {"rows": rows})


@cache
def supersede(label: str) -> str:
    """Build the statement that stores which ties of a type do not count."""
    return f"""
UNWIND $rows AS row
MATCH (begin:Party {{id: row.start}})-[tie:{label}]->(target:Party {{id: row.end}})
WHERE tie.record = row.record AND {statements.OF_VERSION} AND coalesce(tie.kind, '') = row.kind
SET tie.superseded_from = row.superseded_from, tie.superseded_by = row.superseded_by,
    tie.superseded_since = row.superseded_since, tie.superseded_until = row.superseded_until,
    tie.superseded_before = row.superseded_before
"""


def write_decision(claim: Claim) -> Row:
    """Write which holding counts instead of a claim, or that it counts."""
    version = {"record": claim.tie["record"], "change": claim.change, "kind": claim.tie.get("kind") or ""}
    return {"start": claim.start, "end": claim.end, **version, **write_days(claim)}


def write_days(claim: Claim) -> Row:
    """Write the properties that say which holding counts instead, since when it is known, and on which days.

    What our books had before the last state of the claim is written as text.
    """
    *before, last = [*claim.reigns, None]
    if before and before[-1].known.end == claim.known.end:
        last = before.pop()
    days = last.days if last else Days(date.min, date.max)
    return {
        "superseded_from": last.known.begin if last else None,
        "superseded_by": last.better.tie["record"] if last else None,
        "superseded_since": None if days.begin == date.min else days.begin,
        "superseded_until": None if days.end == date.max else days.end,
        "superseded_before": " ".join(map(write_reign, before)) or None,
    }


def write_reign(reign: Reign) -> str:
    """Write the four days of a better holding that counted before."""
    return "/".join(day.isoformat() for day in (*reign.known, *reign.days))


def settle(claims: Sequence[Claim], trust: Mapping[str, float]) -> None:
    """Decide for every state of our books which claims count."""
    moments = sorted({day for claim in claims for day in claim.known} - {date.max})
    for begin, end in pairwise([*moments, date.max]):
        known = [claim for claim in claims if claim.known.begin <= begin < claim.known.end]
        decide(known, trust)
        for claim in known:
            claim.remember(Days(begin, end))


def decide(claims: Sequence[Claim], trust: Mapping[str, float]) -> None:
    """Note in each claim which better one it contradicts, of those that are known at the same time."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        claim.forget()
        if claim.tie["status"] in STANDING:  # a retracted one counts for nothing
            groups[(claim.end,) if claim.is_controller else (claim.start, claim.end)].append(claim)
    for group in groups.values():
        counting: list[Claim] = []
        for claim in sorted(group, key=lambda one: rank(one, trust), reverse=True):
            claim.give_way([one for one in counting if contradicts(claim, one, counting)])
            if claim.counts:
                counting.append(claim)


def rank(claim: Claim, trust: Mapping[str, float]) -> tuple[int, float, date, int, date, str]:
    """Rank a claim by the order in which sources are believed."""
    tie = claim.tie
    begun = tie.get("valid_from") or date.min
    standing = STANDING[FactStatus(tie["status"])]
    return standing, trust.get(claim.source, UNKNOWN_TRUST), tie["known_from"], claim.change, begun, tie["record"]


def contradicts(claim: Claim, other: Claim, counting: Sequence[Claim]) -> bool:
    """Check whether two claims whose times overlap cannot both count."""
    if not claim.overlaps(other):
        return False
    if claim.is_controller:
        return contradicts_controller(claim, other, counting)
    if claim.source != other.source:
        return differs(claim, other) or has_more_parcels(claim, other, counting)
    return claim.tie.get("kind") == other.tie.get("kind") and not (claim.tie.get("parcel") and other.tie.get("parcel"))


def differs(claim: Claim, other: Claim) -> bool:
    """Check whether two claims state another number."""
    return any(
        claim.tie.get(name) is not None and other.tie.get(name) is not None and claim.tie[name] != other.tie[name]
        for name in NUMBERS
    )


def has_more_parcels(claim: Claim, other: Claim, counting: Sequence[Claim]) -> bool:
    """Check whether the source of a claim would state more parcels than another: together they would be more."""
    sources = Counter(one.source for one in counting if claim.overlaps(one))
    return sources[claim.source] >= sources[other.source]


def contradicts_controller(claim: Claim, other: Claim, counting: Sequence[Claim]) -> bool:
    """Check whether another source names other controllers; one source may name several, who control together."""
    if claim.source == other.source:
        return (claim.label, claim.start) == (other.label, other.start)
    named = {one.start for one in counting if one.source == other.source and claim.overlaps(one)}
    return claim.start not in named
