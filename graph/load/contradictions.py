"""Which of several claims count: decided for each span of days, as known in each span of days.

Two holdings of one source are parcels if both say so, else versions of one fact. What the sources state of a pair is
compared as a whole: their sums, or the controllers they name. One order decides: verified before asserted before
disputed, then the more trusted source, then what was known and written later. Sources that agree with the better ones
count too: a reader takes the largest of their sums.

A claim that has ended says that there is nothing of it from then on, and this counts against lesser sources as a number
would; what begins later is new. A tie of a circle is there or not: the best source decides, and where it disputes the
tie, no lesser statement of it counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ...ingest.records.words import FactStatus
from ..read.source_loads import UNKNOWN_TRUST
from .claims import Claim, Days, Fact, Replaced, cut_days, join_days

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
            groups[claim.subject].append(claim)
    for group in groups.values():
        if may_contradict(group):
            order = rank_tie if group[0].is_circle else rank
            decide_group(sorted(group, key=lambda one: order(one, trust), reverse=True))


def may_contradict(group: Sequence[Claim]) -> bool:
    """Check whether there are two claims at all, and not only parcels of one source."""
    only_parcels = all(one.tie.get("parcel") and not one.is_controller for one in group)
    return len(group) > 1 and not (only_parcels and len({one.source for one in group}) == 1)


def decide_group(group: Sequence[Claim]) -> None:
    """Decide about claims on one fact, ordered from the best."""
    find = find_denied_ties if group[0].is_circle else find_replaced
    several = len({claim.source for claim in group}) > 1  # what has ended counts against other sources only
    note_first_days(group)
    for valid in cut_days(claim.valid for claim in group):
        said = [claim for claim in group if claim.valid.covers(valid) or (several and has_ended(claim, valid))]
        for known in cut_days(claim.known for claim in said) if len(said) > 1 else ():
            for claim, better in find([claim for claim in said if claim.known.covers(known)], valid):
                claim.replaced.append(Replaced(better.record, valid, known))
    for claim in group:
        claim.replaced = join_days(claim.replaced)


def note_first_days(group: Sequence[Claim]) -> None:
    """Note in each claim since when its record says the same of the same party: a correction makes nothing newer."""
    first: dict[tuple[str, str], date] = {}
    for claim in group:
        place = claim.record, claim.start
        first[place] = min(first.get(place, claim.known.begin), claim.known.begin)
    for claim in group:
        claim.first_known = first[claim.record, claim.start]


def has_ended(claim: Claim, valid: Days) -> bool:
    """Return whether a claim held on earlier days and has ended by some days; a disputed one says nothing."""
    return claim.valid.begin < claim.valid.end <= valid.begin and not claim.is_disputed


def find_replaced(claims: Sequence[Claim], valid: Days) -> Iterator[tuple[Claim, Claim]]:
    """Find which claims that hold on some days do not count, each with a better one; the best comes first.

    What a source says counts as a whole or not at all. Of several better versions the one next in rank is named, so
    that a new version changes what is stored of one claim only.
    """
    there = [claim for claim in claims if claim.valid.covers(valid)]
    speaking = {claim.source for claim in there if not claim.is_disputed}
    units: dict[str, Unit] = defaultdict(list)
    facts: dict[Fact, Claim] = {}
    for claim in there:
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
            continue
        before = claims[: [one is unit[0] for one in claims].index(True)]
        ended = [] if counting else [one for one in before if one.source not in speaking]
        denied = list(zip(unit, find_denying(unit, ended), strict=True))
        yield from ((claim, end) for claim, end in denied if end)
        if left := [claim for claim, end in denied if end is None]:
            counting.append(left)


def find_denying(unit: Unit, ended: Sequence[Claim]) -> list[Claim | None]:
    """Find for each claim of a source the one of a better source that has ended and denies it.

    What a source says of who controls a company counts as a whole.
    """
    if unit[0].is_controller:
        whole = next((end for end in ended for claim in list_deciding(unit) if denies(end, claim)), None)
        return [whole] * len(unit)
    return [next((end for end in ended if denies(end, claim)), None) for claim in unit]


def denies(end: Claim, claim: Claim) -> bool:
    """Return whether one that has ended says that a claim no longer holds: this is no later one of the same.

    A statement of another controller that was known before the end does not count again after it.
    """
    of_same = not claim.is_controller or claim.start == end.start or claim.first_known < end.valid.end
    return claim.valid.begin < end.valid.end and of_same


def find_denied_ties(claims: Sequence[Claim], valid: Days) -> Iterator[tuple[Claim, Claim]]:
    """Find the statements of a tie on some days that do not count, because a better source denies the tie.

    It does so where it disputes the tie, or has ended it, and does not state it. The best claim comes first; once a
    statement is left that no better source denies, the tie is there.
    """
    left = [claim for claim in claims if claim.valid.covers(valid) and not claim.is_disputed]
    stating = {claim.source for claim in left}
    for best in claims:
        if any(best is claim for claim in left):
            return
        if best.source not in stating:
            yield from ((claim, best) for claim in left if best.is_disputed or denies(best, claim))
            left = [claim for claim in left if not (best.is_disputed or denies(best, claim))]


def rank(claim: Claim, trust: Mapping[str, float]) -> tuple[int, float, date, int, date, str]:
    """Rank a claim by the order in which sources are believed."""
    tie = claim.tie
    change = -1 if tie.get("change") is None else tie["change"]
    standing = STANDING[FactStatus(tie["status"])]
    return standing, trust.get(claim.source, UNKNOWN_TRUST), tie["known_from"], change, claim.valid.begin, claim.record


def rank_tie(claim: Claim, trust: Mapping[str, float]) -> tuple[int, float, date, int, date, str]:
    """Rank a tie of a circle: what a source disputes is denied as firmly as another asserts it."""
    standing, *others = rank(claim, trust)
    return max(standing, STANDING[FactStatus.ASSERTED]), *others  # type: ignore[return-value]


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
