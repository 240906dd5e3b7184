"""Schemes visible in the register: many companies with one address, telephone number or representative."""

from ..days import FIRST_DAY, to_day
from .casting import MILLION, Cast


def _share_address(cast: Cast, companies: list[int]) -> None:
    cast.world.companies.address[companies] = companies[0]


def plant_shell_address(cast: Cast, number: int) -> None:
    """Plant six to nine small companies of similar age at one address, owned by a few persons."""
    founded = cast.day(to_day(2015), FIRST_DAY)
    shells = cast.companies(6 + number % 4, assets=2 * MILLION)
    owners = [cast.person() for _ in range(3)]
    for place, company in enumerate(shells):
        cast.world.companies.founded[company] = founded + cast.number(0, 90)
        cast.own(owners[place % 3], company, 100)
    _share_address(cast, shells)
    cast.mark_risky(shells)
    begins = max(cast.founded(company) for company in shells)
    cast.record(f"size_{len(shells)}", {"company": shells, "owner": owners}, sorted(shells), begins_on=begins)


def plant_shared_phone(cast: Cast, number: int) -> None:
    """Plant four to six companies with one telephone number and no common owner on paper."""
    companies = cast.companies(4 + number % 3)
    for company in companies:
        cast.own(cast.person(), company, cast.number(60, 100))
    cast.world.companies.phone[companies] = companies[0]
    begins = max(cast.founded(company) for company in companies)
    cast.record(f"size_{len(companies)}", {"company": companies}, sorted(companies), begins_on=begins)


def plant_shared_legal_representative(cast: Cast, number: int) -> None:
    """Plant one person who represents five to seven companies and owns none of them."""
    person, companies = cast.person(), cast.companies(5 + number % 3)
    for company in companies:
        cast.own(cast.person(), company, cast.number(60, 100))
        cast.appoint(person, company)
    begins = max(cast.founded(company) for company in companies)
    members = {"representative": [person], "company": companies}
    cast.record(f"size_{len(companies)}", members, [person], begins_on=begins)
