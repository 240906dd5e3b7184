"""The state machine that draws worlds: each rule adds one delivery of a kind that ruins confident answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from ..oracle.books import Books
from ..oracle.deliveries import Delivery, HoldingRow, PartyRow, RelationRow, Row, Source, TieRow, World

BEGUN = date(2020, 1, 1)
SHARES = (100, 1000, 2000, 2500, 3000, 3333, 4000, 4999, 5000, 5001, 6000, 6667, 7500, 9000, 10_000)
DAYS = tuple(BEGUN + timedelta(days=100 * number) for number in range(12))
shares, days = st.sampled_from(SHARES), st.sampled_from(DAYS)
unknown_days = st.none() | days
names = st.sampled_from(("云外样例", "月背样例", "山前样例", "Riverbend Sample", "Hillside Sample"))
Sink = Callable[[World], None]


class WorldMachine(RuleBasedStateMachine):
    """Draws one world; `sink` receives it when it is whole, `features` say what it may hold."""

    sink: Sink
    features: frozenset[str]

    def __init__(self) -> None:
        """Begin with nothing delivered."""
        super().__init__()
        self.sources: list[Source] = []
        self.deliveries: list[Delivery] = []
        self.parties: list[PartyRow] = []
        self.day = BEGUN
        self.keys = 0

    @initialize(data=st.data(), companies=st.integers(3, 7), persons=st.integers(2, 4), two=st.booleans())
    def begin(self, data: st.DataObject, companies: int, persons: int, two: bool) -> None:
        """Deliver the parties, and the holdings of a first register."""
        trusts = data.draw(st.permutations((30, 60, 90)))
        self.sources = [Source(name=f"s{number}", trust=trusts[number]) for number in range(2 if two else 1)]
        rows = [PartyRow(party=f"c{number}", kind="Company", name=data.draw(names)) for number in range(companies)]
        rows += [PartyRow(party=f"p{number}", kind="Person", name=data.draw(names)) for number in range(persons)]
        self.parties = rows
        self.deliver("s0", [*rows, *self.draw_register(data)])

    def draw_register(self, data: st.DataObject) -> list[Row]:
        """Draw holders of some companies, cycles included."""
        companies, everyone = self.companies(), [row.party for row in self.parties]
        rows: list[Row] = []
        for company in companies:
            holders = data.draw(st.lists(st.sampled_from(everyone), max_size=3, unique=True))
            rows += [self.draw_holding(data, holder, company) for holder in holders if holder != company]
        return rows

    def draw_holding(self, data: st.DataObject, holder: str, company: str) -> HoldingRow:
        """Draw one holding with the fields that matter."""
        self.keys += 1
        share = data.draw(shares)
        return HoldingRow(
            key=f"h{self.keys}", start=holder, end=company, share=share,
            votes=data.draw(st.none() | st.none() | st.none() | shares),
            valid_from=data.draw(st.none() | days), valid_to=data.draw(st.none() | st.none() | days),
        )  # fmt: skip

    def companies(self) -> list[str]:
        """Return the ids of the companies."""
        return [row.party for row in self.parties if row.kind == "Company"]

    def persons(self) -> list[str]:
        """Return the ids of the persons."""
        return [row.party for row in self.parties if row.kind == "Person"]

    def deliver(self, source: str, rows: list[Row], day: date | None = None) -> None:
        """Add a delivery; without a day it is of the present one."""
        if rows:
            self.deliveries.append(Delivery(source=source, day=day or self.day, rows=tuple(rows)))

    def stored(self) -> list[TieRow]:
        """Return the current version of every tie."""
        known = Books(self.world()).known(None)
        return [version.row for version in known if isinstance(version.row, TieRow)]

    def world(self) -> World:
        """Return what was drawn so far."""
        return World(sources=tuple(self.sources), deliveries=tuple(self.deliveries))

    @rule(data=st.data(), passed=st.integers(0, 200))
    def correct(self, data: st.DataObject, passed: int) -> None:
        """Deliver a tie again with other values: its share, its votes, its days, its status or an end."""
        self.day += timedelta(days=passed)
        self.correct_on(data, self.day)

    @rule(data=st.data())
    def correct_late(self, data: st.DataObject) -> None:
        """Deliver a correction whose day of knowledge lies before the last one."""
        self.correct_on(data, data.draw(days))

    def correct_on(self, data: st.DataObject, day: date) -> None:
        """Deliver a correction known from a day."""
        known = [version for version in Books(self.world()).known(None) if isinstance(version.row, TieRow)]
        if known:
            version = data.draw(st.sampled_from(known))
            assert isinstance(version.row, TieRow)
            self.deliver(version.source.name, [self.change(data, version.row)], day)

    def change(self, data: st.DataObject, row: TieRow) -> TieRow:
        """Change one field of a tie."""
        field = data.draw(st.sampled_from(("share", "votes", "valid_from", "valid_to", "status", "start", "end")))
        everyone = [party.party for party in self.parties]
        drawn = {
            "share": shares, "votes": st.none() | shares, "valid_from": unknown_days, "valid_to": unknown_days,
            "status": st.sampled_from(("verified", "retracted")), "start": st.sampled_from(everyone),
            "end": st.sampled_from(self.companies()),
        }  # fmt: skip
        if not hasattr(row, field):
            field = "valid_to"
        return replace(row, **{field: data.draw(drawn[field])})

    @rule(data=st.data(), passed=st.integers(0, 200))
    def redeliver(self, data: st.DataObject, passed: int) -> None:
        """Deliver an earlier delivery again, on a later day."""
        self.day += timedelta(days=passed)
        earlier = data.draw(st.sampled_from(self.deliveries))
        self.deliver(earlier.source, list(earlier.rows))

    @rule(data=st.data(), passed=st.integers(0, 200))
    def add(self, data: st.DataObject, passed: int) -> None:
        """Deliver a new holding between two parties that have none yet."""
        self.day += timedelta(days=passed)
        taken = {(row.start, row.end) for row in self.ever()}
        free = [(party.party, company) for party in self.parties for company in self.companies()
                if (party.party, company) not in taken]  # fmt: skip
        if free:
            holder, company = data.draw(st.sampled_from(free))
            self.deliver(data.draw(st.sampled_from(self.sources)).name, [self.draw_holding(data, holder, company)])

    def ever(self) -> list[TieRow]:
        """Return every tie that was ever delivered."""
        return [row for delivery in self.deliveries for row in delivery.rows if isinstance(row, TieRow)]

    @rule(data=st.data())
    def relate(self, data: st.DataObject) -> None:
        """Deliver a circle of two persons, of whatever confidence."""
        left, right = data.draw(st.lists(st.sampled_from(self.persons()), min_size=2, max_size=2, unique=True))
        kind = data.draw(st.sampled_from(("spouse", "acts_in_concert", "parent", "nominee", "sibling")))
        self.keys += 1
        tie = RelationRow(
            key=f"r{self.keys}", start=left, end=right, kind=kind,
            confidence=data.draw(st.sampled_from((40, 50, 100))), valid_from=data.draw(unknown_days),
        )  # fmt: skip
        self.deliver(self.sources[0].name, [tie])

    @rule(data=st.data())
    def state(self, data: st.DataObject) -> None:
        """Deliver a stated controller of a company that has none yet."""
        named = {row.end for row in self.ever() if isinstance(row, RelationRow) and row.kind == "controls"}
        free = [company for company in self.companies() if company not in named]
        if free:
            company = data.draw(st.sampled_from(free))
            party = data.draw(st.sampled_from([row.party for row in self.parties if row.party != company]))
            self.keys += 1
            tie = RelationRow(key=f"r{self.keys}", start=party, end=company, kind="controls",
                              valid_from=data.draw(unknown_days))  # fmt: skip
            self.deliver(self.sources[0].name, [tie])

    @rule(data=st.data(), passed=st.integers(1, 200))
    def rename(self, data: st.DataObject, passed: int) -> None:
        """Deliver a party with another name, capital or status."""
        self.day += timedelta(days=passed)
        row = data.draw(st.sampled_from(self.parties))
        status = st.none() | st.sampled_from(("active", "revoked", "deregistered"))
        changed = replace(row, name=data.draw(names), capital=data.draw(st.none() | st.integers(1, 9)),
                          operating_status=data.draw(status) if row.kind == "Company" else None)  # fmt: skip
        self.deliver(self.sources[0].name, [changed])

    @precondition(lambda self: self.deliveries)
    @rule(data=st.data())
    def hold_own_shares(self, data: st.DataObject) -> None:
        """Deliver treasury shares, which are no holding."""
        company = data.draw(st.sampled_from(self.companies()))
        self.deliver("s0", [self.draw_holding(data, company, company)])

    def teardown(self) -> None:
        """Pass the world on."""
        if self.deliveries:
            self.sink(self.world())
