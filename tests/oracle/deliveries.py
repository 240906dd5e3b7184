"""What sources deliver in the worlds of the hunt: rows, deliveries and sources as plain data."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

SYMMETRIC = ("spouse", "acts_in_concert")
STATED = ("controls", "actual_controller")
Bounds = tuple[Fraction, Fraction]  # at least, and at most


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """One row that describes a party; a capital in whole units."""

    party: str
    kind: str
    name: str
    capital: int | None = None
    operating_status: str | None = None
    described_at: date | None = None

    @property
    def reference(self) -> str:
        """Return what identifies the row in its source."""
        return f"party|{self.party}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """What holdings and relations have in common: a key, two ends, a time in the world and a status."""

    key: str
    start: str
    end: str
    valid_from: date | None = None
    valid_to: date | None = None
    status: str = "asserted"

    @property
    def reference(self) -> str:
        """Return what identifies the row in its source."""
        return f"{type(self).__name__}|{self.key}"

    def holds(self, day: date) -> bool:
        """Return whether it is valid on a day; an unknown beginning or end excludes nothing."""
        return (self.valid_from or date.min) <= day < (self.valid_to or date.max) and self.status != "retracted"

    def has_ended(self, day: date) -> bool:
        """Return whether it held earlier and has ended by a day, so that its source says there is nothing since."""
        is_sure, ends = self.status not in ("disputed", "retracted"), self.valid_to or date.max
        return is_sure and (self.valid_from or date.min) < ends <= day

    def begins_before(self, end: date | None) -> bool:
        """Return whether it is no new fact that begins after the end of another."""
        return (self.valid_from or date.min) < (end or date.max)

    @property
    def subject(self) -> tuple[object, ...]:
        """Return what it is about."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRow(TieRow):
    """A holding in ten-thousandths of the capital; `votes` where a source reports them."""

    share: int | None
    share_max: int | None = None
    votes: int | None = None

    @property
    def is_in_band(self) -> bool:
        """Return whether the share is not above its own upper bound."""
        return self.share is None or self.share_max is None or self.share <= self.share_max

    @property
    def capital(self) -> Bounds:
        """Return what it is at least, and at most; the share where one is known, else a band from zero."""
        most = self.share if self.share is not None else 10_000 if self.share_max is None else self.share_max
        return Fraction(self.share or 0, 10_000), Fraction(most, 10_000)

    @property
    def voting(self) -> Bounds:
        """Return its votes, its capital where none are reported."""
        return self.capital if self.votes is None else (Fraction(self.votes, 10_000), Fraction(self.votes, 10_000))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow(TieRow):
    """A relation between two parties, of a kind, with a confidence in hundredths."""

    kind: str
    confidence: int = 100

    @property
    def subject(self) -> tuple[object, ...]:
        """Return what it is about: a tie of a circle is the same from either end."""
        if self.kind in ("child", "parent"):
            return ("parent", self.end, self.start) if self.kind == "child" else ("parent", self.start, self.end)
        return self.kind, *(sorted((self.start, self.end)) if self.kind in SYMMETRIC else (self.start, self.end))


Row = PartyRow | HoldingRow | RelationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source: its name, its trust in hundredths, and whether two rows on one pair are parcels."""

    name: str
    trust: int = 80
    parcels: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The rows that a source delivers on a day; a full one ends what it leaves out; `undo` takes its last one back."""

    source: str
    day: date
    rows: tuple[Row, ...]
    full: bool = False
    undo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Sources and what they delivered, in the order of recording; `aged`: control is derived before the last one."""

    sources: tuple[Source, ...]
    deliveries: tuple[Delivery, ...]
    aged: bool = False
