"""The facts on the page of a party, each with the key of its record: ties, figures, loans and cases."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...graph.lenders import Whose
from ...graph.read.party.loans_in_default import WATCHED, Default
from ...graph.read.party.party import Fact, IndicatorView, LawsuitView, PartyView
from ...graph.read.ties import TieView
from ...ingest.records.words import FactStatus, HoldingKind
from ...models.wording import write_band
from ..lists.printed_lists import FEW, LONGEST_LIST, print_first, print_rest, room_for
from ..printing import print_line
from ..words import GROUP_NAMES, NUMBER_NAMES, RELATION_NAMES, write_word
from ..written_numbers import write_number

DISPUTED = ", disputed / 有争议"
LENDERS = {Whose.OWN: "ours / 本机构 ", Whose.OTHER: "another lender's / 其他机构 ", Whose.UNKNOWN: ""}
UNKNOWN_DAY = "an unknown day 日期不详"


def show_facts(party: PartyView, in_default: Mapping[str, Default]) -> None:
    """Print the ties, the latest figures, the loans, and the cases in which the party has a part."""
    groups = [group for group in GROUP_NAMES if party.facts.get(group)]
    if groups:
        print_line("\nTies / 关联")
    for group in groups:
        print_line(f"  {GROUP_NAMES[group]}")
        print_first(list_ties(party.facts[group], in_default if group in WATCHED else {}), FEW, "    ")
    show_figures(list(choose_latest_figures(party)))
    if party.facilities:
        print_line("\nLoans / 贷款")
        print_first([describe_loan(loan) for loan in party.facilities], LONGEST_LIST)
    if party.lawsuits:
        print_line("\nCases / 案件")
        print_first([describe_case(case) for case in party.lawsuits], LONGEST_LIST)


def list_ties(facts: Iterable[Fact], in_default: Mapping[str, Default]) -> list[str]:
    """Describe ties, each once, those to parties with a loan in default first and marked."""
    marked, others = [], []
    for fact in facts:
        described, default = describe_tie(fact), in_default.get(fact.other.id)
        if default:
            mark = f"in default since {default.since} / 自{default.since}起违约"
            marked.append(f"{described}, {mark}  [{default.record}]")
        else:
            others.append(described)
    return list(dict.fromkeys([*marked, *others]))


def describe_tie(fact: Fact) -> str:
    """Write who is at the other end of a tie, its main figure, how sure it is, its days, and its record."""
    tie, other = fact.tie, fact.other.name or fact.other.id
    if tie.type == "RELATED_TO":
        return f"{other} ({name_relation(tie, of_end=tie.start != fact.other.id)}){write_certainty(tie)}"
    names = NUMBER_NAMES.get(tie.type)
    telling = describe_numbers(tie.properties, names) if names else write_main_figure(tie.properties)
    return f"{other}{telling}{write_certainty(tie)}"


def describe_numbers(properties: Mapping[str, Any], names: Mapping[str, tuple[str, str]]) -> str:
    """Write the numbers of a tie that have a printed name, such as a seller's share and the amount of a year."""
    parts = [
        f" {properties[name]:{form}} {words}"
        for name, (form, words) in names.items()
        if properties.get(name) is not None
    ]
    return ",".join(parts)


def describe_relation(tie: TieView, names: Mapping[str, str | None]) -> str:
    """Write how one party is related to another, with names for both."""
    start, end = (names.get(id_) or id_ for id_ in (tie.start, tie.end))
    share = tie.properties.get("share")
    stated = "" if share is None else f", {share:.2%} as stated / 来源所述"
    return f"{start} - {end} ({name_relation(tie, of_end=True)}){stated}{write_certainty(tie)}"


def name_relation(tie: TieView, *, of_end: bool) -> str:
    """Write what the party at one end of a relation is to the party at the other."""
    kind: str = tie.properties.get("kind") or "related"
    of_the_end, of_the_start = RELATION_NAMES.get(kind, (kind.replace("_", " "),) * 2)
    return of_the_end if of_end else of_the_start


def write_certainty(tie: TieView) -> str:
    """Write that a tie is disputed, how sure it is where that is less than certain, its days, and its record."""
    sure = f"{DISPUTED if tie.status == FactStatus.DISPUTED else ''}{write_confidence(tie.confidence)}"
    days = "".join(f", {word} {day}" for word, day in (("from", tie.valid_from), ("to", tie.valid_to)) if day)
    return f"{sure}{days}  [{tie.record}]"


def write_confidence(confidence: float | None) -> str:
    """Write how sure something is; nothing where it is certain."""
    if confidence is None:
        return ", confidence unknown / 置信度未知"
    return f", confidence / 置信度 {confidence:.0%}" if confidence < 1 else ""


def write_main_figure(properties: Mapping[str, Any]) -> str:
    """Return the main figure of a tie: its share, amount, role or kind."""
    if properties.get("kind") == HoldingKind.ACTUAL_CONTROLLER:  # says who controls, which is no holding of capital
        share = "" if properties.get("share") is None else f" {properties['share']:.2%} as stated / 来源所述"
        return f"{share} ({write_word(HoldingKind.ACTUAL_CONTROLLER)})"
    if share := write_share(properties):
        return share
    if properties.get("amount") is not None:
        return f" {properties['amount']:,.0f}"
    word = properties.get("role") or properties.get("kind")
    return f" ({write_word(word)})" if word else ""


def write_share(properties: Mapping[str, Any]) -> str:
    """Write the share of a holding or its bounds, and the votes where they differ; nothing where none is known."""
    share, votes = properties.get("share"), properties.get("voting_share")
    band = write_band(properties.get("share_min"), properties.get("share_max"))
    capital = f" {share:.2%}" if share is not None else f" {band.en} / {band.zh}" if band else ""
    if votes is None or votes == share:
        return capital
    return f"{capital}{',' if capital else ''} {votes:.2%} of the votes / 表决权"


def choose_latest_figures(party: PartyView) -> Iterator[IndicatorView]:
    """Return the latest value of each figure, those of the latest period first."""
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
    room = room_for(LONGEST_LIST)
    for figure in figures[:room]:
        said = f"{write_word(figure.name)} {write_number(figure.value)}"
        lines.setdefault((figure.period, figure.record), []).append(said)
    print_line("\nFigures / 财务数据")
    for (period, record), figures_of in lines.items():
        print_line(f"  {period}: {'; '.join(figures_of)}  [{record}]")
    print_rest(len(figures) - room)


def describe_loan(loan: Mapping[str, Any]) -> str:
    """Write whose a loan is, its amount, what is outstanding, its class, what became of it, and its record."""
    amount = f"{loan['limit']:,.0f}" if loan.get("limit") is not None else "amount unknown / 金额不详"
    balance = f", {write_word('outstanding')} {loan['balance']:,.0f}" if loan.get("balance") is not None else ""
    rated = f", {write_word(loan['loan_class'])}" if loan.get("loan_class") else ""
    ends = (("defaulted", "defaulted_on"), ("closed", "closed_on"), ("due", "due_on"))
    end = next((f", {write_word(word)} {loan[name]}" for word, name in ends if loan.get(name)), "")
    since = loan.get("starts_on") or UNKNOWN_DAY
    return f"{loan['id']}: {LENDERS[loan['whose']]}{amount} from {since}{balance}{rated}{end}  [{loan['record']}]"


def describe_case(case: LawsuitView) -> str:
    """Write the role of the party in a case, with the kind and day of the case and the record."""
    kind, role = (write_word(word) for word in (case.lawsuit.get("kind") or "case", case.role or "part"))
    return f"{case.id}: {role} in {kind} of {case.lawsuit.get('filed_on') or UNKNOWN_DAY}  [{case.tie.record}]"
