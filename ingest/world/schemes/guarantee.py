"""Schemes of guarantees: circles of each kind, and guarantors beyond their means."""

from itertools import pairwise, permutations

from ..days import TODAY, to_day
from .planter import MILLION, Planter

FIRST, LAST = to_day(2020), to_day(2022, 12)


def _take_borrowers(planter: Planter, count: int) -> tuple[list[int], list[int], int]:
    """Take unrelated borrowers with a loan each; return them, the loans' rows and the day of the circle."""
    companies = planter.take_companies(count, assets=planter.draw_number(50, 150) * MILLION)
    for company in companies:
        planter.add_holding(planter.add_person(), company, planter.draw_number(60, 100))
    day = planter.draw_day(FIRST, LAST)
    return companies, [_add_loan(planter, company, day) for company in companies], day


def _add_loan(planter: Planter, company: int, day: int) -> int:
    return planter.add_loan(company, planter.draw_number(5, 12) * MILLION, day + planter.draw_number(0, 60), 5)


def _add_guarantee(planter: Planter, guarantor: int, borrower: int, loan: int) -> None:
    facilities = planter.world.tables["facilities"]
    amount = float(facilities["limit"][loan])
    planter.add_guarantee(guarantor, borrower, amount, int(facilities["starts_on"][loan]), facility=loan)
    planter.mark_risky([borrower], 1.5)


def plant_guarantee_mutual(planter: Planter, _number: int) -> None:
    """Plant two companies that guarantee each other."""
    (left, right), loans, day = _take_borrowers(planter, 2)
    _add_guarantee(planter, left, right, loans[1])
    _add_guarantee(planter, right, left, loans[0])
    planter.record("pair", {"member": [left, right]}, sorted([left, right]), begins_on=day, facilities=loans)


def plant_guarantee_joint(planter: Planter, number: int) -> None:
    """Plant three or four companies that guarantee each other in every direction."""
    companies, loans, day = _take_borrowers(planter, 3 + number % 2)
    loan_of = dict(zip(companies, loans, strict=True))
    for guarantor, borrower in permutations(companies, 2):
        _add_guarantee(planter, guarantor, borrower, loan_of[borrower])
    planter.record(f"size_{len(companies)}", {"member": companies}, sorted(companies), begins_on=day, facilities=loans)


def plant_guarantee_cycle(planter: Planter, number: int) -> None:
    """Plant three to five companies that guarantee each other in a circle."""
    companies, loans, day = _take_borrowers(planter, 3 + number % 3)
    for place, borrower in enumerate(companies):
        _add_guarantee(planter, companies[place - 1], borrower, loans[place])
    planter.record(
        f"length_{len(companies)}", {"member": companies}, sorted(companies), begins_on=day, facilities=loans
    )


def plant_guarantee_chain(planter: Planter, number: int) -> None:
    """Plant a chain of two to four guarantees, in which each guarantor is guaranteed in turn."""
    companies, loans, day = _take_borrowers(planter, 3 + number % 3)
    loan_of = dict(zip(companies, loans, strict=True))
    for guarantor, borrower in pairwise(companies):
        _add_guarantee(planter, guarantor, borrower, loan_of[borrower])
    planter.record(f"length_{len(companies)}", {"member": companies}, companies[:1], begins_on=day, facilities=loans)


def plant_guarantee_star(planter: Planter, number: int) -> None:
    """Plant one guarantor of four or five unrelated borrowers, or several guarantors of one borrower."""
    companies, loans, day = _take_borrowers(planter, 5 + number % 2)
    centre, others = companies[0], companies[1:]
    planter.world.companies.assets[centre] = 900 * MILLION
    for place, other in enumerate(others, start=1):
        if number % 3 == 2:
            _add_guarantee(planter, other, centre, loans[0])
        else:
            _add_guarantee(planter, centre, other, loans[place])
    variant = "in_star" if number % 3 == 2 else "out_star"
    planter.record(variant, {"centre": [centre], "member": others}, [centre], begins_on=day, facilities=loans)


def plant_guarantees_above_net_assets(planter: Planter, _number: int) -> None:
    """Plant a company with two guarantees of two to three times its net assets."""
    guarantor = planter.take_company(assets=planter.draw_number(20, 40) * MILLION)
    planter.add_holding(planter.add_person(), guarantor, planter.draw_number(60, 100))
    equity = float(planter.world.companies.equity[guarantor])
    borrowers, loans = planter.take_companies(2, assets=400 * MILLION), []
    day = planter.draw_day(to_day(2021), LAST)
    for borrower in borrowers:
        planter.add_holding(planter.add_person(), borrower, planter.draw_number(60, 100))
        loan = planter.add_loan(borrower, equity * planter.draw_number(120, 150) / 100, day, 5)
        _add_guarantee(planter, guarantor, borrower, loan)
        loans.append(loan)
    planter.keep_safe(guarantor, TODAY)
    members = {"guarantor": [guarantor], "borrower": borrowers}
    planter.record("two_guarantees", members, [guarantor], begins_on=day, facilities=loans)
