"""Which rows were stored, which version of each counts, and what was known on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from .deliveries import Bounds, Delivery, HoldingRow, PartyRow, Row, Source, TieRow, World

RANKS = ("disputed", "asserted", "verified")


@dataclass(frozen=True, slots=True)
class Version:
    """A row as stored: known from a day, by the n-th delivery; `ended` where a full delivery left it out."""

    row: Row
    source: Source
    known_from: date
    number: int
    ended: bool = False

    @property
    def rank(self) -> tuple[object, ...]:
        """Return its place in the order of sources that disagree; the largest counts."""
        status, begun = getattr(self.row, "status", "asserted"), getattr(self.row, "valid_from", None)
        described = getattr(self.row, "described_at", None) or date.min
        newest = (self.known_from, self.number, begun or date.min, self.row.reference)
        return RANKS.index(status), self.source.trust, described, *newest


@dataclass(slots=True)
class Counted:
    """What became of the rows of a delivery."""

    stored: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(slots=True)
class Books:
    """Every version of every row of a world, by source and reference, oldest first."""

    world: World
    versions: dict[tuple[str, str], list[Version]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)
    ambiguous: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Store all deliveries."""
        for delivery in self.world.deliveries:
            self.counted.append(self.undo(delivery) if delivery.undo else self.store(delivery))

    def store(self, delivery: Delivery) -> Counted:
        """Store the usable rows of a delivery."""
        source = next(source for source in self.world.sources if source.name == delivery.source)
        counted, used = Counted(), dict[str, Row]()
        contents: dict[str, list[Row]] = {}
        for row in delivery.rows:
            contents.setdefault(row.reference, []).append(row)
        self.ambiguous = {name for name, rows in contents.items() if any(row != rows[0] for row in rows)}
        for row in sorted(delivery.rows, key=lambda row: not isinstance(row, PartyRow)):
            outcome = self.store_row(row, source, delivery.day, used)
            setattr(counted, outcome, getattr(counted, outcome) + 1)
        if delivery.full:
            self.end_missing(delivery, source, {row.reference for row in delivery.rows})
        return counted

    def store_row(self, row: Row, source: Source, day: date, used: dict[str, Row]) -> str:
        """Store one row unless it says nothing new or cannot be right; return what became of it."""
        if not self.is_possible(row, source):
            return "rejected"
        if row.reference in used:
            return "unchanged" if used[row.reference] == row else "rejected"
        before = self.versions.setdefault((source.name, row.reference), [])
        is_new = not before or before[-1].row != row or before[-1].ended
        if before and is_new and row.reference in self.ambiguous:
            used[row.reference] = row
            return "rejected"  # of two rows under one reference neither can correct what is stored
        if before and is_new and day < before[-1].known_from:
            return "rejected"
        used[row.reference] = row
        if is_new:
            self.add(before, Version(row, source, day, len(self.counted)))
        return "stored" if is_new else "unchanged"

    def is_possible(self, row: Row, source: Source) -> bool:
        """Return whether a row contradicts neither itself nor what is stored; its own earlier row it may correct."""
        if isinstance(row, PartyRow):
            corrects = self.versions.get((source.name, row.reference))
            return bool(corrects) or self.kinds.get(row.party, row.kind) == row.kind
        ordered = row.valid_from is None or row.valid_to is None or row.valid_from <= row.valid_to
        return row.start != row.end and ordered and row.start in self.kinds and row.end in self.kinds

    def add(self, versions: list[Version], version: Version) -> None:
        """Add a version; of several descriptions the one that counts most says the kind."""
        versions.append(version)
        if isinstance(version.row, PartyRow):
            same = (one[-1] for (_, name), one in self.versions.items() if name == version.row.reference and one)
            self.kinds[version.row.party] = max(same, key=lambda one: one.rank).row.kind  # type: ignore[union-attr]

    def end_missing(self, delivery: Delivery, source: Source, named: set[str]) -> None:
        """End the ties that a full delivery of their file no longer names: the past still shows them."""
        files, day = {type(row) for row in delivery.rows}, delivery.day
        for (name, reference), versions in self.versions.items():
            if not versions or name != source.name or reference in named or type(versions[-1].row) not in files:
                continue
            last = versions[-1]
            if isinstance(last.row, TieRow) and last.known_from <= day and (last.row.valid_to or date.max) > day:
                ended = replace(last.row, valid_to=max(day, last.row.valid_from or day))
                self.add(versions, Version(ended, source, day, len(self.counted), ended=True))

    def undo(self, delivery: Delivery) -> Counted:
        """Take the last delivery of a source back, as if it had never come."""
        past = self.world.deliveries[: len(self.counted)]
        last = max(place for place, made in enumerate(past) if made.source == delivery.source and not made.undo)
        kept = replace(self.world, deliveries=past[:last] + past[last + 1 :])
        self.versions, self.kinds = (books := Books(kept)).versions, books.kinds
        return Counted()

    def known(self, as_known: date | None) -> Iterator[Version]:
        """Return the version of each row that counted on a day of knowledge."""
        for versions in self.versions.values():
            seen = [version for version in versions if as_known is None or version.known_from <= as_known]
            if seen:
                yield seen[-1]

    def describe(self, party: str, as_of: date, as_known: date | None) -> dict[str, object] | None:
        """Return what is known of a party for a day: each value from the best source; None if nothing is."""
        described = [version for version in self.known(as_known)
                     if isinstance(version.row, PartyRow) and version.row.party == party]  # fmt: skip
        values: dict[str, object] = {}
        for version in sorted(described, key=lambda version: version.rank):
            if (getattr(version.row, "described_at", None) or date.min) <= as_of:
                known = {name: getattr(version.row, name) for name in ("kind", "name", "capital", "operating_status")}
                values.update({name: value for name, value in known.items() if value is not None})
        return values if described else None

    def ties(self, kind: type[TieRow], as_of: date, as_known: date | None) -> list[Version]:
        """Return the ties of a kind that decide on a day: of sources that disagree on a pair those that count most."""
        pairs: dict[object, list[Version]] = {}
        for version in self.known(as_known):
            row = version.row
            if isinstance(row, kind) and row.holds(as_of) and row.status != "disputed":
                pairs.setdefault((row.start, row.end, getattr(row, "kind", None)), []).append(version)
        return [version for versions in pairs.values() for version in choose(versions)]


def choose(versions: list[Version]) -> list[Version]:
    """Return the ties of the source that counts most on a pair, and of all others that agree with those before them."""
    chosen: dict[str, list[Version]] = {}
    for best in sorted(versions, key=lambda version: version.rank, reverse=True):
        same = [version for version in versions if version.source == best.source] if best.source.parcels else [best]
        if best.source.name not in chosen and all(agree(same, others) for others in chosen.values()):
            chosen[best.source.name] = same
    return [version for same in chosen.values() for version in same]


def agree(one: list[Version], other: list[Version]) -> bool:
    """Return whether what two sources say of a pair can be one holding; who states no number excludes none."""
    rows = [[version.row for version in said if isinstance(version.row, HoldingRow)] for said in (one, other)]
    bounds = [[add_up(row.capital for row in said) for said in rows]] if all(rows) else []
    if all(any(row.votes is not None for row in said) for said in rows):
        bounds.append([add_up(row.voting for row in said) for said in rows])
    return all(left[0] <= right[1] and right[0] <= left[1] for left, right in bounds)


def add_up(bounds: Iterable[Bounds]) -> Bounds:
    """Add up what holdings are at least, and at most."""
    least, most = zip(*bounds, strict=True)
    return sum(least, Fraction(0)), sum(most, Fraction(0))
