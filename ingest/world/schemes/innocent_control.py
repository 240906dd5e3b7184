"""Innocent look-alikes of ownership and control schemes, each with its reason."""

from ..days import TODAY, to_day
from ..parties.words import INVESTMENT_TRADE, JOINT_STOCK
from .casting import MILLION, Cast


def _list(cast: Cast, companies: list[int]) -> None:
    cast.world.companies.listed[companies] = True
    cast.world.companies.form[companies] = JOINT_STOCK
    for company in companies:
        cast.keep_safe(company, TODAY)


def _spread_owners(cast: Cast, company: int, percent: int) -> None:
    """Add holders of a listed company, none with control."""
    for _ in range(3):
        cast.own(cast.person(), company, percent // 3)


def plant_cross_holding(cast: Cast, _number: int) -> None:
    """Plant two listed companies that hold a few per cent of each other."""
    pair = cast.companies(2, assets=2_000 * MILLION)
    _list(cast, pair)
    since = max(cast.founded(company) for company in pair)
    for owner, company in (pair, pair[::-1]):
        _spread_owners(cast, company, 60)
        cast.own(owner, company, cast.number(3, 8), since=since)
    reason = ("small disclosed cross-holding between listed companies", "上市公司之间已披露的小额交叉持股")
    cast.record("listed_pair", {"ring": pair}, sorted(pair), begins_on=since, reason=reason)


def plant_ended_ring(cast: Cast, _number: int) -> None:
    """Plant a ring that ended when one of its holdings was sold."""
    ring = cast.companies(3)
    for place, company in enumerate(ring):
        owner = ring[place - 1]
        since = max(cast.founded(owner), cast.founded(company))
        if place == 0:
            cast.own(owner, company, 40, since=since, until=cast.day())
        else:
            cast.own(owner, company, cast.number(25, 49), since=since)
        cast.own(cast.person(), company, 50)
    reason = ("the ring was undone: one holding has ended", "环已解除：其中一笔持股已终止")
    cast.record("sold", {"ring": ring}, sorted(ring), reason=reason)


def plant_disclosed_group(cast: Cast, _number: int) -> None:
    """Plant a listed parent with three consolidated subsidiaries that borrow."""
    parent = cast.company(assets=3_000 * MILLION)
    _list(cast, [parent])
    cast.own(cast.person(), parent, 55)
    children = cast.companies(3, assets=100 * MILLION)
    loans = []
    for child in children:
        cast.own(parent, child, cast.number(70, 100))
        cast.world.companies.disclosed[child] = True
        cast.world.companies.parent[child] = parent
        loans.append(cast.lend(child, 8 * MILLION, cast.day(), 5))
    cast.world.companies.disclosed[parent] = True
    reason = ("subsidiaries of a listed parent, consolidated and disclosed", "上市母公司并表且已披露的子公司")
    members = {"controller": [parent], "borrower": children}
    cast.record("listed_parent", members, [parent], facilities=loans, reason=reason)


def plant_joint_venture(cast: Cast, _number: int) -> None:
    """Plant a person with exactly half of three borrowers, each with another equal partner."""
    person, borrowers = cast.person(), cast.companies(3, assets=90 * MILLION)
    loans = []
    for company in borrowers:
        cast.own(person, company, 50)
        cast.own(cast.person(), company, 50)
        loans.append(cast.lend(company, 7 * MILLION, cast.day(), 5))
    reason = (
        "exactly half is not control; each company has another equal partner",
        "恰好一半不构成控制，另有持股相等的合伙人",
    )
    members = {"holder": [person], "borrower": borrowers}
    cast.record("half", members, [person], facilities=loans, reason=reason)


def plant_former_controller(cast: Cast, _number: int) -> None:
    """Plant companies that one person sold years before they borrowed."""
    person, borrowers, loans = cast.person(), cast.companies(3, assets=90 * MILLION), []
    for company in borrowers:
        sold = cast.day(to_day(2018, 2), to_day(2018, 12))
        cast.own(person, company, 80, until=sold)
        cast.own(cast.person(), company, 80, since=sold)
        loans.append(cast.lend(company, 7 * MILLION, cast.day(to_day(2020, 6), to_day(2023)), 5))
    reason = ("control ended more than a year before the loans", "控制关系在贷款前一年多已终止")
    members = {"former_controller": [person], "borrower": borrowers}
    cast.record("sold", members, [person], facilities=loans, reason=reason)


def plant_employee_platform(cast: Cast, _number: int) -> None:
    """Plant a partnership that openly holds shares for employees."""
    platform, company = cast.company(trade=INVESTMENT_TRADE, form=2), cast.company()
    founder = cast.person()
    cast.own(founder, company, 70)
    cast.own(platform, company, 15, kind="partner")
    for _ in range(4):
        cast.own(cast.person(), platform, 20, kind="partner")
    reason = ("an employee share platform, disclosed as such", "已披露的员工持股平台")
    cast.record("employees", {"nominee": [platform], "company": [company]}, [platform], reason=reason)


def plant_listing_ended(cast: Cast, _number: int) -> None:
    """Plant a controller who was once listed, paid, and was removed from the list."""
    person, company = cast.person(), cast.company()
    cast.own(person, company, cast.number(60, 100))
    listed = cast.day(to_day(2018, 6), to_day(2020))
    cast.list_dishonest(person, listed, company, until=listed + cast.number(200, 700))
    reason = ("the listing ended years ago", "失信记录多年前已撤销")
    cast.record("removed", {"executee": [person], "company": [company]}, [company], begins_on=listed, reason=reason)


def plant_executee_minority(cast: Cast, _number: int) -> None:
    """Plant a dishonest executee with a tenth of a company that another person controls."""
    person, company = cast.person(), cast.company()
    cast.own(cast.person(), company, 80)
    cast.own(person, company, 10)
    listed = cast.day(to_day(2021), to_day(2023, 6))
    cast.list_dishonest(person, listed, company)
    reason = ("a tenth of the shares is not control", "持股一成不构成控制")
    cast.record("minority", {"executee": [person], "company": [company]}, [company], begins_on=listed, reason=reason)


def plant_pledge_ended(cast: Cast, _number: int) -> None:
    """Plant a nearly complete pledge that has been released."""
    holder, company = cast.person(), cast.company()
    cast.own(holder, company, 60)
    day = cast.day(to_day(2018), to_day(2020))
    cast.pledge(holder, company, 59, day, until=day + cast.number(300, 900))
    reason = ("the pledge has ended", "质押已解除")
    cast.record("released", {"holder": [holder], "company": [company]}, [company], begins_on=day, reason=reason)


def plant_small_pledge(cast: Cast, _number: int) -> None:
    """Plant a holder with a fifth of its shares pledged."""
    holder, company = cast.person(), cast.company()
    cast.own(holder, company, 70)
    day = cast.day(to_day(2022), to_day(2023, 6))
    cast.pledge(holder, company, 14, day)
    reason = ("a fifth of the holding is pledged", "仅质押所持股份的两成")
    cast.record("fifth", {"holder": [holder], "company": [company]}, [company], begins_on=day, reason=reason)


def plant_family_succession(cast: Cast, _number: int) -> None:
    """Plant a company that passes from parents to their child shortly before it borrows."""
    parent, company = cast.person(), cast.company(assets=80 * MILLION)
    child = cast.relative(parent, "child")
    day = cast.day(to_day(2019, 2), to_day(2023, 6))
    handed = day - cast.number(20, 80)
    cast.own(parent, company, 90, until=handed)
    cast.own(child, company, 90, since=handed)
    cast.world.companies.control_changed[company] = handed
    loan = cast.lend(company, 8 * MILLION, day, 5)
    reason = ("succession within the family", "家族内部传承")
    members = {"borrower": [company], "former_controller": [parent], "controller": [child]}
    cast.record("child", members, [company], begins_on=handed, facilities=[loan], reason=reason)


def plant_group_reorganisation(cast: Cast, _number: int) -> None:
    """Plant a holding company inserted above a company without a change of controller."""
    person, holding = cast.person(), cast.company(trade=INVESTMENT_TRADE)
    company = cast.company(assets=80 * MILLION)
    cast.own(person, holding, 100)
    day = cast.day(to_day(2019, 2), to_day(2023, 6))
    moved = day - cast.number(20, 80)
    cast.own(person, company, 100, until=moved)
    cast.own(holding, company, 100, since=moved)
    cast.world.companies.control_changed[company] = moved
    loan = cast.lend(company, 8 * MILLION, day, 5)
    reason = ("the ultimate controller did not change", "实际控制人未变更")
    members = {"borrower": [company], "controller": [person], "intermediary": [holding]}
    cast.record("holding", members, [company], begins_on=moved, facilities=[loan], reason=reason)


def plant_project_company(cast: Cast, _number: int) -> None:
    """Plant a new project company, wholly owned by a listed parent that guarantees its loan."""
    parent = cast.company(assets=5_000 * MILLION)
    _list(cast, [parent])
    cast.own(cast.person(), parent, 40)
    founded = cast.day(to_day(2019, 2), to_day(2022))
    company = cast.company(assets=100 * MILLION, founded=founded)
    cast.world.companies.capital[company] = MILLION
    cast.own(parent, company, 100)
    cast.world.companies.parent[company] = parent
    cast.world.companies.disclosed[[parent, company]] = True
    day = founded + cast.number(60, 300)
    loan = cast.lend(company, 20 * MILLION, day, 5)
    cast.guarantee(parent, company, 20 * MILLION, day, facility=loan)
    reason = ("project company of a listed parent that guarantees the loan", "上市母公司全资项目公司，母公司担保")
    members = {"borrower": [company], "parent": [parent]}
    cast.record("project", members, [company], begins_on=day, facilities=[loan], reason=reason)
