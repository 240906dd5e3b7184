"""Schemes of ownership and control: rings, hidden controllers, nominees, executees, pledges, late changes."""

from ..days import TODAY, to_day
from ..parties.words import INVESTMENT_TRADE
from .casting import MILLION, Cast


def plant_ownership_ring(cast: Cast, number: int) -> None:
    """Plant a ring of two to five companies that own part of each other."""
    ring = cast.companies(2 + number % 4)
    for place, company in enumerate(ring):
        owner = ring[place - 1]
        since = max(cast.founded(owner), cast.founded(company))
        cast.own(owner, company, cast.number(25, 49), since=since)
        cast.own(cast.person(), company, cast.number(20, 50))
    begins = max(cast.founded(company) for company in ring)
    cast.record(f"length_{len(ring)}", {"ring": ring}, sorted(ring), begins_on=begins)


def plant_hidden_common_controller(cast: Cast, number: int) -> None:
    """Plant one controller of several borrowers: by layers, summed stakes, family or a nominee."""
    way = ("layers", "summed", "family", "nominee")[number % 4]
    person = cast.person()
    first, second, third = cast.companies(3, assets=cast.number(40, 160) * MILLION)
    holding = cast.company(trade=INVESTMENT_TRADE)
    cast.own(person, holding, 80)
    cast.own(person, first, cast.number(51, 70))
    cast.own(holding, second, cast.number(51, 90))
    members = {"controller": [person], "borrower": [first, second, third], "intermediary": [holding]}
    members |= _control_third(cast, way, person, holding, third)
    cast.hide(person, [second, third])
    start = cast.day()
    loans = [
        cast.lend(company, cast.number(5, 25) * MILLION, start + cast.number(0, 200), 5)
        for company in (first, second, third)
    ]
    cast.mark_risky([first, second, third])
    cast.record(way, members, [person], begins_on=start, facilities=loans)


def _control_third(cast: Cast, way: str, person: int, holding: int, company: int) -> dict[str, list[int]]:
    """Let the person control a third company in one of four ways; return the added members."""
    if way == "layers":
        middle = cast.company(trade=INVESTMENT_TRADE)
        cast.own(holding, middle, 67)
        cast.own(middle, company, 60)
        return {"intermediary": [holding, middle]}
    if way == "summed":
        cast.own(person, company, 28)
        cast.own(holding, company, 27)
        return {}
    if way == "family":
        spouse = cast.relative(person)
        cast.own(spouse, company, 75)
        return {"relative": [spouse]}
    nominee = cast.person()
    cast.own(nominee, company, 90)
    cast.relate(nominee, person, "nominee", confidence=75, since=cast.founded(company))
    return {"nominee": [nominee]}


def plant_nominee_holder(cast: Cast, number: int) -> None:
    """Plant two nominees who hold a company each for a principal without any visible role."""
    principal, nominees = cast.person(), [cast.person(), cast.person()]
    companies = cast.companies(2)
    for nominee, company in zip(nominees, companies, strict=True):
        cast.own(nominee, company, cast.number(80, 100))
        cast.relate(nominee, principal, "nominee", confidence=cast.number(60, 90), since=cast.founded(company))
        cast.appoint(nominee, company)
    begins = max(cast.founded(company) for company in companies)
    cast.mark_risky(companies)
    members = {"principal": [principal], "nominee": nominees, "company": companies}
    cast.record(f"pair_{number % 2}", members, nominees, begins_on=begins)


def plant_dishonest_executee_in_control(cast: Cast, number: int) -> None:
    """Plant a listed person who controls a company that is not listed."""
    person, company = cast.person(), cast.company()
    listed = cast.day(to_day(2021, 6), to_day(2023, 9))
    members = {"executee": [person], "company": [company]}
    if number % 3 == 0:
        holding = cast.company(trade=INVESTMENT_TRADE)
        cast.own(person, holding, 90)
        cast.keep_safe(holding, TODAY)
        cast.own(holding, company, 66)
        members["intermediary"] = [holding]
    else:
        cast.own(person, company, cast.number(55, 100))
    if number % 3 == 2:
        cast.appoint(person, company)
    cast.list_dishonest(person, listed, company)
    cast.mark_risky([company], 1.5)
    keys = [company, *members.get("intermediary", [])]
    cast.record(("indirect", "direct", "representative")[number % 3], members, keys, begins_on=listed)


def plant_shares_pledged(cast: Cast, number: int) -> None:
    """Plant a controlling holder with nearly all shares pledged or frozen, in one part or several."""
    holder, company = cast.person(), cast.company()
    held = cast.number(52, 80)
    cast.own(holder, company, held)
    day = cast.day(to_day(2022), to_day(2023, 10))
    way = ("pledge", "freeze", "split")[number % 3]
    if way == "split":
        for part in (0.5, 0.3, 0.15):
            cast.pledge(holder, company, held * part, day + cast.number(0, 40))
    else:
        cast.pledge(holder, company, held * 0.97, day, kind=way)
    cast.record(way, {"holder": [holder], "company": [company]}, [company], begins_on=day)


def plant_control_changed_before_loan(cast: Cast, _number: int) -> None:
    """Plant a company that an outsider takes over a few weeks before it borrows."""
    seller, buyer = cast.person(), cast.person()
    company = cast.company(assets=cast.number(30, 120) * MILLION)
    loan_day = cast.day(to_day(2019, 2), to_day(2023, 6))
    changed = loan_day - cast.number(10, 85)
    share = cast.number(55, 100)
    cast.own(seller, company, share, until=changed)
    cast.own(buyer, company, share, since=changed)
    cast.appoint(buyer, company, since=changed)
    loan = cast.lend(company, cast.number(6, 20) * MILLION, loan_day, 5)
    cast.world.companies.control_changed[company] = changed
    cast.mark_risky([company])
    members = {"borrower": [company], "former_controller": [seller], "controller": [buyer]}
    cast.record(f"days_{loan_day - changed}", members, [company], begins_on=changed, facilities=[loan])


def plant_young_company_large_loan(cast: Cast, _number: int) -> None:
    """Plant a company that borrows over ten times its capital within a year of its founding."""
    founded = cast.day(to_day(2019, 2), to_day(2023, 2))
    company = cast.company(assets=cast.number(30, 80) * MILLION, founded=founded)
    capital = cast.number(5, 15) * 100_000
    cast.world.companies.capital[company] = capital
    person = cast.person()
    cast.own(person, company, 100)
    loan_day = min(founded + cast.number(60, 300), TODAY - 60)
    loan = cast.lend(company, capital * cast.number(12, 25), loan_day, 5)
    cast.mark_risky([company])
    members = {"borrower": [company], "controller": [person]}
    cast.record("single_loan", members, [company], begins_on=loan_day, facilities=[loan])
