"""Innocent look-alikes of guarantee, trade, money and register schemes, each with its reason."""

from ..days import TODAY, to_day
from ..economy.trade import find_revenues
from ..parties.words import CENTRE_TRADE, GUARANTEE_TRADE, INVESTMENT_TRADE
from .planter import MILLION, Planter


def plant_group_guarantee(planter: Planter, _number: int) -> None:
    """Plant a parent and its wholly owned subsidiary that guarantee each other's loans."""
    parent, child = planter.take_companies(2, assets=300 * MILLION)
    planter.add_holding(planter.add_person(), parent, 80)
    planter.add_holding(parent, child, 100)
    planter.world.companies.parent[child] = parent
    day = planter.draw_day(to_day(2020), to_day(2023))
    loans = [planter.add_loan(company, 9 * MILLION, day, 5) for company in (parent, child)]
    planter.add_guarantee(parent, child, 9 * MILLION, day, facility=loans[1])
    planter.add_guarantee(child, parent, 9 * MILLION, day, facility=loans[0])
    reason = ("inside one consolidated group: parent and wholly owned subsidiary", "同一并表集团内：母公司与全资子公司")
    members = {"parent": [parent], "subsidiary": [child]}
    planter.record("wholly_owned", members, sorted([parent, child]), begins_on=day, facilities=loans, reason=reason)


def plant_ended_guarantee(planter: Planter, _number: int) -> None:
    """Plant two companies with guarantees for each other at different times, the first one repaid."""
    pair = planter.take_companies(2, assets=120 * MILLION)
    for company in pair:
        planter.add_holding(planter.add_person(), company, 75)
    first, second = planter.draw_day(to_day(2018), to_day(2018, 6)), planter.draw_day(to_day(2021), to_day(2022))
    old = planter.add_loan(pair[1], 6 * MILLION, first, 1)
    new = planter.add_loan(pair[0], 6 * MILLION, second, 5)
    planter.add_guarantee(pair[0], pair[1], 6 * MILLION, first, until=first + 365, facility=old)
    planter.add_guarantee(pair[1], pair[0], 6 * MILLION, second, facility=new)
    reason = ("the first guarantee had ended before the second began", "第一笔担保在第二笔开始前已终止")
    planter.record("ended", {"member": pair}, sorted(pair), begins_on=first, facilities=[old, new], reason=reason)


def plant_guarantee_company(planter: Planter, _number: int) -> None:
    """Plant a financing guarantee company, whose trade is to guarantee many borrowers."""
    guarantor = planter.take_company(trade=GUARANTEE_TRADE, assets=5_000 * MILLION)
    planter.add_holding(planter.add_person(), guarantor, 60)
    planter.keep_safe(guarantor, TODAY)
    borrowers, loans, day = (
        planter.take_companies(5, assets=60 * MILLION),
        [],
        planter.draw_day(to_day(2021), to_day(2023)),
    )
    for borrower in borrowers:
        planter.add_holding(planter.add_person(), borrower, planter.draw_number(60, 100))
        loans.append(planter.add_loan(borrower, 4 * MILLION, day, 5))
        planter.add_guarantee(guarantor, borrower, 4 * MILLION, day, facility=loans[-1])
    reason = ("a licensed financing guarantee company with capital to match", "持牌融资担保公司，资本充足")
    members = {"centre": [guarantor], "member": borrowers}
    planter.record("licensed", members, [guarantor], begins_on=day, facilities=loans, reason=reason)


def plant_repaid_guarantees(planter: Planter, _number: int) -> None:
    """Plant a company whose guarantees once exceeded its net assets and are all repaid."""
    guarantor = planter.take_company(assets=30 * MILLION)
    planter.add_holding(planter.add_person(), guarantor, 70)
    planter.keep_safe(guarantor, TODAY)
    borrowers, loans, day = (
        planter.take_companies(2, assets=400 * MILLION),
        [],
        planter.draw_day(to_day(2018), to_day(2019)),
    )
    for borrower in borrowers:
        planter.add_holding(planter.add_person(), borrower, 70)
        loans.append(planter.add_loan(borrower, 16 * MILLION, day, 2))
        planter.add_guarantee(guarantor, borrower, 16 * MILLION, day, until=day + 730, facility=loans[-1])
    reason = ("the guarantees have ended", "担保均已到期解除")
    members = {"guarantor": [guarantor], "borrower": borrowers}
    planter.record("repaid", members, [guarantor], begins_on=day, facilities=loans, reason=reason)


def plant_intra_group_sales(planter: Planter, _number: int) -> None:
    """Plant a manufacturer that sells through its wholly owned sales company."""
    maker, sales = planter.take_companies(2, assets=200 * MILLION)
    planter.add_holding(planter.add_person(), maker, 85)
    planter.add_holding(maker, sales, 100)
    planter.world.companies.parent[sales] = maker
    since = planter.draw_day()
    planter.add_supply(maker, sales, float(find_revenues(planter.world)[maker]) * 0.4, since, percent=40)
    for buyer in planter.choose_outsiders(3):
        planter.add_supply(maker, buyer, float(find_revenues(planter.world)[maker]) * 0.1, since, percent=10)
    reason = ("open sales company, wholly owned and consolidated", "公开的全资并表销售公司")
    members = {"seller": [maker], "buyer": [sales]}
    planter.record("sales_company", members, [maker, sales], begins_on=since, reason=reason)


def plant_former_sister(planter: Planter, _number: int) -> None:
    """Plant a buyer and seller whose common owner sold the buyer before they began to trade."""
    person, (seller, buyer) = planter.add_person(), planter.take_companies(2, assets=90 * MILLION)
    sold = planter.draw_day(to_day(2018, 3), to_day(2019))
    planter.add_holding(person, seller, 80)
    planter.add_holding(person, buyer, 80, until=sold)
    planter.add_holding(planter.add_person(), buyer, 80, since=sold)
    since = sold + planter.draw_number(200, 600)
    revenue = float(find_revenues(planter.world)[seller])
    planter.add_supply(seller, buyer, revenue * 0.3, since, percent=30)
    for other in planter.choose_outsiders(3):
        planter.add_supply(seller, other, revenue * 0.1, since, percent=10)
    reason = ("common control ended before the trade began", "交易开始前共同控制已终止")
    members = {"former_controller": [person], "seller": [seller], "buyer": [buyer]}
    planter.record("sold", members, [seller, buyer], begins_on=since, reason=reason)


def plant_public_buyer(planter: Planter, number: int) -> None:
    """Plant a supplier whose one large buyer is a public body."""
    seller = planter.take_company(assets=60 * MILLION)
    planter.add_holding(planter.add_person(), seller, 80)
    region = planter.world.companies.region[[seller]]
    buyer = int(planter.world.find_public_bodies(region, office=1 + number % 3)[0])
    since = planter.draw_day()
    revenue = float(find_revenues(planter.world)[seller])
    planter.add_supply(seller, buyer, revenue * 0.75, since, percent=75, owed=0.3)
    reason = ("the buyer is a public body", "买方为公共机构")
    planter.record("public_body", {"seller": [seller], "buyer": [buyer]}, [seller], begins_on=since, reason=reason)


def plant_sale_and_refund(planter: Planter, _number: int) -> None:
    """Plant a borrower that pays a supplier from its loan and is refunded for returned goods."""
    borrower, supplier = planter.take_companies(2, assets=90 * MILLION)
    for company in (borrower, supplier):
        planter.add_holding(planter.add_person(), company, 80)
    day, amount = planter.draw_day(to_day(2019, 2), to_day(2023, 6)), planter.draw_number(4, 9) * MILLION
    loan = planter.add_loan(borrower, amount, day, 5)
    planter.add_supply(supplier, borrower, amount * 3, day - 300, percent=20)
    for buyer in planter.choose_outsiders(3):
        planter.add_supply(supplier, buyer, amount * 2.5, day - 300, percent=17)
    planter.add_payment(borrower, supplier, amount * 0.8, day + 3, "trade")
    planter.add_payment(supplier, borrower, amount * 0.8, day + 9, "refund")
    reason = ("goods returned to a regular supplier and refunded", "向长期供应商退货并退款")
    members = {"borrower": [borrower], "intermediary": [supplier]}
    planter.record("refund", members, [borrower], begins_on=day, facilities=[loan], reason=reason)


def plant_group_treasury(planter: Planter, _number: int) -> None:
    """Plant a group that sweeps cash to its treasury company and back, all wholly owned."""
    parent, treasury, borrower = planter.take_companies(3, assets=400 * MILLION)
    planter.add_holding(planter.add_person(), parent, 70)
    for company in (treasury, borrower):
        planter.add_holding(parent, company, 100)
        planter.world.companies.parent[company] = parent
    day, amount = planter.draw_day(to_day(2019, 2), to_day(2023, 6)), 10 * MILLION
    loan = planter.add_loan(borrower, amount, day, 5)
    planter.add_payment(borrower, treasury, amount * 0.9, day + 1, "cash_pool")
    planter.add_payment(treasury, borrower, amount * 0.9, day + 8, "cash_pool")
    reason = ("cash pool of one wholly owned group", "全资集团内部资金池")
    members = {"borrower": [borrower], "intermediary": [treasury], "parent": [parent]}
    planter.record("cash_pool", members, [borrower], begins_on=day, facilities=[loan], reason=reason)


def plant_sale_and_leaseback(planter: Planter, _number: int) -> None:
    """Plant a borrower that pays a lessor a deposit and sells it the machine it leases back."""
    borrower, lessor = planter.take_companies(2, assets=200 * MILLION)
    for company in (borrower, lessor):
        planter.add_holding(planter.add_person(), company, 75)
    day, amount = planter.draw_day(to_day(2019, 2), to_day(2023, 6)), planter.draw_number(6, 9) * MILLION
    loan = planter.add_loan(borrower, amount, day, 5)
    planter.add_payment(borrower, lessor, amount * 0.3, day + 2, "lease")
    planter.add_payment(lessor, borrower, amount * 0.9, day + 7, "lease")
    reason = ("sale and leaseback with an unrelated lessor", "与无关联出租人的售后回租")
    members = {"borrower": [borrower], "intermediary": [lessor]}
    planter.record("leaseback", members, [borrower], begins_on=day, facilities=[loan], reason=reason)


def plant_business_centre(planter: Planter, number: int) -> None:
    """Plant unrelated companies of all ages that rent rooms in a known business centre."""
    centre = planter.take_company(trade=CENTRE_TRADE)
    planter.add_holding(planter.add_person(), centre, 90)
    tenants = planter.take_companies(9 + number % 5)
    planter.world.companies.address[[centre, *tenants]] = centre
    reason = ("a known business centre with unrelated tenants", "知名商务中心，入驻企业互无关联")
    members = {"centre": [centre], "company": tenants}
    planter.record("business_centre", members, sorted([centre, *tenants]), reason=reason)


def plant_accounting_agent(planter: Planter, _number: int) -> None:
    """Plant small companies that list the telephone number of their bookkeeping agent."""
    agent, clients = planter.take_company(trade=CENTRE_TRADE), planter.take_companies(5)
    for company in (agent, *clients):
        planter.add_holding(planter.add_person(), company, 80)
    planter.world.companies.phone[[agent, *clients]] = agent
    reason = ("the telephone of a bookkeeping agent", "代理记账机构的电话")
    members = {"agent": [agent], "company": clients}
    planter.record("agent", members, sorted([agent, *clients]), reason=reason)


def plant_professional_secretary(planter: Planter, _number: int) -> None:
    """Plant a professional secretary of many companies who represents none."""
    person, companies = planter.add_person(), planter.take_companies(6)
    for company in companies:
        planter.add_holding(planter.add_person(), company, 80)
        planter.add_office(person, company, "secretary")
    reason = ("a professional company secretary", "职业公司秘书")
    planter.record("secretary", {"representative": [person], "company": companies}, [person], reason=reason)


def plant_listed_group_directors(planter: Planter, _number: int) -> None:
    """Plant the chair of a listed group who represents its wholly owned subsidiaries."""
    parent, chair = (
        planter.take_company(assets=4_000 * MILLION, listed=True, form=1, trade=INVESTMENT_TRADE),
        planter.add_person(),
    )
    planter.add_holding(planter.add_person(), parent, 45)
    planter.add_office(chair, parent)
    children = planter.take_companies(5)
    for child in children:
        planter.add_holding(parent, child, 100)
        planter.world.companies.parent[child] = parent
        planter.add_office(chair, child)
    reason = (
        "one management for a listed group and its wholly owned subsidiaries",
        "上市集团及其全资子公司的统一管理层",
    )
    members = {"representative": [chair], "parent": [parent], "company": children}
    planter.record("listed_group", members, [chair], reason=reason)
