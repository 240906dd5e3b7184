"""Innocent look-alikes of guarantee, trade, money and register schemes, each with its reason."""

from ..days import TODAY, to_day
from ..economy.trade import find_revenues
from ..parties.words import CENTRE_TRADE, GUARANTEE_TRADE, INVESTMENT_TRADE
from .casting import MILLION, Cast


def plant_group_guarantee(cast: Cast, _number: int) -> None:
    """Plant a parent and its wholly owned subsidiary that guarantee each other's loans."""
    parent, child = cast.companies(2, assets=300 * MILLION)
    cast.own(cast.person(), parent, 80)
    cast.own(parent, child, 100)
    cast.world.companies.parent[child] = parent
    day = cast.day(to_day(2020), to_day(2023))
    loans = [cast.lend(company, 9 * MILLION, day, 5) for company in (parent, child)]
    cast.guarantee(parent, child, 9 * MILLION, day, facility=loans[1])
    cast.guarantee(child, parent, 9 * MILLION, day, facility=loans[0])
    reason = ("inside one consolidated group: parent and wholly owned subsidiary", "同一并表集团内：母公司与全资子公司")
    members = {"parent": [parent], "subsidiary": [child]}
    cast.record("wholly_owned", members, sorted([parent, child]), begins_on=day, facilities=loans, reason=reason)


def plant_ended_guarantee(cast: Cast, _number: int) -> None:
    """Plant two companies with guarantees for each other at different times, the first one repaid."""
    pair = cast.companies(2, assets=120 * MILLION)
    for company in pair:
        cast.own(cast.person(), company, 75)
    first, second = cast.day(to_day(2018), to_day(2018, 6)), cast.day(to_day(2021), to_day(2022))
    old = cast.lend(pair[1], 6 * MILLION, first, 1)
    new = cast.lend(pair[0], 6 * MILLION, second, 5)
    cast.guarantee(pair[0], pair[1], 6 * MILLION, first, until=first + 365, facility=old)
    cast.guarantee(pair[1], pair[0], 6 * MILLION, second, facility=new)
    reason = ("the first guarantee had ended before the second began", "第一笔担保在第二笔开始前已终止")
    cast.record("ended", {"member": pair}, sorted(pair), begins_on=first, facilities=[old, new], reason=reason)


def plant_guarantee_company(cast: Cast, _number: int) -> None:
    """Plant a financing guarantee company, whose trade is to guarantee many borrowers."""
    guarantor = cast.company(trade=GUARANTEE_TRADE, assets=5_000 * MILLION)
    cast.own(cast.person(), guarantor, 60)
    cast.keep_safe(guarantor, TODAY)
    borrowers, loans, day = cast.companies(5, assets=60 * MILLION), [], cast.day(to_day(2021), to_day(2023))
    for borrower in borrowers:
        cast.own(cast.person(), borrower, cast.number(60, 100))
        loans.append(cast.lend(borrower, 4 * MILLION, day, 5))
        cast.guarantee(guarantor, borrower, 4 * MILLION, day, facility=loans[-1])
    reason = ("a licensed financing guarantee company with capital to match", "持牌融资担保公司，资本充足")
    members = {"centre": [guarantor], "member": borrowers}
    cast.record("licensed", members, [guarantor], begins_on=day, facilities=loans, reason=reason)


def plant_repaid_guarantees(cast: Cast, _number: int) -> None:
    """Plant a company whose guarantees once exceeded its net assets and are all repaid."""
    guarantor = cast.company(assets=30 * MILLION)
    cast.own(cast.person(), guarantor, 70)
    cast.keep_safe(guarantor, TODAY)
    borrowers, loans, day = cast.companies(2, assets=400 * MILLION), [], cast.day(to_day(2018), to_day(2019))
    for borrower in borrowers:
        cast.own(cast.person(), borrower, 70)
        loans.append(cast.lend(borrower, 16 * MILLION, day, 2))
        cast.guarantee(guarantor, borrower, 16 * MILLION, day, until=day + 730, facility=loans[-1])
    reason = ("the guarantees have ended", "担保均已到期解除")
    members = {"guarantor": [guarantor], "borrower": borrowers}
    cast.record("repaid", members, [guarantor], begins_on=day, facilities=loans, reason=reason)


def plant_intra_group_sales(cast: Cast, _number: int) -> None:
    """Plant a manufacturer that sells through its wholly owned sales company."""
    maker, sales = cast.companies(2, assets=200 * MILLION)
    cast.own(cast.person(), maker, 85)
    cast.own(maker, sales, 100)
    cast.world.companies.parent[sales] = maker
    since = cast.day()
    cast.sell(maker, sales, float(find_revenues(cast.world)[maker]) * 0.4, since, percent=40)
    for buyer in cast.outsiders(3):
        cast.sell(maker, buyer, float(find_revenues(cast.world)[maker]) * 0.1, since, percent=10)
    reason = ("open sales company, wholly owned and consolidated", "公开的全资并表销售公司")
    members = {"seller": [maker], "buyer": [sales]}
    cast.record("sales_company", members, [maker, sales], begins_on=since, reason=reason)


def plant_former_sister(cast: Cast, _number: int) -> None:
    """Plant a buyer and seller whose common owner sold the buyer before they began to trade."""
    person, (seller, buyer) = cast.person(), cast.companies(2, assets=90 * MILLION)
    sold = cast.day(to_day(2018, 3), to_day(2019))
    cast.own(person, seller, 80)
    cast.own(person, buyer, 80, until=sold)
    cast.own(cast.person(), buyer, 80, since=sold)
    since = sold + cast.number(200, 600)
    revenue = float(find_revenues(cast.world)[seller])
    cast.sell(seller, buyer, revenue * 0.3, since, percent=30)
    for other in cast.outsiders(3):
        cast.sell(seller, other, revenue * 0.1, since, percent=10)
    reason = ("common control ended before the trade began", "交易开始前共同控制已终止")
    members = {"former_controller": [person], "seller": [seller], "buyer": [buyer]}
    cast.record("sold", members, [seller, buyer], begins_on=since, reason=reason)


def plant_public_buyer(cast: Cast, number: int) -> None:
    """Plant a supplier whose one large buyer is a public body."""
    seller = cast.company(assets=60 * MILLION)
    cast.own(cast.person(), seller, 80)
    region = cast.world.companies.region[[seller]]
    buyer = int(cast.world.find_public_bodies(region, office=1 + number % 3)[0])
    since = cast.day()
    revenue = float(find_revenues(cast.world)[seller])
    cast.sell(seller, buyer, revenue * 0.75, since, percent=75, owed=0.3)
    reason = ("the buyer is a public body", "买方为公共机构")
    cast.record("public_body", {"seller": [seller], "buyer": [buyer]}, [seller], begins_on=since, reason=reason)


def plant_sale_and_refund(cast: Cast, _number: int) -> None:
    """Plant a borrower that pays a supplier from its loan and is refunded for returned goods."""
    borrower, supplier = cast.companies(2, assets=90 * MILLION)
    for company in (borrower, supplier):
        cast.own(cast.person(), company, 80)
    day, amount = cast.day(to_day(2019, 2), to_day(2023, 6)), cast.number(4, 9) * MILLION
    loan = cast.lend(borrower, amount, day, 5)
    cast.sell(supplier, borrower, amount * 3, day - 300, percent=20)
    for buyer in cast.outsiders(3):
        cast.sell(supplier, buyer, amount * 2.5, day - 300, percent=17)
    cast.pay(borrower, supplier, amount * 0.8, day + 3, "trade")
    cast.pay(supplier, borrower, amount * 0.8, day + 9, "refund")
    reason = ("goods returned to a regular supplier and refunded", "向长期供应商退货并退款")
    members = {"borrower": [borrower], "intermediary": [supplier]}
    cast.record("refund", members, [borrower], begins_on=day, facilities=[loan], reason=reason)


def plant_group_treasury(cast: Cast, _number: int) -> None:
    """Plant a group that sweeps cash to its treasury company and back, all wholly owned."""
    parent, treasury, borrower = cast.companies(3, assets=400 * MILLION)
    cast.own(cast.person(), parent, 70)
    for company in (treasury, borrower):
        cast.own(parent, company, 100)
        cast.world.companies.parent[company] = parent
    day, amount = cast.day(to_day(2019, 2), to_day(2023, 6)), 10 * MILLION
    loan = cast.lend(borrower, amount, day, 5)
    cast.pay(borrower, treasury, amount * 0.9, day + 1, "cash_pool")
    cast.pay(treasury, borrower, amount * 0.9, day + 8, "cash_pool")
    reason = ("cash pool of one wholly owned group", "全资集团内部资金池")
    members = {"borrower": [borrower], "intermediary": [treasury], "parent": [parent]}
    cast.record("cash_pool", members, [borrower], begins_on=day, facilities=[loan], reason=reason)


def plant_sale_and_leaseback(cast: Cast, _number: int) -> None:
    """Plant a borrower that pays a lessor a deposit and sells it the machine it leases back."""
    borrower, lessor = cast.companies(2, assets=200 * MILLION)
    for company in (borrower, lessor):
        cast.own(cast.person(), company, 75)
    day, amount = cast.day(to_day(2019, 2), to_day(2023, 6)), cast.number(6, 9) * MILLION
    loan = cast.lend(borrower, amount, day, 5)
    cast.pay(borrower, lessor, amount * 0.3, day + 2, "lease")
    cast.pay(lessor, borrower, amount * 0.9, day + 7, "lease")
    reason = ("sale and leaseback with an unrelated lessor", "与无关联出租人的售后回租")
    members = {"borrower": [borrower], "intermediary": [lessor]}
    cast.record("leaseback", members, [borrower], begins_on=day, facilities=[loan], reason=reason)


def plant_business_centre(cast: Cast, number: int) -> None:
    """Plant unrelated companies of all ages that rent rooms in a known business centre."""
    centre = cast.company(trade=CENTRE_TRADE)
    cast.own(cast.person(), centre, 90)
    tenants = cast.companies(9 + number % 5)
    cast.world.companies.address[[centre, *tenants]] = centre
    reason = ("a known business centre with unrelated tenants", "知名商务中心，入驻企业互无关联")
    members = {"centre": [centre], "company": tenants}
    cast.record("business_centre", members, sorted([centre, *tenants]), reason=reason)


def plant_accounting_agent(cast: Cast, _number: int) -> None:
    """Plant small companies that list the telephone number of their bookkeeping agent."""
    agent, clients = cast.company(trade=CENTRE_TRADE), cast.companies(5)
    for company in (agent, *clients):
        cast.own(cast.person(), company, 80)
    cast.world.companies.phone[[agent, *clients]] = agent
    reason = ("the telephone of a bookkeeping agent", "代理记账机构的电话")
    members = {"agent": [agent], "company": clients}
    cast.record("agent", members, sorted([agent, *clients]), reason=reason)


def plant_professional_secretary(cast: Cast, _number: int) -> None:
    """Plant a professional secretary of many companies who represents none."""
    person, companies = cast.person(), cast.companies(6)
    for company in companies:
        cast.own(cast.person(), company, 80)
        cast.appoint(person, company, "secretary")
    reason = ("a professional company secretary", "职业公司秘书")
    cast.record("secretary", {"representative": [person], "company": companies}, [person], reason=reason)


def plant_listed_group_directors(cast: Cast, _number: int) -> None:
    """Plant the chair of a listed group who represents its wholly owned subsidiaries."""
    parent, chair = cast.company(assets=4_000 * MILLION, listed=True, form=1, trade=INVESTMENT_TRADE), cast.person()
    cast.own(cast.person(), parent, 45)
    cast.appoint(chair, parent)
    children = cast.companies(5)
    for child in children:
        cast.own(parent, child, 100)
        cast.world.companies.parent[child] = parent
        cast.appoint(chair, child)
    reason = (
        "one management for a listed group and its wholly owned subsidiaries",
        "上市集团及其全资子公司的统一管理层",
    )
    members = {"representative": [chair], "parent": [parent], "company": children}
    cast.record("listed_group", members, [chair], reason=reason)
