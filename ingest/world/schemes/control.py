"""Schemes of ownership and control: rings, hidden controllers, nominees, executees, pledges, late changes."""

from ..days import TODAY, to_day
from ..parties.words import INVESTMENT_TRADE
from .planter import MILLION, Planter


def plant_ownership_ring(planter: Planter, number: int) -> None:
    """Plant a ring of two to five companies that own part of each other."""
    ring = planter.take_companies(2 + number % 4)
    for place, company in enumerate(ring):
        owner = ring[place - 1]
        since = max(planter.find_founding_day(owner), planter.find_founding_day(company))
        planter.add_holding(owner, company, planter.draw_number(25, 49), since=since)
        planter.add_holding(planter.add_person(), company, planter.draw_number(20, 50))
    begins = max(planter.find_founding_day(company) for company in ring)
    planter.record(f"length_{len(ring)}", {"ring": ring}, sorted(ring), begins_on=begins)


def plant_hidden_common_controller(planter: Planter, number: int) -> None:
    """Plant one controller of several borrowers: by layers, summed stakes, family or a nominee."""
    variant = ("layers", "summed", "family", "nominee")[number % 4]
    person = planter.add_person()
    first, second, third = planter.take_companies(3, assets=planter.draw_number(40, 160) * MILLION)
    holding = planter.take_company(trade=INVESTMENT_TRADE)
    planter.add_holding(person, holding, 80)
    planter.add_holding(person, first, planter.draw_number(51, 70))
    planter.add_holding(holding, second, planter.draw_number(51, 90))
    members = {"controller": [person], "borrower": [first, second, third], "intermediary": [holding]}
    members |= _control_third(planter, variant, person, holding, third)
    planter.hide_controller(person, [second, third])
    start = planter.draw_day()
    loans = [
        planter.add_loan(company, planter.draw_number(5, 25) * MILLION, start + planter.draw_number(0, 200), 5)
        for company in (first, second, third)
    ]
    planter.mark_risky([first, second, third])
    planter.record(variant, members, [person], begins_on=start, facilities=loans)


def _control_third(planter: Planter, variant: str, person: int, holding: int, company: int) -> dict[str, list[int]]:
    """Let the person control a third company in one of four ways; return the added members."""
    if variant == "layers":
        middle = planter.take_company(trade=INVESTMENT_TRADE)
        planter.add_holding(holding, middle, 67)
        planter.add_holding(middle, company, 60)
        return {"intermediary": [holding, middle]}
    if variant == "summed":
        planter.add_holding(person, company, 28)
        planter.add_holding(holding, company, 27)
        return {}
    if variant == "family":
        spouse = planter.add_relative(person)
        planter.add_holding(spouse, company, 75)
        return {"relative": [spouse]}
    nominee = planter.add_person()
    planter.add_holding(nominee, company, 90)
    planter.add_relation(nominee, person, "nominee", confidence=75, since=planter.find_founding_day(company))
    return {"nominee": [nominee]}


def plant_nominee_holder(planter: Planter, number: int) -> None:
    """Plant two nominees who hold a company each for a principal without any visible role."""
    principal, nominees = planter.add_person(), [planter.add_person(), planter.add_person()]
    companies = planter.take_companies(2)
    for nominee, company in zip(nominees, companies, strict=True):
        planter.add_holding(nominee, company, planter.draw_number(80, 100))
        planter.add_relation(
            nominee,
            principal,
            "nominee",
            confidence=planter.draw_number(60, 90),
            since=planter.find_founding_day(company),
        )
        planter.add_office(nominee, company)
    begins = max(planter.find_founding_day(company) for company in companies)
    planter.mark_risky(companies)
    members = {"principal": [principal], "nominee": nominees, "company": companies}
    planter.record(f"pair_{number % 2}", members, nominees, begins_on=begins)


def plant_dishonest_executee_in_control(planter: Planter, number: int) -> None:
    """Plant a listed person who controls a company that is not listed."""
    person, company = planter.add_person(), planter.take_company()
    listed = planter.draw_day(to_day(2021, 6), to_day(2023, 9))
    members = {"executee": [person], "company": [company]}
    if number % 3 == 0:
        holding = planter.take_company(trade=INVESTMENT_TRADE)
        planter.add_holding(person, holding, 90)
        planter.keep_safe(holding, TODAY)
        planter.add_holding(holding, company, 66)
        members["intermediary"] = [holding]
    else:
        planter.add_holding(person, company, planter.draw_number(55, 100))
    if number % 3 == 2:
        planter.add_office(person, company)
    planter.add_executee_listing(person, listed, company)
    planter.mark_risky([company], 1.5)
    keys = [company, *members.get("intermediary", [])]
    planter.record(("indirect", "direct", "representative")[number % 3], members, keys, begins_on=listed)


def plant_shares_pledged(planter: Planter, number: int) -> None:
    """Plant a controlling holder with nearly all shares pledged or frozen, in one part or several."""
    holder, company = planter.add_person(), planter.take_company()
    held = planter.draw_number(52, 80)
    planter.add_holding(holder, company, held)
    day = planter.draw_day(to_day(2022), to_day(2023, 10))
    variant = ("pledge", "freeze", "split")[number % 3]
    if variant == "split":
        for part in (0.5, 0.3, 0.15):
            planter.add_pledge(holder, company, held * part, day + planter.draw_number(0, 40))
    else:
        planter.add_pledge(holder, company, held * 0.97, day, kind=variant)
    planter.record(variant, {"holder": [holder], "company": [company]}, [company], begins_on=day)


def plant_control_changed_before_loan(planter: Planter, _number: int) -> None:
    """Plant a company that an outsider takes over a few weeks before it borrows."""
    seller, buyer = planter.add_person(), planter.add_person()
    company = planter.take_company(assets=planter.draw_number(30, 120) * MILLION)
    loan_day = planter.draw_day(to_day(2019, 2), to_day(2023, 6))
    changed = loan_day - planter.draw_number(10, 85)
    share = planter.draw_number(55, 100)
    planter.add_holding(seller, company, share, until=changed)
    planter.add_holding(buyer, company, share, since=changed)
    planter.add_office(buyer, company, since=changed)
    loan = planter.add_loan(company, planter.draw_number(6, 20) * MILLION, loan_day, 5)
    planter.world.companies.control_changed[company] = changed
    planter.mark_risky([company])
    members = {"borrower": [company], "former_controller": [seller], "controller": [buyer]}
    planter.record(f"days_{loan_day - changed}", members, [company], begins_on=changed, facilities=[loan])


def plant_young_company_large_loan(planter: Planter, _number: int) -> None:
    """Plant a company that borrows over ten times its capital within a year of its founding."""
    founded = planter.draw_day(to_day(2019, 2), to_day(2023, 2))
    company = planter.take_company(assets=planter.draw_number(30, 80) * MILLION, founded=founded)
    capital = planter.draw_number(5, 15) * 100_000
    planter.world.companies.capital[company] = capital
    person = planter.add_person()
    planter.add_holding(person, company, 100)
    loan_day = min(founded + planter.draw_number(60, 300), TODAY - 60)
    loan = planter.add_loan(company, capital * planter.draw_number(12, 25), loan_day, 5)
    planter.mark_risky([company])
    members = {"borrower": [company], "controller": [person]}
    planter.record("single_loan", members, [company], begins_on=loan_day, facilities=[loan])
