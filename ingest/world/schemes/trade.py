"""Schemes of trade and money: hidden related parties, a single dominant buyer, loans that flow back."""

from itertools import pairwise

from ..days import to_day
from ..economy.trade import find_revenues
from ..parties.words import INVESTMENT_TRADE
from .casting import MILLION, Cast


def plant_related_party_trade(cast: Cast, number: int) -> None:
    """Plant a buyer and seller under one hidden controller: by holdings, family or a nominee."""
    person = cast.person()
    seller, buyer, holding = (
        *cast.companies(2, assets=cast.number(50, 150) * MILLION),
        cast.company(trade=INVESTMENT_TRADE),
    )
    cast.own(person, holding, cast.number(60, 95))
    cast.own(holding, seller, cast.number(55, 90))
    members = {"controller": [person], "seller": [seller], "buyer": [buyer], "intermediary": [holding]}
    way = ("holdings", "family", "nominee", "summed")[number % 4]
    members |= _control_buyer(cast, way, person, holding, buyer)
    cast.hide(person, [seller, buyer])
    since = cast.day()
    percent = cast.number(30, 48)
    amount = float(find_revenues(cast.world)[seller]) * percent / 100
    cast.sell(seller, buyer, amount, since, percent=percent)
    _add_outside_buyers(cast, seller, since, 3, 10)
    cast.record(way, members, [seller, buyer], begins_on=since)


def _control_buyer(cast: Cast, way: str, person: int, holding: int, buyer: int) -> dict[str, list[int]]:
    if way == "holdings":
        middle = cast.company(trade=INVESTMENT_TRADE)
        cast.own(person, middle, 70)
        cast.own(middle, buyer, cast.number(55, 90))
        return {"intermediary": [holding, middle]}
    if way == "family":
        spouse = cast.relative(person)
        cast.own(spouse, buyer, cast.number(60, 100))
        return {"relative": [spouse]}
    if way == "nominee":
        nominee = cast.person()
        cast.own(nominee, buyer, 95)
        cast.relate(nominee, person, "nominee", confidence=70, since=cast.founded(buyer))
        return {"nominee": [nominee]}
    cast.own(person, buyer, 26)
    cast.own(holding, buyer, 27)
    return {}


def _add_outside_buyers(cast: Cast, seller: int, since: int, count: int, percent: int) -> None:
    """Add ordinary buyers to a seller beside its main buyer."""
    ordinary = cast.outsiders(count)
    revenue = float(find_revenues(cast.world)[seller])
    for buyer in ordinary:
        cast.sell(seller, buyer, revenue * percent / 100, since, percent=percent)


def plant_concentrated_receivables(cast: Cast, _number: int) -> None:
    """Plant one private buyer that owes nearly all receivables of a seller."""
    seller, buyer = cast.company(assets=cast.number(30, 100) * MILLION), cast.company(assets=900 * MILLION)
    cast.own(cast.person(), seller, cast.number(60, 100))
    cast.own(cast.person(), buyer, cast.number(60, 100))
    since, percent = cast.day(), cast.number(65, 85)
    revenue = float(find_revenues(cast.world)[seller])
    cast.sell(seller, buyer, revenue * percent / 100, since, percent=percent, owed=0.35)
    for small in cast.outsiders(2):
        cast.sell(seller, small, revenue * 0.04, since, percent=4, owed=0.2)
    cast.record(f"percent_{percent}", {"seller": [seller], "buyer": [buyer]}, [seller], begins_on=since)


def plant_round_trip(cast: Cast, number: int) -> None:
    """Plant a loan that returns within days, through others, to the borrower or its controller."""
    way = ("to_borrower", "to_controller", "to_controllers_company")[number % 3]
    controller = cast.person()
    borrower = cast.company(assets=cast.number(60, 200) * MILLION)
    cast.own(controller, borrower, cast.number(55, 100))
    members = {"borrower": [borrower], "controller": [controller]}
    target = {"to_borrower": borrower, "to_controller": controller}.get(way)
    if target is None:
        target = cast.company()
        cast.own(controller, target, cast.number(60, 100))
        members["controlled_company"] = [target]
    through = cast.companies(1 + number % 3)
    for company in through:
        cast.own(cast.person(), company, cast.number(60, 100))
    members["intermediary"] = through
    day, amount = cast.day(to_day(2019, 2), to_day(2023, 6)), cast.number(5, 18) * MILLION
    loan = cast.lend(borrower, amount, day, 5)
    if number % 2:
        _pass_along(cast, borrower, through, target, amount, day)
    else:
        _split(cast, borrower, through, target, amount, day)
    cast.mark_risky([borrower], 2.5)
    cast.record(way, members, [borrower], begins_on=day, facilities=[loan])


def _pass_along(cast: Cast, borrower: int, through: list[int], target: int, amount: float, day: int) -> None:
    """Pay in sequence; each company keeps a little."""
    stations = [borrower, *through, target]
    for payer, payee in pairwise(stations):
        day += cast.number(1, 3)
        amount *= 0.98
        cast.pay(payer, payee, amount, day)


def _split(cast: Cast, borrower: int, through: list[int], target: int, amount: float, day: int) -> None:
    """Pay in parallel, through each company in several uneven parts."""
    for company in through:
        share = amount * 0.94 / len(through)
        for part in (0.4, 0.35, 0.25):
            cast.pay(borrower, company, share * part, day + cast.number(0, 2))
        for part in (0.55, 0.45):
            cast.pay(company, target, share * part * 0.98, day + cast.number(4, 9))
