"""Schemes of trade and money: hidden related parties, a single dominant buyer, loans that flow back."""

from itertools import pairwise

from ..days import to_day
from ..economy.trade import find_revenues
from ..parties.words import INVESTMENT_TRADE
from .planter import MILLION, Planter


def plant_related_party_trade(planter: Planter, number: int) -> None:
    """Plant a buyer and seller under one hidden controller: by holdings, family or a nominee."""
    person = planter.add_person()
    seller, buyer, holding = (
        *planter.take_companies(2, assets=planter.draw_number(50, 150) * MILLION),
        planter.take_company(trade=INVESTMENT_TRADE),
    )
    planter.add_holding(person, holding, planter.draw_number(60, 95))
    planter.add_holding(holding, seller, planter.draw_number(55, 90))
    members = {"controller": [person], "seller": [seller], "buyer": [buyer], "intermediary": [holding]}
    variant = ("holdings", "family", "nominee", "summed")[number % 4]
    members |= _control_buyer(planter, variant, person, holding, buyer)
    planter.hide_controller(person, [seller, buyer])
    since = planter.draw_day()
    percent = planter.draw_number(30, 48)
    amount = float(find_revenues(planter.world)[seller]) * percent / 100
    planter.add_supply(seller, buyer, amount, since, percent=percent)
    _add_outside_buyers(planter, seller, since, 3, 10)
    planter.record(variant, members, [seller, buyer], begins_on=since)


def _control_buyer(planter: Planter, variant: str, person: int, holding: int, buyer: int) -> dict[str, list[int]]:
    if variant == "holdings":
        middle = planter.take_company(trade=INVESTMENT_TRADE)
        planter.add_holding(person, middle, 70)
        planter.add_holding(middle, buyer, planter.draw_number(55, 90))
        return {"intermediary": [holding, middle]}
    if variant == "family":
        spouse = planter.add_relative(person)
        planter.add_holding(spouse, buyer, planter.draw_number(60, 100))
        return {"relative": [spouse]}
    if variant == "nominee":
        nominee = planter.add_person()
        planter.add_holding(nominee, buyer, 95)
        planter.add_relation(nominee, person, "nominee", confidence=70, since=planter.find_founding_day(buyer))
        return {"nominee": [nominee]}
    planter.add_holding(person, buyer, 26)
    planter.add_holding(holding, buyer, 27)
    return {}


def _add_outside_buyers(planter: Planter, seller: int, since: int, count: int, percent: int) -> None:
    """Add ordinary buyers to a seller beside its main buyer."""
    ordinary = planter.choose_outsiders(count)
    revenue = float(find_revenues(planter.world)[seller])
    for buyer in ordinary:
        planter.add_supply(seller, buyer, revenue * percent / 100, since, percent=percent)


def plant_concentrated_receivables(planter: Planter, _number: int) -> None:
    """Plant one private buyer that owes nearly all receivables of a seller."""
    seller, buyer = (
        planter.take_company(assets=planter.draw_number(30, 100) * MILLION),
        planter.take_company(assets=900 * MILLION),
    )
    planter.add_holding(planter.add_person(), seller, planter.draw_number(60, 100))
    planter.add_holding(planter.add_person(), buyer, planter.draw_number(60, 100))
    since, percent = planter.draw_day(), planter.draw_number(65, 85)
    revenue = float(find_revenues(planter.world)[seller])
    planter.add_supply(seller, buyer, revenue * percent / 100, since, percent=percent, owed=0.35)
    for small in planter.choose_outsiders(2):
        planter.add_supply(seller, small, revenue * 0.04, since, percent=4, owed=0.2)
    planter.record(f"percent_{percent}", {"seller": [seller], "buyer": [buyer]}, [seller], begins_on=since)


def plant_round_trip(planter: Planter, number: int) -> None:
    """Plant a loan that returns within days, through others, to the borrower or its controller."""
    variant = ("to_borrower", "to_controller", "to_controllers_company")[number % 3]
    controller = planter.add_person()
    borrower = planter.take_company(assets=planter.draw_number(60, 200) * MILLION)
    planter.add_holding(controller, borrower, planter.draw_number(55, 100))
    members = {"borrower": [borrower], "controller": [controller]}
    target = {"to_borrower": borrower, "to_controller": controller}.get(variant)
    if target is None:
        target = planter.take_company()
        planter.add_holding(controller, target, planter.draw_number(60, 100))
        members["controlled_company"] = [target]
    through = planter.take_companies(1 + number % 3)
    for company in through:
        planter.add_holding(planter.add_person(), company, planter.draw_number(60, 100))
    members["intermediary"] = through
    day, amount = planter.draw_day(to_day(2019, 2), to_day(2023, 6)), planter.draw_number(5, 18) * MILLION
    loan = planter.add_loan(borrower, amount, day, 5)
    if number % 2:
        _pay_in_sequence(planter, borrower, through, target, amount, day)
    else:
        _pay_in_parallel(planter, borrower, through, target, amount, day)
    planter.mark_risky([borrower], 2.5)
    planter.record(variant, members, [borrower], begins_on=day, facilities=[loan])


def _pay_in_sequence(planter: Planter, borrower: int, through: list[int], target: int, amount: float, day: int) -> None:
    """Pay in sequence; each company keeps a little."""
    stations = [borrower, *through, target]
    for payer, payee in pairwise(stations):
        day += planter.draw_number(1, 3)
        amount *= 0.98
        planter.add_payment(payer, payee, amount, day)


def _pay_in_parallel(planter: Planter, borrower: int, through: list[int], target: int, amount: float, day: int) -> None:
    """Pay in parallel, through each company in several uneven parts."""
    for company in through:
        share = amount * 0.94 / len(through)
        for part in (0.4, 0.35, 0.25):
            planter.add_payment(borrower, company, share * part, day + planter.draw_number(0, 2))
        for part in (0.55, 0.45):
            planter.add_payment(company, target, share * part * 0.98, day + planter.draw_number(4, 9))
