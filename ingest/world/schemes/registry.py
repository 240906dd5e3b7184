"""Schemes visible in the register: many companies with one address, telephone number or representative."""

from ..days import FIRST_DAY, to_day
from .planter import MILLION, Planter


def _share_address(planter: Planter, companies: list[int]) -> None:
    planter.world.companies.address[companies] = companies[0]


def plant_shell_address(planter: Planter, number: int) -> None:
    """Plant six to nine small companies of similar age at one address, owned by a few persons."""
    founded = planter.draw_day(to_day(2015), FIRST_DAY)
    shells = planter.take_companies(6 + number % 4, assets=2 * MILLION)
    owners = [planter.add_person() for _ in range(3)]
    for place, company in enumerate(shells):
        planter.world.companies.founded[company] = founded + planter.draw_number(0, 90)
        planter.add_holding(owners[place % 3], company, 100)
    _share_address(planter, shells)
    planter.mark_risky(shells)
    begins = max(planter.find_founding_day(company) for company in shells)
    planter.record(f"size_{len(shells)}", {"company": shells, "owner": owners}, sorted(shells), begins_on=begins)


def plant_shared_phone(planter: Planter, number: int) -> None:
    """Plant four to six companies with one telephone number and no common owner on paper."""
    companies = planter.take_companies(4 + number % 3)
    for company in companies:
        planter.add_holding(planter.add_person(), company, planter.draw_number(60, 100))
    planter.world.companies.phone[companies] = companies[0]
    begins = max(planter.find_founding_day(company) for company in companies)
    planter.record(f"size_{len(companies)}", {"company": companies}, sorted(companies), begins_on=begins)


def plant_shared_legal_representative(planter: Planter, number: int) -> None:
    """Plant one person who represents five to seven companies and owns none of them."""
    person, companies = planter.add_person(), planter.take_companies(5 + number % 3)
    for company in companies:
        planter.add_holding(planter.add_person(), company, planter.draw_number(60, 100))
        planter.add_office(person, company)
    begins = max(planter.find_founding_day(company) for company in companies)
    members = {"representative": [person], "company": companies}
    planter.record(f"size_{len(companies)}", members, [person], begins_on=begins)
