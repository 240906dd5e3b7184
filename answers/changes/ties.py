"""Which relationships a record states, before and after: new, ended, corrected, and controllers among them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ...graph.read.changes.versions import Replacement, Tie
from ...graph.schema.properties import PROVENANCE
from ...ingest.records import TIES, Holding, Participation, Relation
from ...ingest.records.declaration import Side
from ...ingest.records.words import STATED_KINDS, FactStatus
from ...models.wording import Wording
from .lines import ChangeKind, ChangeLine, Values

TYPES = {tie.label: tie for tie in TIES}
NOT_STATED = frozenset((*(item.name for item in PROVENANCE), "delivery"))  # what loading adds
OF_COMPANY = frozenset(("OWNS", "HOLDS_OFFICE", "RELATED_TO"))  # whose end is the party that it is about
MAJORITY = 0.5
Ends = tuple[str, str, str]
Ties = Sequence[tuple[str, Tie]]
Pair = tuple[Tie | None, Tie | None]


def compare_ties(
    replacement: Replacement, before: Ties, after: Ties, day: date, until: date, listed: frozenset[str]
) -> Iterator[ChangeLine]:
    """Return a line for each relationship that a record states otherwise than before.

    Those to the things in `listed`, such as cases with a line of their own, are left out.
    """
    was, now = group_by_ends(before), group_by_ends(after)
    for ends in dict.fromkeys((*was, *now)):
        if ends[0] == Participation.label and ends[2] in listed:
            continue
        for place, (old, new) in enumerate(pair_ties(was.get(ends, []), now.get(ends, []))):
            line = build_line(ends, (old, new), replacement, (day, until), place)
            if line is not None:
                yield line


def group_by_ends(ties: Ties) -> dict[Ends, list[Tie]]:
    """Group relationships by type and ends."""
    groups: dict[Ends, list[Tie]] = defaultdict(list)
    for label, tie in ties:
        groups[label, tie["start_key"], tie["end_key"]].append(tie)
    return groups


def pair_ties(before: Sequence[Tie], after: Sequence[Tie]) -> Iterator[Pair]:
    """Pair the relationships between two ends that differ; those that are stated as before are left out."""
    new = sorted(after, key=lambda tie: repr(list_stated(tie)))
    old = []
    for tie in sorted(before, key=lambda tie: repr(list_stated(tie))):
        same = next((one for one in new if list_stated(one) == list_stated(tie)), None)
        if same is None:
            old.append(tie)
        else:
            new.remove(same)
    for place in range(max(len(old), len(new))):
        yield old[place] if place < len(old) else None, new[place] if place < len(new) else None


def list_stated(tie: Tie) -> dict[str, object]:
    """Return what a source states of a relationship, without its ends."""
    return {name: tie[name] for name in sorted(tie) if name not in NOT_STATED}


def build_line(
    ends: Ends, pair: Pair, replacement: Replacement, days: tuple[date, date], place: int
) -> ChangeLine | None:
    """Build the line of one relationship."""
    label, start, end = ends
    old, new = pair
    day, until = days
    party, other = (end, start) if label in OF_COMPANY else (start, end)
    others = (other,) if TYPES[label].end_label == "Party" else ()
    before, after = keep_differing(old, new)
    version = replacement.after
    return ChangeLine(
        kind=choose_kind(label, old, new, until), party=party, others=others,
        thing="|".join((label, start, end, *([str(place)] if place else []))),
        what=name_tie(label, party == end, new or old or {}, None if others else other), before=before, after=after,
        day=day, records=tuple(dict.fromkeys((version.reference, *filter(None, (version.replaces,))))),
        delivery=version.delivery, record=TYPES[label],
    )  # fmt: skip


def choose_kind(label: str, old: Tie | None, new: Tie | None, until: date) -> ChangeKind:
    """Choose what kind of change it is: a controller's, an end, a correction, or a new relationship."""
    held, holds = is_controlling(label, old, until), is_controlling(label, new, until)
    if held and not holds:
        return ChangeKind.CONTROLLER_GONE
    if holds and not held:
        return ChangeKind.CONTROLLER_NEW
    if old is None:
        return ChangeKind.TIE_NEW
    if new is None or (has_ended(new, until) and not has_ended(old, until)):
        return ChangeKind.TIE_ENDED
    return ChangeKind.TIE_CORRECTED


def is_controlling(label: str, tie: Tie | None, until: date) -> bool:
    """Check whether a relationship states a controller, or is a holding of more than half; a disputed one does not."""
    if tie is None or has_ended(tie, until) or tie.get("status") in (FactStatus.DISPUTED, FactStatus.RETRACTED):
        return False
    if tie.get("kind") in STATED_KINDS:
        return True
    shares = (tie.get(name) for name in ("voting_share", "share", "share_min"))
    votes = next((share for share in shares if share is not None), 0.0)
    return label == Holding.label and votes > MAJORITY


def has_ended(tie: Tie, until: date) -> bool:
    """Check whether a relationship has ended by a day."""
    return tie.get("valid_to") is not None and tie["valid_to"] <= until


def can_decide_control(lines: Iterable[ChangeLine]) -> bool:
    """Check whether some lines are of holdings or relations, from which control is derived."""
    return any(line.thing.partition("|")[0] in (Holding.label, Relation.label) for line in lines)


def keep_differing(old: Tie | None, new: Tie | None) -> tuple[Values | None, Values | None]:
    """Return what is stated before and after; only what differs where both are there."""
    before, after = (None if tie is None else list_stated(tie) for tie in (old, new))
    if before is None or after is None:
        return before, after
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def name_tie(label: str, of_end: bool, tie: Values, thing: str | None) -> Wording:
    """Name a relationship as its party sees it, with the thing that it leads to if that is no party."""
    side = Side.END if of_end else Side.START
    group = next((one for one in TYPES[label].groups if one.side in (side, Side.EITHER)), None)
    words = Wording(zh=group.chinese, en=group.english) if group else Wording(zh="涉案", en="part in a case")
    if tie.get("kind") in STATED_KINDS:
        words = Wording(zh="所述控制人", en="stated controller")
    return words if thing is None else Wording(zh=f"{words.zh}{thing}", en=f"{words.en} {thing}")
