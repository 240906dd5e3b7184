"""Draws companies and persons for a scheme and ties them together."""

import numpy as np
from numpy.random import Generator

from ....errors import UsageError
from ..days import FIRST_DAY, NO_DAY, TODAY, find_years
from ..dice import Ints, open_stream
from ..economy.after_default import sue
from ..economy.credit import add_facilities
from ..parties.people import relate_family
from ..world import World
from .instance import Instance

MILLION = 1_000_000


class Cast:
    """Hands out the companies kept for schemes and records what is planted with them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng: Generator = open_stream(world.seed, "cast")
        self.instances: list[Instance] = []
        self.traders: list[int] = []
        self._kept = open_stream(world.seed, "kept").permutation(np.flatnonzero(world.companies.planted)).tolist()
        self._name = ""
        self._scheme = ""

    def open(self, scheme: str, name: str) -> None:
        """Begin an instance; its chance does not depend on the instances before it."""
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
        """End an instance by writing its truth; with a reason it is an innocent look-alike."""
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

    def company(self, assets: float = 0.0, **columns: float) -> int:
        """Give a company that nobody owns yet; `columns` overrides what chance has given it."""
        if not self._kept:
            raise UsageError("the world is too small for its schemes: ask for more companies")
        company = int(self._kept.pop())
        if assets:
            self.world.companies.assets[company] = assets
            self.world.companies.capital[company] = round(assets * 0.25, -4)
        for name, value in columns.items():
            getattr(self.world.companies, name)[company] = value
        return company

    def companies(self, count: int, assets: float = 0.0, **columns: float) -> list[int]:
        """Give several companies that nobody owns yet."""
        return [self.company(assets, **columns) for _ in range(count)]

    def person(self) -> int:
        """Give a person who is nobody else."""
        return int(self.world.persons.take(np.zeros(1, dtype=np.bool_))[0])

    def relative(self, person: int, kind: str = "spouse") -> int:
        """Give a person a relative."""
        return int(relate_family(self.world, np.array([person], dtype=np.int64), kind)[0])

    def number(self, low: int, high: int) -> int:
        """Draw a whole number, bounds included."""
        return int(self.rng.integers(low, high, endpoint=True))

    def day(self, first: int = FIRST_DAY + 400, last: int = FIRST_DAY + 1900) -> int:
        """Draw a day."""
        return self.number(first, last)

    def founded(self, company: int) -> int:
        """Give the day on which a company was founded."""
        return int(self.world.companies.founded[company])

    def own(
        self,
        owner: int,
        company: int,
        percent: float = 100.0,
        *,
        since: int | None = None,
        until: int = NO_DAY,
        kind: str = "shareholder",
    ) -> None:
        """Let a party hold part of a company, from its founding on unless said otherwise."""
        since = self.founded(company) if since is None else since
        share = round(percent * 100)
        self.world.tables["holdings"].add(
            owner=owner, company=company, share=share, kind=kind, valid_from=since, valid_to=until
        )
        if percent > 50 and until == NO_DAY:
            top = self.world.companies.controller[owner] if owner < len(self.world.companies) else owner
            self.world.companies.controller[company] = owner if top < 0 else top

    def relate(self, left: int, right: int, kind: str, confidence: int = 100, since: int = NO_DAY) -> None:
        """Relate two parties."""
        self.world.tables["relations"].add(left=left, right=right, kind=kind, confidence=confidence, valid_from=since)

    def appoint(self, person: int, company: int, role: str = "legal_representative", since: int | None = None) -> None:
        """Give a person an office."""
        since = self.founded(company) if since is None else since
        self.world.tables["offices"].add(person=person, company=company, role=role, valid_from=since)
        if role == "legal_representative":
            self.world.companies.representative[company] = person

    def hide(self, controller: int, companies: list[int]) -> None:
        """Let a person stand behind companies that others represent."""
        for company in companies:
            self.world.companies.controller[company] = controller
            self.appoint(self.person(), company)

    def lend(self, borrower: int, amount: float, since: int, years: int = 5) -> int:
        """Give a company a loan and its row; the company lives at least until the end of the next year."""
        self.keep_safe(borrower, since)
        one = np.ones(1, dtype=np.int64)
        limit = one * max(round(amount, -4), 10_000)
        return add_facilities(self.world, self.rng, one * borrower, limit.astype(np.int64), one * since, one * years)

    def guarantee(
        self, guarantor: int, borrower: int, amount: float, since: int, *, until: int = NO_DAY, facility: int = -1
    ) -> None:
        """Let a party stand surety for another."""
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

    def sell(self, seller: int, buyer: int, amount: float, since: int, *, percent: float, owed: float = 0.2) -> None:
        """Let a company sell to another until today; `percent` is of its sales, `owed` the part still unpaid."""
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

    def pay(self, payer: int, payee: int, amount: float, day: int, purpose: str = "transfer") -> None:
        """Let money move."""
        self.world.tables["payments"].add(payer=payer, payee=payee, paid_on=day, amount=round(amount), purpose=purpose)

    def pledge(
        self, holder: int, company: int, percent: float, since: int, *, kind: str = "pledge", until: int = NO_DAY
    ) -> None:
        """Let a holder pledge shares to a bank, or have them frozen; `percent` of the company's capital."""
        capital = float(self.world.companies.capital[company])
        self.world.tables["pledges"].add(
            holder=holder,
            company=company,
            kind=kind,
            share=round(percent * 100),
            amount=_round(capital * percent / 100, -3),
            pledgee=int(self.banks()[self.number(0, len(self.banks()) - 1)]),
            valid_from=since,
            valid_to=until,
        )

    def list_dishonest(self, party: int, day: int, company: int, until: int = NO_DAY) -> None:
        """Put a party on the list of dishonest executees; the company beside it does not fail and get listed itself."""
        self.keep_safe(company, TODAY)
        one = np.ones(1, dtype=np.int64)
        amount = one * self.number(1, 30) * MILLION
        sue(
            self.world,
            "dishonest_executee",
            one * party,
            one * day,
            amount,
            closed=None if until == NO_DAY else one * until,
            region=one * company,
        )

    def outsiders(self, count: int) -> list[int]:
        """Give ordinary companies that no scheme has anything to do with."""
        companies = self.world.companies
        ordinary = np.flatnonzero(~companies.planted & ~companies.bank & (companies.assets > 30 * MILLION))
        return [int(company) for company in self.rng.choice(ordinary, size=count, replace=False)]

    def banks(self) -> Ints:
        """Give the banks."""
        return np.flatnonzero(self.world.companies.bank)

    def keep_safe(self, company: int, day: int) -> None:
        """Keep a company from default until the year after a day."""
        if company < len(self.world.companies):
            year = int(find_years(np.array([day]))[0])
            safe = self.world.companies.safe_until
            safe[company] = max(int(safe[company]), year)

    def mark_risky(self, companies: list[int], factor: float = 2.0) -> None:
        """Make companies more likely to fail than their figures tell."""
        self.world.companies.hidden_risk[companies] = factor


def _round(amount: float, digits: int) -> int:
    return int(round(amount, digits))
