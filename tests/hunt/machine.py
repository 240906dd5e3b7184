"""The state machine that draws worlds: each rule adds a delivery of a kind that can make an answer confident and wrong.

`features` say what a world may hold beyond the ordinary; those that the product does not yet answer right are listed in
`known.py` and left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from ..oracle.books import Books, Version
from ..oracle.deliveries import Delivery, HoldingRow, PartyRow, RelationRow, Row, Source, TieRow, World
from .undone import pair_undone

BEGUN = date(2020, 1, 1)
TABLES = (
    (10_000,), (9000,), (5000, 5000), (5001, 4999), (6000, 4000), (6667, 3333), (2500, 2500, 5000), (3000, 3000, 4000),
    (4000, 3000, 2000), (7500, 2500), (100, 5100), (9000, 6000),
)  # fmt: skip
SHARES = tuple(sorted({share for table in TABLES for share in table}))
DAYS = tuple(BEGUN + timedelta(days=100 * number) for number in range(12))
NAMES = ("云外样例", "月背样例", "山前样例", "Riverbend Sample", "Hillside Sample")
STATUSES = ("active", "revoked", "deregistered")
CIRCLE_KINDS = ("spouse", "acts_in_concert", "acts_in_concert", "parent", "nominee", "sibling")
FEATURES = frozenset((
    "aged", "bands", "company_circles", "deep", "described", "disputed", "full", "history", "joint", "kinds", "parcels",
    "two_sources", "undo", "versions",
))  # fmt: skip
shares, days, names = st.sampled_from(SHARES), st.sampled_from(DAYS), st.sampled_from(NAMES)
passed = st.integers(0, 200)
Sink = Callable[[World], None]


def seldom(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Return a value one time in four, else nothing."""
    return st.none() | st.none() | st.none() | strategy


class WorldMachine(RuleBasedStateMachine):
    """Draws one world; `sink` receives it when it is whole."""

    sink: Sink
    features: frozenset[str] = frozenset()

    def __init__(self) -> None:
        """Begin with nothing delivered."""
        super().__init__()
        self.sources: list[Source] = []
        self.deliveries: list[Delivery] = []
        self.parties: dict[str, PartyRow] = {}
        self.day = BEGUN
        self.keys = 0
        self.aged = False

    @initialize(data=st.data(), companies=st.integers(3, 7), persons=st.integers(2, 4))
    def begin(self, data: st.DataObject, companies: int, persons: int) -> None:
        """Deliver the parties, and the holdings of a first register."""
        self.aged = "aged" in self.features and data.draw(st.integers(0, 3)) == 0
        trusts = data.draw(st.permutations((30, 60, 90)))
        parcels = "versions" not in self.features or data.draw(st.booleans())
        self.sources = [Source(name=f"s{number}", trust=trusts[number], parcels=parcels) for number in range(2)]
        if "deep" in self.features and data.draw(st.booleans()):
            companies = 26
        for name, kind in [(f"c{n}", "Company") for n in range(companies)] + [
            (f"p{n}", "Person") for n in range(persons)
        ]:
            self.parties[name] = PartyRow(
                party=name, kind=kind, name=data.draw(names), described_at=self.draw_described(data)
            )
        drawn = self.draw_chain(data) if companies > 7 else self.draw_register(data)
        self.deliver("s0", [*self.parties.values(), *drawn])
        ties = [tie for _ in range(data.draw(st.integers(0, 2))) for tie in self.draw_relation(data)]
        ties += [tie for _ in range(data.draw(st.integers(0, 2))) for tie in self.draw_statement(data)]
        if ties:
            self.deliver(self.draw_source(data), ties)
        if "described" in self.features:
            self.deliver("s1", [self.draw_description(data, row) for row in self.parties.values()])

    def draw_register(self, data: st.DataObject) -> Iterator[Row]:
        """Draw holders of most companies, cycles included."""
        for company in self.companies():
            table = data.draw(st.sampled_from(((), *TABLES)))
            holders = data.draw(st.permutations([party for party in self.parties if party != company]))
            for holder, share in zip(holders, table, strict=False):
                yield (first := self.draw_holding(data, holder, company, share))
                if self.features & {"parcels", "versions"} and data.draw(st.integers(0, 5)) == 0:
                    yield self.draw_second(data, first)

    def draw_chain(self, data: st.DataObject) -> Iterator[Row]:
        """Draw a chain in which each company holds the next."""
        companies = ["p0", *self.companies()]
        for holder, company in pairwise(companies):
            yield self.draw_holding(data, holder, company, data.draw(st.sampled_from((10_000, 9000))))

    def draw_holding(self, data: st.DataObject, holder: str, company: str, share: int | None = None) -> HoldingRow:
        """Draw one holding with the fields that matter."""
        known = share or data.draw(shares)
        unknown = "bands" in self.features and data.draw(st.integers(0, 3)) == 0
        begun, ended = data.draw(seldom(days)), data.draw(seldom(seldom(days)))
        return HoldingRow(
            key=self.next_key(), start=holder, end=company, share=None if unknown else known,
            share_max=data.draw(st.none() | st.just(known)) if unknown else None,
            votes=data.draw(seldom(seldom(shares))), valid_from=begun, valid_to=ended, status=self.draw_status(data),
        )  # fmt: skip

    def draw_status(self, data: st.DataObject) -> str:
        """Draw how far a tie is to be believed."""
        often = ("asserted", "asserted", "asserted", "verified")
        return data.draw(st.sampled_from((*often, "disputed") if "disputed" in self.features else often))

    def draw_source(self, data: st.DataObject) -> str:
        """Draw one of the sources."""
        return data.draw(st.sampled_from(self.sources)).name

    def next_key(self) -> str:
        """Return a key that no row has."""
        self.keys += 1
        return f"k{self.keys}"

    def companies(self) -> list[str]:
        """Return the ids of the companies."""
        return [party for party, row in self.parties.items() if row.kind == "Company"]

    def persons(self) -> list[str]:
        """Return the ids of the persons."""
        return [party for party, row in self.parties.items() if row.kind == "Person"]

    def deliver(self, source: str, rows: list[Row], day: date | None = None, *, full: bool = False) -> None:
        """Add a delivery; without a day it is of the present one."""
        self.deliveries.append(Delivery(source=source, day=day or self.day, rows=tuple(rows), full=full))

    def world(self) -> World:
        """Return what was drawn so far."""
        return World(sources=tuple(self.sources), deliveries=tuple(self.deliveries), aged=self.aged)

    def stored(self) -> list[Version]:
        """Return the current version of every tie."""
        return [version for version in Books(self.world()).known(None) if isinstance(version.row, TieRow)]

    def ever(self) -> list[TieRow]:
        """Return every tie that was ever delivered."""
        return [row for delivery in self.deliveries for row in delivery.rows if isinstance(row, TieRow)]

    @rule(data=st.data(), passed=passed, late=st.none() | st.none() | days)
    def correct(self, data: st.DataObject, passed: int, late: date | None) -> None:
        """Deliver ties again with other values; where `late`, with a day of knowledge that may lie before the last."""
        self.day += timedelta(days=passed)
        source = self.draw_source(data)
        known = [version.row for version in self.stored() if version.source.name == source]
        rows = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True)) if known else []
        if rows:
            self.deliver(source, [self.change(data, row) for row in rows], late)

    def change(self, data: st.DataObject, row: TieRow) -> TieRow:
        """Change one field of a tie."""
        several = sum(
            (other.start, other.end) == (row.start, row.end) for other in {one.key: one for one in self.ever()}.values()
        )
        fields = ["status", "start", "end"]
        fields += ["valid_from", "valid_to"] if several == 1 or "history" in self.features else []
        fields += ["share", "share", "votes"] if isinstance(row, HoldingRow) else ["confidence"]
        field = data.draw(st.sampled_from(fields))
        ends = list(self.parties) if isinstance(row, HoldingRow) else self.ends_like(row)
        values = {
            "share": shares, "votes": st.none() | shares, "confidence": st.sampled_from((40, 50, 100)),
            "valid_from": st.none() | days, "valid_to": st.none() | days, "start": st.sampled_from(ends),
            "status": st.sampled_from(("verified", "asserted", "retracted")), "end": st.just(row.end),
        }  # fmt: skip
        if isinstance(row, HoldingRow):
            values["end"] = st.sampled_from(self.companies())
        changed = replace(row, **{field: data.draw(values[field])})
        return row if self.is_taken(changed) else changed

    def ends_like(self, row: TieRow) -> list[str]:
        """Return the parties that can begin a relation: any for a statement, persons for a circle of them."""
        return list(self.parties) if row.end in self.companies() else self.persons()

    def is_taken(self, changed: TieRow) -> bool:
        """Return whether another row is on the same pair, where that is not among the features."""
        pair = (changed.start, changed.end)
        return any((row.start, row.end) == pair and row.key != changed.key for row in self.ever())

    @rule(data=st.data(), passed=passed)
    def redeliver(self, data: st.DataObject, passed: int) -> None:
        """Deliver an earlier delivery again, on a later day; a corrected kind is kept: persons have no holders."""
        self.day += timedelta(days=passed)
        earlier = data.draw(st.sampled_from([one for one in self.deliveries if one.rows]))
        self.deliver(earlier.source, [row for row in earlier.rows if self.has_kind(row)])

    def has_kind(self, row: Row) -> bool:
        """Return whether a row describes no party as of another kind than it has now."""
        return not isinstance(row, PartyRow) or row.kind == self.parties[row.party].kind

    @rule(data=st.data(), passed=passed)
    def add(self, data: st.DataObject, passed: int) -> None:
        """Deliver a new holding between two parties that have none yet."""
        self.day += timedelta(days=passed)
        taken = {(row.start, row.end) for row in self.ever()}
        pairs = [(party, company) for party in self.parties for company in self.companies() if party != company]
        if free := [pair for pair in pairs if pair not in taken]:
            self.deliver(self.draw_source(data), [self.draw_holding(data, *data.draw(st.sampled_from(free)))])

    @precondition(lambda self: self.features & {"two_sources", "versions", "parcels"})
    @rule(data=st.data(), passed=passed)
    def add_again(self, data: st.DataObject, passed: int) -> None:
        """Deliver a second holding of one pair: of another source, or a parcel or version of the same."""
        self.day += timedelta(days=passed)
        held = [version for version in self.stored() if isinstance(version.row, HoldingRow)]
        allowed = self.features & {"two_sources", "versions", "parcels"}
        if held:
            other = data.draw(st.sampled_from(held))
            source = other.source.name
            if data.draw(st.sampled_from(sorted(allowed))) == "two_sources":
                source = "s1" if source == "s0" else "s0"
            self.deliver(source, [self.draw_second(data, other.row)])

    def draw_second(self, data: st.DataObject, first: HoldingRow) -> HoldingRow:
        """Draw a second holding of a pair; of another time only where that is a feature."""
        second = self.draw_holding(data, first.start, first.end)
        times = {} if "history" in self.features else {"valid_from": first.valid_from, "valid_to": first.valid_to}
        return replace(second, **times)

    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """Deliver what another source says of a pair once more, with the same content."""
        held = [version for version in self.stored() if isinstance(version.row, HoldingRow)]
        if held and "two_sources" in self.features:
            other = data.draw(st.sampled_from(held))
            self.deliver("s1" if other.source.name == "s0" else "s0", [replace(other.row, key=self.next_key())])

    @rule(data=st.data(), joint=st.booleans())
    def relate(self, data: st.DataObject, joint: bool) -> None:
        """Deliver a circle, or who is stated to control a company."""
        ties = list(self.draw_statement(data) if joint else self.draw_relation(data))
        if ties:
            self.deliver(self.draw_source(data), ties)

    def draw_relation(self, data: st.DataObject) -> Iterator[RelationRow]:
        """Draw a circle of two persons, of whatever confidence; of two companies where that is a feature."""
        kind = data.draw(st.sampled_from(CIRCLE_KINDS))
        circle_of_all = "company_circles" in self.features and kind == "acts_in_concert"
        members = list(self.parties) if circle_of_all else self.persons()
        left, right = data.draw(st.lists(st.sampled_from(members), min_size=2, max_size=2, unique=True))
        tie = RelationRow(
            key=self.next_key(), start=left, end=right, kind=kind, valid_from=data.draw(seldom(days)),
            confidence=data.draw(st.sampled_from((40, 50, 100, 100))), status=self.draw_status(data),
        )  # fmt: skip
        if "two_sources" in self.features or not self.is_taken(tie):
            yield tie

    def draw_statement(self, data: st.DataObject) -> Iterator[RelationRow]:
        """Draw the stated controller of a company that has none yet, or several who control it together.

        Where both are features, another source may name others, and one source more than before.
        """
        taken = {(row.start, row.end) for row in self.ever() if isinstance(row, RelationRow)}
        named = {end for _, end in taken}
        again = self.features >= {"joint", "two_sources"}
        free = [company for company in self.companies() if again or company not in named]
        number = data.draw(st.integers(1, 3)) if "joint" in self.features else 1
        if not free:
            return
        company, status = data.draw(st.sampled_from(free)), self.draw_status(data)
        others = [party for party in self.parties if party != company]
        for party in data.draw(st.permutations(others))[:number]:
            yield RelationRow(key=self.next_key(), start=party, end=company, kind="controls", status=status)

    def draw_described(self, data: st.DataObject) -> date | None:
        """Draw the day for which a description holds."""
        return data.draw(st.none() | days) if "described" in self.features else None

    @rule(data=st.data(), passed=passed)
    def rename(self, data: st.DataObject, passed: int) -> None:
        """Deliver a party with another name, capital or status; from the other source where they may disagree."""
        self.day += timedelta(days=passed)
        row = data.draw(st.sampled_from(list(self.parties.values())))
        self.deliver(
            self.draw_source(data) if "described" in self.features else "s0", [self.draw_description(data, row)]
        )

    def draw_description(self, data: st.DataObject, row: PartyRow) -> PartyRow:
        """Draw another description of a party."""
        status = data.draw(st.none() | st.sampled_from(STATUSES)) if row.kind == "Company" else None
        return replace(row, name=data.draw(names), capital=data.draw(st.none() | st.integers(1, 9)),
                       operating_status=status, described_at=self.draw_described(data))  # fmt: skip

    @rule(data=st.data())
    def hold_own_shares(self, data: st.DataObject) -> None:
        """Deliver treasury shares, which are no holding."""
        company = data.draw(st.sampled_from(self.companies()))
        self.deliver("s0", [self.draw_holding(data, company, company)])

    @rule(data=st.data())
    def deliver_twice(self, data: st.DataObject) -> None:
        """Deliver two rows under one reference: the first counts, the second is rejected unless it says the same."""
        held = [version for version in self.stored() if isinstance(version.row, HoldingRow)]
        if held:
            version = data.draw(st.sampled_from(held))
            second = replace(version.row, share=data.draw(shares), share_max=None)
            self.deliver(version.source.name, [replace(version.row, share=data.draw(shares), share_max=None), second])

    @precondition(lambda self: "full" in self.features)
    @rule(data=st.data(), passed=st.integers(1, 200))
    def deliver_full(self, data: st.DataObject, passed: int) -> None:
        """Deliver all ties of a source but some: those have ended."""
        self.day += timedelta(days=passed)
        source = self.draw_source(data)
        held = [version.row for version in self.stored() if version.source.name == source]
        if len(held) > 1:
            left = data.draw(st.lists(st.sampled_from(held), min_size=1, max_size=len(held), unique=True))
            self.deliver(source, list(left), full=True)

    @precondition(lambda self: "undo" in self.features)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Take the last delivery of a source back, whatever others delivered since; the first, of parties, remains."""
        undone = pair_undone(self.deliveries)
        passed = {0, *undone, *undone.values()}
        if sources := {one.source for place, one in enumerate(self.deliveries) if place not in passed}:
            source = data.draw(st.sampled_from(sorted(sources)))
            self.deliveries.append(Delivery(source=source, day=self.day, rows=(), undo=True))

    @precondition(lambda self: "kinds" in self.features)
    @rule(data=st.data())
    def correct_kind(self, data: st.DataObject) -> None:
        """Deliver a person who is a company in fact, of a source that described the person or of one that did not."""
        row = self.parties[data.draw(st.sampled_from(self.persons()))]
        if len(self.persons()) > 2:
            self.parties[row.party] = replace(row, kind="Company")
            self.deliver(self.draw_source(data), [self.parties[row.party]])

    def teardown(self) -> None:
        """Pass the world on."""
        if self.deliveries:
            self.sink(self.world())
