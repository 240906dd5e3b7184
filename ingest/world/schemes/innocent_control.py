"""Innocent look-alikes of ownership and control schemes, each with its reason."""

from ..days import TODAY, to_day
from ..parties.words import INVESTMENT_TRADE, JOINT_STOCK
from .planter import MILLION, Planter


def _mark_listed(planter: Planter, companies: list[int]) -> None:
    planter.world.companies.listed[companies] = True
    planter.world.companies.form[companies] = JOINT_STOCK
    for company in companies:
        planter.keep_safe(company, TODAY)


def _spread_owners(planter: Planter, company: int, percent: int) -> None:
    """Add holders of a listed company, none with control."""
    for _ in range(3):
        planter.add_holding(planter.add_person(), company, percent // 3)


def plant_cross_holding(planter: Planter, _number: int) -> None:
    """Plant two listed companies that hold a few per cent of each other."""
    pair = planter.take_companies(2, assets=2_000 * MILLION)
    _mark_listed(planter, pair)
    since = max(planter.find_founding_day(company) for company in pair)
    for owner, company in (pair, pair[::-1]):
        _spread_owners(planter, company, 60)
        planter.add_holding(owner, company, planter.draw_number(3, 8), since=since)
    reason = ("small disclosed cross-holding between listed companies", "上市公司之间已披露的小额交叉持股")
    planter.record("listed_pair", {"ring": pair}, sorted(pair), begins_on=since, reason=reason)


def plant_ended_ring(planter: Planter, _number: int) -> None:
    """Plant a ring that ended when one of its holdings was sold."""
    ring = planter.take_companies(3)
    for place, company in enumerate(ring):
        owner = ring[place - 1]
        since = max(planter.find_founding_day(owner), planter.find_founding_day(company))
        if place == 0:
            planter.add_holding(owner, company, 40, since=since, until=planter.draw_day())
        else:
            planter.add_holding(owner, company, planter.draw_number(25, 49), since=since)
        planter.add_holding(planter.add_person(), company, 50)
    reason = ("the ring was undone: one holding has ended", "环已解除：其中一笔持股已终止")
    planter.record("sold", {"ring": ring}, sorted(ring), reason=reason)


def plant_disclosed_group(planter: Planter, _number: int) -> None:
    """Plant a listed parent with three consolidated subsidiaries that borrow."""
    parent = planter.take_company(assets=3_000 * MILLION)
    _mark_listed(planter, [parent])
    planter.add_holding(planter.add_person(), parent, 55)
    children = planter.take_companies(3, assets=100 * MILLION)
    loans = []
    for child in children:
        planter.add_holding(parent, child, planter.draw_number(70, 100))
        planter.world.companies.disclosed[child] = True
        planter.world.companies.parent[child] = parent
        loans.append(planter.add_loan(child, 8 * MILLION, planter.draw_day(), 5))
    planter.world.companies.disclosed[parent] = True
    reason = ("subsidiaries of a listed parent, consolidated and disclosed", "上市母公司并表且已披露的子公司")
    members = {"controller": [parent], "borrower": children}
    planter.record("listed_parent", members, [parent], facilities=loans, reason=reason)


def plant_joint_venture(planter: Planter, _number: int) -> None:
    """Plant a person with exactly half of three borrowers, each with another equal partner."""
    person, borrowers = planter.add_person(), planter.take_companies(3, assets=90 * MILLION)
    loans = []
    for company in borrowers:
        planter.add_holding(person, company, 50)
        planter.add_holding(planter.add_person(), company, 50)
        loans.append(planter.add_loan(company, 7 * MILLION, planter.draw_day(), 5))
    reason = (
        "exactly half is not control; each company has another equal partner",
        "恰好一半不构成控制，另有持股相等的合伙人",
    )
    members = {"holder": [person], "borrower": borrowers}
    planter.record("half", members, [person], facilities=loans, reason=reason)


def plant_former_controller(planter: Planter, _number: int) -> None:
    """Plant companies that one person sold years before they borrowed."""
    person, borrowers, loans = planter.add_person(), planter.take_companies(3, assets=90 * MILLION), []
    for company in borrowers:
        sold = planter.draw_day(to_day(2018, 2), to_day(2018, 12))
        planter.add_holding(person, company, 80, until=sold)
        planter.add_holding(planter.add_person(), company, 80, since=sold)
        loans.append(planter.add_loan(company, 7 * MILLION, planter.draw_day(to_day(2020, 6), to_day(2023)), 5))
    reason = ("control ended more than a year before the loans", "控制关系在贷款前一年多已终止")
    members = {"former_controller": [person], "borrower": borrowers}
    planter.record("sold", members, [person], facilities=loans, reason=reason)


def plant_employee_platform(planter: Planter, _number: int) -> None:
    """Plant a partnership that openly holds shares for employees."""
    platform, company = planter.take_company(trade=INVESTMENT_TRADE, form=2), planter.take_company()
    founder = planter.add_person()
    planter.add_holding(founder, company, 70)
    planter.add_holding(platform, company, 15, kind="partner")
    for _ in range(4):
        planter.add_holding(planter.add_person(), platform, 20, kind="partner")
    reason = ("an employee share platform, disclosed as such", "已披露的员工持股平台")
    planter.record("employees", {"nominee": [platform], "company": [company]}, [platform], reason=reason)


def plant_listing_ended(planter: Planter, _number: int) -> None:
    """Plant a controller who was once listed, paid, and was removed from the list."""
    person, company = planter.add_person(), planter.take_company()
    planter.add_holding(person, company, planter.draw_number(60, 100))
    listed = planter.draw_day(to_day(2018, 6), to_day(2020))
    planter.add_executee_listing(person, listed, company, until=listed + planter.draw_number(200, 700))
    reason = ("the listing ended years ago", "失信记录多年前已撤销")
    planter.record("removed", {"executee": [person], "company": [company]}, [company], begins_on=listed, reason=reason)


def plant_executee_minority(planter: Planter, _number: int) -> None:
    """Plant a dishonest executee with a tenth of a company that another person controls."""
    person, company = planter.add_person(), planter.take_company()
    planter.add_holding(planter.add_person(), company, 80)
    planter.add_holding(person, company, 10)
    listed = planter.draw_day(to_day(2021), to_day(2023, 6))
    planter.add_executee_listing(person, listed, company)
    reason = ("a tenth of the shares is not control", "持股一成不构成控制")
    planter.record("minority", {"executee": [person], "company": [company]}, [company], begins_on=listed, reason=reason)


def plant_pledge_ended(planter: Planter, _number: int) -> None:
    """Plant a nearly complete pledge that has been released."""
    holder, company = planter.add_person(), planter.take_company()
    planter.add_holding(holder, company, 60)
    day = planter.draw_day(to_day(2018), to_day(2020))
    planter.add_pledge(holder, company, 59, day, until=day + planter.draw_number(300, 900))
    reason = ("the pledge has ended", "质押已解除")
    planter.record("released", {"holder": [holder], "company": [company]}, [company], begins_on=day, reason=reason)


def plant_small_pledge(planter: Planter, _number: int) -> None:
    """Plant a holder with a fifth of its shares pledged."""
    holder, company = planter.add_person(), planter.take_company()
    planter.add_holding(holder, company, 70)
    day = planter.draw_day(to_day(2022), to_day(2023, 6))
    planter.add_pledge(holder, company, 14, day)
    reason = ("a fifth of the holding is pledged", "仅质押所持股份的两成")
    planter.record("fifth", {"holder": [holder], "company": [company]}, [company], begins_on=day, reason=reason)


def plant_family_succession(planter: Planter, _number: int) -> None:
    """Plant a company that passes from parents to their child shortly before it borrows."""
    parent, company = planter.add_person(), planter.take_company(assets=80 * MILLION)
    child = planter.add_relative(parent, "child")
    day = planter.draw_day(to_day(2019, 2), to_day(2023, 6))
    handed = day - planter.draw_number(20, 80)
    planter.add_holding(parent, company, 90, until=handed)
    planter.add_holding(child, company, 90, since=handed)
    planter.world.companies.control_changed[company] = handed
    loan = planter.add_loan(company, 8 * MILLION, day, 5)
    reason = ("succession within the family", "家族内部传承")
    members = {"borrower": [company], "former_controller": [parent], "controller": [child]}
    planter.record("child", members, [company], begins_on=handed, facilities=[loan], reason=reason)


def plant_group_reorganisation(planter: Planter, _number: int) -> None:
    """Plant a holding company inserted above a company without a change of controller."""
    person, holding = planter.add_person(), planter.take_company(trade=INVESTMENT_TRADE)
    company = planter.take_company(assets=80 * MILLION)
    planter.add_holding(person, holding, 100)
    day = planter.draw_day(to_day(2019, 2), to_day(2023, 6))
    moved = day - planter.draw_number(20, 80)
    planter.add_holding(person, company, 100, until=moved)
    planter.add_holding(holding, company, 100, since=moved)
    planter.world.companies.control_changed[company] = moved
    loan = planter.add_loan(company, 8 * MILLION, day, 5)
    reason = ("the ultimate controller did not change", "实际控制人未变更")
    members = {"borrower": [company], "controller": [person], "intermediary": [holding]}
    planter.record("holding", members, [company], begins_on=moved, facilities=[loan], reason=reason)


def plant_project_company(planter: Planter, _number: int) -> None:
    """Plant a new project company, wholly owned by a listed parent that guarantees its loan."""
    parent = planter.take_company(assets=5_000 * MILLION)
    _mark_listed(planter, [parent])
    planter.add_holding(planter.add_person(), parent, 40)
    founded = planter.draw_day(to_day(2019, 2), to_day(2022))
    company = planter.take_company(assets=100 * MILLION, founded=founded)
    planter.world.companies.capital[company] = MILLION
    planter.add_holding(parent, company, 100)
    planter.world.companies.parent[company] = parent
    planter.world.companies.disclosed[[parent, company]] = True
    day = founded + planter.draw_number(60, 300)
    loan = planter.add_loan(company, 20 * MILLION, day, 5)
    planter.add_guarantee(parent, company, 20 * MILLION, day, facility=loan)
    reason = ("project company of a listed parent that guarantees the loan", "上市母公司全资项目公司，母公司担保")
    members = {"borrower": [company], "parent": [parent]}
    planter.record("project", members, [company], begins_on=day, facilities=[loan], reason=reason)
