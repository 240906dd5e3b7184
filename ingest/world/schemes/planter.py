"""Selection of companies and persons for a scheme, and the ties between them."""

import numpy as np
from numpy.random import Generator

from ....errors import UsageError
from ..days import FIRST_DAY, NO_DAY, TODAY, find_years
from ..economy.after_default import add_lawsuits
from ..economy.credit import add_facilities
from ..parties.people import relate_family
from ..sampling import Ints, open_stream
from ..world import World
from .instance import Instance

MILLION = 1_000_000


class Planter:
    """A builder of schemes: takes reserved companies, ties them to others, and records the truth."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng: Generator = open_stream(world.seed, "cast")
        self.instances: list[Instance] = []
        self.traders: list[int] = []
        self._reserved = open_stream(world.seed, "kept").permutation(np.flatnonzero(world.companies.planted)).tolist()
        self._name = ""
        self._scheme = ""

    def begin(self, scheme: str, name: str) -> None:
        """Begin an instance with its own random stream, independent of earlier instances."""
        self._scheme, self._name = scheme, name
        self.rng = open_stream(self.world.seed, name)

    def record(
        self,
        variant: str,
        members: dict[str, list[int]],
        keys: list[int],
        *,
        begins_on: int = NO_DAY,
        facilities: list[int] | None = None,
        reason: tuple[str, str] = ("", ""),
    ) -> None:
        """End an instance and record its truth; with a reason it is an innocent look-alike."""
        self.instances.append(
            Instance(
                id=self._name,
                scheme=self._scheme,
                variant=variant,
                guilty=not reason[0],
                planted=True,
                members=members,
                keys=keys,
                facilities=facilities or [],
                begins_on=begins_on,
                reason=reason,
            )
        )

    def take_company(self, assets: float = 0.0, **columns: float) -> int:
        """Take a company without owners; `columns` overrides its drawn values."""
        if not self._reserved:
            raise UsageError("the world is too small for its schemes: increase the number of companies")
        company = int(self._reserved.pop())
        if assets:
            self.world.companies.assets[company] = assets
            self.world.companies.capital[company] = round(assets * 0.25, -4)
        for name, value in columns.items():
            getattr(self.world.companies, name)[company] = value
        return company

    def take_companies(self, count: int, assets: float = 0.0, **columns: float) -> list[int]:
        """Take several companies without owners."""
        return [self.take_company(assets, **columns) for _ in range(count)]

    def add_person(self) -> int:
        """Add a new person."""
        return int(self.world.persons.add(np.zeros(1, dtype=np.bool_))[0])

    def add_relative(self, person: int, kind: str = "spouse") -> int:
        """Add a relative of a person."""
        return int(relate_family(self.world, np.array([person], dtype=np.int64), kind)[0])

    def draw_number(self, low: int, high: int) -> int:
        """Draw a whole number, bounds included."""
        return int(self.rng.integers(low, high, endpoint=True))

    def draw_day(self, first: int = FIRST_DAY + 400, last: int = FIRST_DAY + 1900) -> int:
        """Draw a day."""
        return self.draw_number(first, last)

    def find_founding_day(self, company: int) -> int:
        """Return the founding day of a company."""
        return int(self.world.companies.founded[company])

    def add_holding(
        self,
        owner: int,
        company: int,
        percent: float = 100.0,
        *,
        since: int | None = None,
        until: int = NO_DAY,
        kind: str = "shareholder",
    ) -> None:
        """Add a holding in a company, by default from its founding."""
        since = self.find_founding_day(company) if since is None else since
        share = round(percent * 100)
        self.world.tables["holdings"].add(
            owner=owner, company=company, share=share, kind=kind, valid_from=since, valid_to=until
        )
        if percent > 50 and until == NO_DAY:
            top = self.world.companies.controller[owner] if owner < len(self.world.companies) else owner
            self.world.companies.controller[company] = owner if top < 0 else top

    def add_relation(self, left: int, right: int, kind: str, confidence: int = 100, since: int = NO_DAY) -> None:
        """Add a relation between two parties."""
        self.world.tables["relations"].add(left=left, right=right, kind=kind, confidence=confidence, valid_from=since)

    def add_office(
        self, person: int, company: int, role: str = "legal_representative", since: int | None = None
    ) -> None:
        """Appoint a person to an office."""
        since = self.find_founding_day(company) if since is None else since
        self.world.tables["offices"].add(person=person, company=company, role=role, valid_from=since)
        if role == "legal_representative":
            self.world.companies.representative[company] = person

    def hide_controller(self, controller: int, companies: list[int]) -> None:
        """Make a person the hidden controller of companies with other representatives."""
        for company in companies:
            self.world.companies.controller[company] = controller
            self.add_office(self.add_person(), company)

    def add_loan(self, borrower: int, amount: float, since: int, years: int = 5) -> int:
        """Add a loan and return its row; the borrower does not default before the end of the next year."""
        self.keep_safe(borrower, since)
        one = np.ones(1, dtype=np.int64)
        limit = one * max(round(amount, -4), 10_000)
        return add_facilities(self.world, self.rng, one * borrower, limit.astype(np.int64), one * since, one * years)

    def add_guarantee(
        self, guarantor: int, borrower: int, amount: float, since: int, *, until: int = NO_DAY, facility: int = -1
    ) -> None:
        """Add a guarantee of one party for another."""
        self.keep_safe(borrower, since)
        self.keep_safe(guarantor, since)
        self.world.tables["guarantees"].add(
            guarantor=guarantor,
            borrower=borrower,
            amount=_round(amount, -4),
            form="joint_several",
            facility=facility,
            valid_from=since,
            valid_to=until,
        )

    def add_supply(
        self, seller: int, buyer: int, amount: float, since: int, *, percent: float, owed: float = 0.2
    ) -> None:
        """Add a supply that lasts until today; `percent` is of the seller's sales, `owed` the unpaid fraction."""
        planted = self.world.companies.planted
        players = [party for party in (seller, buyer) if party < len(planted) and planted[party]]
        for player in players:
            self.keep_safe(player, TODAY)
        self.traders += players
        self.world.tables["supplies"].add(
            seller=seller,
            buyer=buyer,
            annual_amount=_round(amount, -2),
            receivable=_round(amount * owed, -2),
            share_of_sales=round(percent * 100),
            valid_from=since,
        )

    def add_payment(self, payer: int, payee: int, amount: float, day: int, purpose: str = "transfer") -> None:
        """Add a payment."""
        self.world.tables["payments"].add(payer=payer, payee=payee, paid_on=day, amount=round(amount), purpose=purpose)

    def add_pledge(
        self, holder: int, company: int, percent: float, since: int, *, kind: str = "pledge", until: int = NO_DAY
    ) -> None:
        """Add a pledge to a bank or a freeze of shares; `percent` is of the company's capital."""
        capital = float(self.world.companies.capital[company])
        self.world.tables["pledges"].add(
            holder=holder,
            company=company,
            kind=kind,
            share=round(percent * 100),
            amount=_round(capital * percent / 100, -3),
            pledgee=int(self.find_banks()[self.draw_number(0, len(self.find_banks()) - 1)]),
            valid_from=since,
            valid_to=until,
        )

    def add_executee_listing(self, party: int, day: int, company: int, until: int = NO_DAY) -> None:
        """List a party as a dishonest executee, and keep its company from a default and listing of its own."""
        self.keep_safe(company, TODAY)
        one = np.ones(1, dtype=np.int64)
        amount = one * self.draw_number(1, 30) * MILLION
        add_lawsuits(
            self.world,
            "dishonest_executee",
            one * party,
            one * day,
            amount,
            closed=None if until == NO_DAY else one * until,
            region=one * company,
        )

    def choose_outsiders(self, count: int) -> list[int]:
        """Choose ordinary companies outside all schemes."""
        companies = self.world.companies
        ordinary = np.flatnonzero(~companies.planted & ~companies.bank & (companies.assets > 30 * MILLION))
        return [int(company) for company in self.rng.choice(ordinary, size=count, replace=False)]

    def find_banks(self) -> Ints:
        """Return the banks."""
        return np.flatnonzero(self.world.companies.bank)

    def keep_safe(self, company: int, day: int) -> None:
        """Protect a company from default until the year after a day."""
        if company < len(self.world.companies):
            year = int(find_years(np.array([day]))[0])
            safe = self.world.companies.safe_until
            safe[company] = max(int(safe[company]), year)

    def mark_risky(self, companies: list[int], factor: float = 2.0) -> None:
        """Raise the default risk of companies above the level that their figures show."""
        self.world.companies.hidden_risk[companies] = factor


def _round(amount: float, digits: int) -> int:
    return int(round(amount, digits))
