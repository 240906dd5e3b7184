"""Which rows were stored, which version of each counts, and what was known on a day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from .deliveries import STATED, Bounds, Delivery, HoldingRow, PartyRow, RelationRow, Row, Source, TieRow, World

RANKS = ("disputed", "asserted", "verified")
Counted = Counter[str]  # what became of the rows of a delivery: stored, unchanged or rejected


@dataclass(frozen=True, slots=True)
class Version:
    """A row as stored: known from a day, by the n-th delivery; `ended` where a full delivery left it out.

    `first_known` is the first day on which the row named the same party.
    """

    row: Row
    source: Source
    known_from: date
    number: int
    ended: bool = False
    first_known: date = date.max

    @property
    def rank(self) -> tuple[object, ...]:
        """Return its place in the order of sources that disagree; the largest counts."""
        status = RANKS.index(getattr(self.row, "status", "asserted"))
        described, begun = (getattr(self.row, name, None) or date.min for name in ("described_at", "valid_from"))
        return status, self.source.trust, described, self.known_from, self.number, begun, self.row.reference


@dataclass(slots=True)
class Books:
    """Every version of every row of a world, by source and reference, oldest first."""

    world: World
    versions: dict[tuple[str, str], list[Version]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Store all deliveries."""
        for delivery in self.world.deliveries:
            self.counted.append(self.undo(delivery) if delivery.undo else self.store(delivery))

    def store(self, delivery: Delivery) -> Counted:
        """Store the usable rows of a delivery, parties first."""
        source = next(source for source in self.world.sources if source.name == delivery.source)
        rows, counted, used = delivery.rows, Counted(), dict[str, Row]()
        for row in sorted(rows, key=lambda row: not isinstance(row, PartyRow)):
            is_double = any(other.reference == row.reference and other != row for other in rows)
            counted[self.store_row(Version(row, source, delivery.day, len(self.counted)), used, is_double)] += 1
        if delivery.full:
            self.end_missing(delivery, source)
        return counted

    def store_row(self, version: Version, used: dict[str, Row], is_double: bool) -> str:
        """Store one row unless it says nothing new or cannot be right; return what became of it."""
        row, versions = version.row, self.versions.setdefault((version.source.name, version.row.reference), [])
        last = versions[-1] if versions else None
        if not self.is_possible(row, last):
            return "rejected"
        if row.reference in used:
            return "unchanged" if used[row.reference] == row else "rejected"
        is_new = last is None or last.row != row or last.ended
        if last and is_new and not is_double and version.known_from < last.known_from:
            return "rejected"
        used[row.reference] = row
        if last and is_new and is_double:
            return "rejected"  # of two rows under one reference neither can correct what is stored
        if is_new:
            self.add(version)
        return "stored" if is_new else "unchanged"

    def is_possible(self, row: Row, last: Version | None) -> bool:
        """Return whether a row contradicts neither itself nor what is stored; its own earlier row it may correct."""
        if isinstance(row, PartyRow):
            return last is not None or self.kinds.get(row.party, row.kind) == row.kind
        is_ordered = (row.valid_from or date.min) <= (row.valid_to or date.max)
        is_ordered &= not isinstance(row, HoldingRow) or row.is_in_band
        return row.start != row.end and is_ordered and row.start in self.kinds and row.end in self.kinds

    def add(self, version: Version) -> None:
        """Add a version; of several descriptions the one that counts most says the kind."""
        versions = self.versions[version.source.name, version.row.reference]
        same = [
            one for one in [*versions, version] if getattr(one.row, "start", "") == getattr(version.row, "start", "")
        ]
        versions.append(replace(version, first_known=min(one.known_from for one in same)))
        if isinstance(version.row, PartyRow):
            described = [last for last in self.known(None) if last.row.reference == version.row.reference]
            self.kinds[version.row.party] = max(described, key=lambda one: one.rank).row.kind  # type: ignore[union-attr]

    def end_missing(self, delivery: Delivery, source: Source) -> None:
        """End the ties that a full delivery of their file no longer names: the past still shows them."""
        files, named, day = {type(row) for row in delivery.rows}, {row.reference for row in delivery.rows}, delivery.day
        for last in [*self.known(None)]:
            row = last.row
            if last.source != source or row.reference in named or type(row) not in files or last.known_from > day:
                continue
            if isinstance(row, TieRow) and (row.valid_to or date.max) > day:
                ended = replace(row, valid_to=max(day, row.valid_from or day))
                self.add(Version(ended, source, day, len(self.counted), ended=True))

    def undo(self, delivery: Delivery) -> Counted:
        """Take the last delivery of a source back, as if it had never come."""
        past = self.world.deliveries[: len(self.counted)]
        last = max(place for place, made in enumerate(past) if made.source == delivery.source and not made.undo)
        books = Books(replace(self.world, deliveries=past[:last] + past[last + 1 :]))
        self.versions, self.kinds = books.versions, books.kinds
        return Counted()

    def known(self, as_known: date | None) -> Iterator[Version]:
        """Return the version of each row that counted on a day of knowledge."""
        for versions in self.versions.values():
            if seen := [version for version in versions if version.known_from <= (as_known or date.max)]:
                yield seen[-1]

    def describe(self, party: str, as_of: date, as_known: date | None) -> dict[str, object] | None:
        """Return what is known of a party for a day: each value from the best source, the kind from any day's."""
        described = [version for version in self.known(as_known) if version.row.reference == f"party|{party}"]
        values: dict[str, object] = {}
        for version in sorted(described, key=lambda version: version.rank):
            for name in ("kind", "name", "capital", "operating_status"):
                begun, value = getattr(version.row, "described_at", None), getattr(version.row, name, None)
                if value is not None and (name == "kind" or (begun or date.min) <= as_of):
                    values[name] = value
        return values if described else None

    def find_persons(self, as_known: date | None) -> set[str]:
        """Return the parties that are persons as known on a day: what is stated to be held of them does not count."""
        kinds = {
            party: (self.describe(party, date.max, as_known) or {}).get("kind", self.kinds[party])
            for party in self.kinds
        }
        return {party for party, kind in kinds.items() if kind == "Person"}

    def ties(self, kind: type[TieRow], as_of: date, as_known: date | None) -> list[Version]:
        """Return the ties of a kind that decide on a day: of sources that disagree on a pair those that count most."""
        subjects: dict[object, list[Version]] = {}
        for version in self.known(as_known):
            if isinstance(row := version.row, kind) and row.status != "retracted":
                subjects.setdefault(row.subject, []).append(version)
        return [version for versions in subjects.values() for version in choose(versions, as_of)]


def choose(versions: list[Version], day: date) -> list[Version]:
    """Return the ties of the source that counts most on a pair, and of all others that agree with those before them."""
    if is_circle(versions[0].row):
        return choose_ties(versions, day)
    chosen, done, ends = dict[str, list[Version]](), set[str](), list_ends(versions, day)
    there = [version for version in versions if version.row.holds(day) and version.row.status != "disputed"]  # type: ignore[union-attr]
    for best in sorted(there, key=lambda version: version.rank, reverse=True):
        if best.source.name in done:
            continue
        done.add(best.source.name)
        same = [version for version in there if version.source == best.source] if best.source.parcels else [best]
        if not chosen:
            better = [end.row for end in ends if end.rank > best.rank]
            same = [one for one in same if not any(one.row.begins_before(end.valid_to) for end in better)]  # type: ignore[union-attr]
        if same and all(agree(same, others) for others in chosen.values()):
            chosen[best.source.name] = same
    return [version for same in chosen.values() for version in same]


def list_ends(versions: list[Version], day: date) -> list[Version]:
    """Return the ties that have ended by a day, of sources that say nothing else of the subject on it."""
    there = [version for version in versions if version.row.holds(day)]  # type: ignore[union-attr]
    speaking = {version.source.name for version in there if version.row.status != "disputed"}  # type: ignore[union-attr]
    return [one for one in versions if one.row.has_ended(day) and one.source.name not in speaking]  # type: ignore[union-attr]


def is_circle(row: Row) -> bool:
    """Return whether a row ties two parties into a circle."""
    return isinstance(row, RelationRow) and row.kind not in STATED


def choose_ties(versions: list[Version], day: date) -> list[Version]:
    """Return the statements of a tie that count: those that no better source denies, and all after one of these."""
    there = [version for version in versions if version.row.holds(day)]  # type: ignore[union-attr]
    stating = [version for version in there if version.row.status != "disputed"]  # type: ignore[union-attr]
    sure = {version.source.name for version in stating}
    against = [one for one in there if one.source.name not in sure] + list_ends(versions, day)
    for best in sorted([*stating, *against], key=lambda one: (max(one.rank[0], 1), *one.rank[1:]), reverse=True):  # type: ignore[type-var, call-overload]
        if best in stating:
            return stating
        if best in against:
            ended = None if best.row.status == "disputed" else best.row.valid_to  # type: ignore[union-attr]
            stating = [version for version in stating if not version.row.begins_before(ended)]  # type: ignore[union-attr]
    return stating


def agree(one: list[Version], other: list[Version]) -> bool:
    """Return whether what two sources say of a pair can be one holding; who states no number excludes none."""
    rows = [[version.row for version in said if isinstance(version.row, HoldingRow)] for said in (one, other)]
    bounds = [[add_up(row.capital for row in said) for said in rows]]
    if all(any(row.votes is not None for row in said) for said in rows):
        bounds.append([add_up(row.voting for row in said) for said in rows])
    return all(left[0] <= right[1] and right[0] <= left[1] for left, right in bounds)


def add_up(bounds: Iterable[Bounds]) -> Bounds:
    """Add up what holdings are at least, and at most."""
    both = [*bounds]
    return sum((least for least, _ in both), Fraction(0)), sum((most for _, most in both), Fraction(0))
