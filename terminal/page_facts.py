"""The facts on the page of a party, each with the key of the record that says so: ties, figures, loans and cases."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..graph.read.loans_in_default import WATCHED, Default
from ..graph.read.party import Fact, IndicatorView, LawsuitView, PartyView
from ..graph.read.ties import TieView
from .report import FEW, LONGEST_LIST, say, say_first, say_more, write_number
from .words import write_word

UNKNOWN_DAY = "an unknown day 日期不详"
GROUP_NAMES = {
    "owners": "owners / 股东",
    "holdings": "owns / 持股",
    "officers": "officers / 任职人员",
    "offices": "offices / 任职",
    "relations": "related to / 关联人",
    "guarantees_given": "guarantees / 对外担保",
    "guarantees_received": "guaranteed by / 担保人",
    "buyers": "sells to / 下游买方",
    "suppliers": "buys from / 上游卖方",
    "lenders": "borrows from / 贷款人",
    "lent_to": "lends to / 借款人",
    "pledges_of_its_shares": "its shares pledged or frozen / 股权出质或冻结",
    "pledges_of_its_holdings": "holdings pledged or frozen / 所持股权出质或冻结",
    "mentions": "in documents / 相关文件",
}
# what the end of a relation is to its start, and the start to its end: `child` says that the end is the start's child
RELATION_NAMES = {
    "child": ("its child / 其子女", "its parent / 其父母"),
    "parent": ("its parent / 其父母", "its child / 其子女"),
    "nominee": ("whom it is nominee for / 由其代持", "its nominee / 为其代持"),
    "controls": ("controlled by it / 受其控制", "controls it / 控制该方"),
    "actual_controller": ("controlled by it / 受其控制", "controls it / 控制该方"),
    "spouse": ("spouse / 配偶",) * 2,
    "sibling": ("sibling / 兄弟姐妹",) * 2,
    "acts_in_concert": ("acts in concert / 一致行动",) * 2,
    "same_address": ("same address / 同一地址",) * 2,
    "same_phone": ("same telephone / 同一电话",) * 2,
}
SUPPLY_NAMES = {
    "share_of_sales": (".2%", "of the seller's sales / 占卖方销售额"),
    "share_of_purchases": (".2%", "of the buyer's purchases / 占买方采购额"),
    "annual_amount": (",.0f", "a year / 年交易额"),
    "receivable": (",.0f", "still owed / 应收余额"),
}


def show_facts(party: PartyView, in_default: Mapping[str, Default]) -> None:
    """Print the ties, the latest figures, the loans, and the cases in which the party has a part."""
    groups = [group for group in GROUP_NAMES if party.facts.get(group)]
    if groups:
        say("\nTies / 关联")
    for group in groups:
        say(f"  {GROUP_NAMES[group]}")
        say_first(list_ties(party.facts[group], in_default if group in WATCHED else {}), FEW, "    ")
    show_figures(list(latest_figures(party)))
    if party.facilities:
        say("\nLoans / 贷款")
        say_first([describe_loan(loan) for loan in party.facilities], LONGEST_LIST)
    if party.lawsuits:
        say("\nCases / 案件")
        say_first([describe_case(case) for case in party.lawsuits], LONGEST_LIST)


def list_ties(facts: Iterable[Fact], in_default: Mapping[str, Default]) -> list[str]:
    """Describe ties, each once, those to parties with a loan in default first and marked."""
    marked, others = [], []
    for fact in facts:
        told, default = describe_tie(fact), in_default.get(fact.other.id)
        if default:
            mark = f"in default since {default.since} / 自{default.since}起违约"
            marked.append(f"{told}, {mark}  [{default.record}]")
        else:
            others.append(told)
    return list(dict.fromkeys([*marked, *others]))


def describe_tie(fact: Fact) -> str:
    """Say who is at the other end of a tie, what is most telling of it, how sure it is, its days, and its record."""
    tie, other = fact.tie, fact.other.name or fact.other.id
    if tie.type == "RELATED_TO":
        return f"{other} ({name_relation(tie, of_end=tie.start != fact.other.id)}){certainty_of(tie)}"
    telling = describe_supply(tie.properties) if tie.type == "SUPPLIES" else share_of(tie.properties)
    return f"{other}{telling}{certainty_of(tie)}"


def describe_supply(properties: Mapping[str, Any]) -> str:
    """Say how large a trade is: its shares of both sides' trade, the amount of a year, and what is still owed."""
    parts = [
        f" {properties[name]:{form}} {words}"
        for name, (form, words) in SUPPLY_NAMES.items()
        if properties.get(name) is not None
    ]
    return ",".join(parts)


def describe_relation(tie: TieView, names: Mapping[str, str | None]) -> str:
    """Say how one party is related to another, with names for both."""
    start, end = (names.get(id_) or id_ for id_ in (tie.start, tie.end))
    share = tie.properties.get("share")
    stated = "" if share is None else f", {share:.2%} as stated / 来源所述"
    return f"{start} - {end} ({name_relation(tie, of_end=True)}){stated}{certainty_of(tie)}"


def name_relation(tie: TieView, *, of_end: bool) -> str:
    """Say what the party at one end of a relation is to the party at the other."""
    kind: str = tie.properties.get("kind") or "related"
    of_the_end, of_the_start = RELATION_NAMES.get(kind, (kind.replace("_", " "),) * 2)
    return of_the_end if of_end else of_the_start


def certainty_of(tie: TieView) -> str:
    """Say how sure a tie is where that is less than certain, its days, and its record."""
    sure = f", confidence / 置信度 {tie.confidence:.0%}" if tie.confidence < 1 else ""
    days = "".join(f", {word} {day}" for word, day in (("from", tie.valid_from), ("to", tie.valid_to)) if day)
    return f"{sure}{days}  [{tie.record}]"


def share_of(properties: Mapping[str, Any]) -> str:
    """Give what is most telling of a tie: its share, amount, role or kind."""
    if properties.get("share") is not None:
        return f" {properties['share']:.2%}"
    if properties.get("amount") is not None:
        return f" {properties['amount']:,.0f}"
    word = properties.get("role") or properties.get("kind")
    return f" ({write_word(word)})" if word else ""


def latest_figures(party: PartyView) -> Iterator[IndicatorView]:
    """Give the latest value of each figure, those of the latest period first."""
    met = set()
    for period in sorted(party.indicators, reverse=True):
        for figure in party.indicators[period]:
            if figure.name not in met:
                met.add(figure.name)
                yield figure


def show_figures(figures: list[IndicatorView]) -> None:
    """Print figures, those of one period and record on one line."""
    if not figures:
        return
    lines: dict[tuple[str, str], list[str]] = {}
    for figure in figures[:LONGEST_LIST]:
        said = f"{write_word(figure.name)} {write_number(figure.value)}"
        lines.setdefault((figure.period, figure.record), []).append(said)
    say("\nFigures / 财务数据")
    for (period, record), told in lines.items():
        say(f"  {period}: {'; '.join(told)}  [{record}]")
    say_more(len(figures) - LONGEST_LIST)


def describe_loan(loan: Mapping[str, Any]) -> str:
    """Say how much of a loan was granted, from when, what became of it, and its record."""
    amount = f"{loan['limit']:,.0f}" if loan.get("limit") is not None else "amount unknown / 金额不详"
    ends = (("defaulted", "defaulted_on"), ("closed", "closed_on"), ("due", "due_on"))
    end = next((f", {write_word(word)} {loan[name]}" for word, name in ends if loan.get(name)), "")
    return f"{loan['id']}: {amount} from {loan.get('starts_on') or UNKNOWN_DAY}{end}  [{loan['record']}]"


def describe_case(case: LawsuitView) -> str:
    """Say which part the party has in a case, of which kind and day, and the record of that part."""
    kind, role = (write_word(word) for word in (case.lawsuit.get("kind") or "case", case.role or "part"))
    return f"{case.id}: {role} in {kind} of {case.lawsuit.get('filed_on') or UNKNOWN_DAY}  [{case.tie.record}]"
