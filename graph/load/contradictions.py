"""Which of several claims count: decided for each span of days, as known in each span of days.

Two holdings of one source are parcels if both say so, else versions of one fact. What the sources state of a pair is
compared as a whole: their sums, or the controllers they name. One order decides: verified before asserted before
disputed, then the more trusted source, then what was known and written later. Sources that agree with the better ones
count too: a reader takes the largest of their sums.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...ingest.records.words import FactStatus
from ..read.source_loads import UNKNOWN_TRUST
from .claims import Claim, Fact, Replaced, cut_days, join_days

STANDING = {FactStatus.VERIFIED: 2, FactStatus.ASSERTED: 1, FactStatus.DISPUTED: 0}
OTHER_SHARES = ("voting_share", "income_share")
TOLERANCE = 1e-9

Unit = list[Claim]  # what one source says on some days, the best first
Bounds = tuple[float, float]


def decide(claims: Sequence[Claim], trust: Mapping[str, float]) -> None:
    """Note in each claim which better ones count instead of it, and when."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        claim.replaced.clear()
        if claim.tie["status"] in STANDING:  # a retracted one counts for nothing
            groups[(claim.end,) if claim.is_controller else (claim.start, claim.end)].append(claim)
    for group in groups.values():
        if may_contradict(group):
            decide_group(sorted(group, key=lambda one: rank(one, trust), reverse=True))


def may_contradict(group: Sequence[Claim]) -> bool:
    """Check whether there are two claims at all, and not only parcels of one source."""
    only_parcels = all(one.tie.get("parcel") and not one.is_controller for one in group)
    return len(group) > 1 and not (only_parcels and len({one.source for one in group}) == 1)


def decide_group(group: Sequence[Claim]) -> None:
    """Decide about claims on one fact, ordered from the best."""
    for valid in cut_days(claim.valid for claim in group):
        there = [claim for claim in group if claim.valid.covers(valid)]
        for known in cut_days(claim.known for claim in there) if len(there) > 1 else ():
            for claim, better in find_replaced([claim for claim in there if claim.known.covers(known)]):
                claim.replaced.append(Replaced(better.record, valid, known))
    for claim in group:
        claim.replaced = join_days(claim.replaced)


def find_replaced(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Find which of some claims that are valid together do not count, each with a better one; the best comes first.

    What a source says counts as a whole or not at all. Of several better versions the one next in rank is named, so
    that a new version changes what is stored of one claim only.
    """
    units: dict[str, Unit] = defaultdict(list)
    facts: dict[Fact, Claim] = {}
    for claim in claims:
        better = next((facts[fact] for fact in claim.versions if fact in facts), None)
        facts[claim.fact] = claim
        if better:
            yield claim, better
        else:
            units[claim.source].append(claim)
    counting: list[Unit] = []
    for unit in units.values():
        if contradicted := next((other for other in counting if contradicts(unit, other)), None):
            deciding = list_deciding(contradicted)[-1]
            yield from ((claim, deciding) for claim in unit)
        else:
            counting.append(unit)


def rank(claim: Claim, trust: Mapping[str, float]) -> tuple[int, float, date, int, date, str]:
    """Rank a claim by the order in which sources are believed."""
    tie = claim.tie
    change = -1 if tie.get("change") is None else tie["change"]
    standing = STANDING[FactStatus(tie["status"])]
    return standing, trust.get(claim.source, UNKNOWN_TRUST), tie["known_from"], change, claim.valid.begin, claim.record


def contradicts(unit: Unit, other: Unit) -> bool:
    """Check whether two sources name other controllers, or state holdings that cannot be of one size."""
    one, two = list_deciding(unit), list_deciding(other)
    if unit[0].is_controller:
        return {claim.start for claim in one} != {claim.start for claim in two}
    return differ(sum_bounds(one), sum_bounds(two)) or any(
        differ(sum_bounds(one, name), sum_bounds(two, name))
        for name in OTHER_SHARES
        if all(any(name in claim.tie for claim in claims) for claims in (one, two))
    )


def list_deciding(unit: Unit) -> Unit:
    """List the claims that are not disputed; all of them if each is."""
    return [claim for claim in unit if not claim.is_disputed] or unit


def differ(one: Bounds, two: Bounds) -> bool:
    """Check whether no number is within both bounds."""
    return one[0] > two[1] + TOLERANCE or two[0] > one[1] + TOLERANCE


def sum_bounds(claims: Sequence[Claim], name: str = "share") -> Bounds:
    """Sum what holdings are at least, and at most."""
    bounds = [read_bounds(claim, name) for claim in claims]
    return sum(least for least, _ in bounds), sum(most for _, most in bounds)


def read_bounds(claim: Claim, name: str) -> Bounds:
    """Return what a holding is at least, and at most; without any number it is between nothing and all."""
    share = claim.tie.get(name, claim.tie.get("share"))
    if share is not None:
        return share, share
    least, most = claim.tie.get("share_min"), claim.tie.get("share_max")
    return least or 0.0, 1.0 if most is None else most
