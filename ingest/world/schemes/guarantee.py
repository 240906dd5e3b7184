"""Schemes of guarantees: circles of each kind, and guarantors beyond their means."""

from itertools import pairwise, permutations

from ..days import TODAY, to_day
from .casting import MILLION, Cast

FIRST, LAST = to_day(2020), to_day(2022, 12)


def _gather(cast: Cast, count: int) -> tuple[list[int], list[int], int]:
    """Take unrelated borrowers with a loan each; return them, the loans' rows and the day of the circle."""
    companies = cast.companies(count, assets=cast.number(50, 150) * MILLION)
    for company in companies:
        cast.own(cast.person(), company, cast.number(60, 100))
    day = cast.day(FIRST, LAST)
    return companies, [_lend(cast, company, day) for company in companies], day


def _lend(cast: Cast, company: int, day: int) -> int:
    return cast.lend(company, cast.number(5, 12) * MILLION, day + cast.number(0, 60), 5)


def _bind(cast: Cast, guarantor: int, borrower: int, loan: int) -> None:
    facilities = cast.world.tables["facilities"]
    amount = float(facilities["limit"][loan])
    cast.guarantee(guarantor, borrower, amount, int(facilities["starts_on"][loan]), facility=loan)
    cast.mark_risky([borrower], 1.5)


def plant_guarantee_mutual(cast: Cast, _number: int) -> None:
    """Plant two companies that guarantee each other."""
    (left, right), loans, day = _gather(cast, 2)
    _bind(cast, left, right, loans[1])
    _bind(cast, right, left, loans[0])
    cast.record("pair", {"member": [left, right]}, sorted([left, right]), begins_on=day, facilities=loans)


def plant_guarantee_joint(cast: Cast, number: int) -> None:
    """Plant three or four companies that guarantee each other in every direction."""
    companies, loans, day = _gather(cast, 3 + number % 2)
    loan_of = dict(zip(companies, loans, strict=True))
    for guarantor, borrower in permutations(companies, 2):
        _bind(cast, guarantor, borrower, loan_of[borrower])
    cast.record(f"size_{len(companies)}", {"member": companies}, sorted(companies), begins_on=day, facilities=loans)


def plant_guarantee_cycle(cast: Cast, number: int) -> None:
    """Plant three to five companies that guarantee each other in a circle."""
    companies, loans, day = _gather(cast, 3 + number % 3)
    for place, borrower in enumerate(companies):
        _bind(cast, companies[place - 1], borrower, loans[place])
    cast.record(f"length_{len(companies)}", {"member": companies}, sorted(companies), begins_on=day, facilities=loans)


def plant_guarantee_chain(cast: Cast, number: int) -> None:
    """Plant a chain of two to four guarantees, in which each guarantor is guaranteed in turn."""
    companies, loans, day = _gather(cast, 3 + number % 3)
    loan_of = dict(zip(companies, loans, strict=True))
    for guarantor, borrower in pairwise(companies):
        _bind(cast, guarantor, borrower, loan_of[borrower])
    cast.record(f"length_{len(companies)}", {"member": companies}, companies[:1], begins_on=day, facilities=loans)


def plant_guarantee_star(cast: Cast, number: int) -> None:
    """Plant one guarantor of four or five unrelated borrowers, or several guarantors of one borrower."""
    companies, loans, day = _gather(cast, 5 + number % 2)
    centre, others = companies[0], companies[1:]
    cast.world.companies.assets[centre] = 900 * MILLION
    for place, other in enumerate(others, start=1):
        if number % 3 == 2:
            _bind(cast, other, centre, loans[0])
        else:
            _bind(cast, centre, other, loans[place])
    way = "in_star" if number % 3 == 2 else "out_star"
    cast.record(way, {"centre": [centre], "member": others}, [centre], begins_on=day, facilities=loans)


def plant_guarantees_above_net_assets(cast: Cast, _number: int) -> None:
    """Plant a company with two guarantees of two to three times its net assets."""
    guarantor = cast.company(assets=cast.number(20, 40) * MILLION)
    cast.own(cast.person(), guarantor, cast.number(60, 100))
    equity = float(cast.world.companies.equity[guarantor])
    borrowers, loans = cast.companies(2, assets=400 * MILLION), []
    day = cast.day(to_day(2021), LAST)
    for borrower in borrowers:
        cast.own(cast.person(), borrower, cast.number(60, 100))
        loan = cast.lend(borrower, equity * cast.number(120, 150) / 100, day, 5)
        _bind(cast, guarantor, borrower, loan)
        loans.append(loan)
    cast.keep_safe(guarantor, TODAY)
    members = {"guarantor": [guarantor], "borrower": borrowers}
    cast.record("two_guarantees", members, [guarantor], begins_on=day, facilities=loans)
