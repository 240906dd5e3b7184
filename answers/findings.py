"""Answer what the rules found: a page of findings, worst first, each rule as of its last run."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from ..errors import UsageError
from ..graph.engine.cursor import find_change
from ..graph.engine.statements import read_statement
from ..graph.engine.store import Transaction
from ..graph.read.found_pages import FIRST, WORST_FIRST, FoundPlace, FoundQuestion, FoundView, read_found
from ..graph.read.network import read_start
from ..graph.read.rule_runs import RuleRuns, read_runs
from ..graph.read.ties import NodeView
from ..graph.rules.run import choose_rules
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation
from ..ingest.near_words import suggest
from .access.graph_access import GraphAccess, find_by_words
from .answer import Answer, finish_answer
from .defaults import LONG_PAGE, MOST_ITEMS
from .notes import Note
from .notes.findings import explain_runs_of_list
from .notes.rules import explain_age_of_runs, explain_lenders
from .paging import read_cursor, write_cursor

PLACE = (int, str, str)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsQuestion:
    """Which findings: of these rules (all if None) and severities, on a party, found on `since` or later.

    They are those of the last run of each rule up to the day `as_of`, today if None.
    """

    rules: tuple[str, ...] | None = None
    severities: tuple[str, ...] = WORST_FIRST
    party: str | None = None
    since: date | None = None
    as_of: date | None = None
    after: FoundPlace = FIRST
    limit: int = LONG_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of findings, worst first; `last` is the place of the last one where more follow."""

    party: NodeView | None
    items: tuple[FoundView, ...]
    last: FoundPlace | None = None


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What one transaction read for a page; `graph_change` is the present change of the graph."""

    party: NodeView | None
    runs: RuleRuns
    graph_change: int
    found: list[FoundView]


def read_place(word: str | None) -> FoundPlace:
    """Read the word that an earlier page ended with; None asks for the first page."""
    return FoundPlace(*read_cursor(word, PLACE, FoundPlace.LIST)) if word else FIRST  # type: ignore[arg-type]


def write_place(place: FoundPlace | None) -> str | None:
    """Write the place of the last item of a page as a word; None where no page follows."""
    return None if place is None else write_cursor(list(astuple(place)), FoundPlace.LIST)


def choose_severities(words: Sequence[str] | None) -> tuple[str, ...]:
    """Return the severities that words name, all if there is none, worst first; raise UsageError for others."""
    unknown = [word for word in words or () if word not in WORST_FIRST]
    if unknown:
        near = suggest(unknown[0], WORST_FIRST)
        raise UsageError(f"there is no severity {unknown[0][:40]!r}{near}; there are {', '.join(WORST_FIRST)}")
    return tuple(severity for severity in WORST_FIRST if not words or severity in words)


async def answer_findings(access: GraphAccess, question: FindingsQuestion) -> Answer[FoundPage]:
    """Answer with a page of findings; raise UsageError for an unknown rule or future day, NotFoundError for a party."""
    if question.since is not None and question.since > date.today():
        raise UsageError(f"since {question.since} has not come yet: give a day up to today, {date.today()}")
    rules = [rule.id for rule in choose_rules(question.rules, access.settings.rule_parameters)]
    time_point = TimePoint(question.as_of or date.today())
    if question.party is None:
        read = await fetch_found(access, question, rules, time_point, None)
    else:
        read = await find_by_words(
            access, lambda party: fetch_found(access, question, rules, time_point, party), question.party
        )
    shown = tuple(read.found[: question.limit])
    last = shown[-1].place if len(read.found) > len(shown) else None
    named = [party for one in shown for party in (one.party.id, *one.path)]
    return await finish_answer(
        access, FoundPage(party=read.party, items=shown, last=last), time_point,
        nodes=len(shown), cuts=[Truncation.LIMIT] if last else [],
        parties=[read.party.id] if read.party else [], named=named,
        notes=note_runs(access, read, shown, time_point),
    )  # fmt: skip


async def answer_all_findings(access: GraphAccess, question: FindingsQuestion) -> Answer[FoundPage]:
    """Answer with every finding that follows the place of a question, read in pages."""
    items: list[FoundView] = []
    while True:
        answer = await answer_findings(access, replace(question, limit=MOST_ITEMS))
        items += answer.content.items
        if answer.content.last is None:
            page = FoundPage(party=answer.content.party, items=tuple(items))
            return replace(answer, content=page, nodes=len(items))
        question = replace(question, after=answer.content.last)


def write_found(one: FoundView) -> dict[str, Any]:
    """Write a finding for programs."""
    shown = ("id", "rule", "severity", "title_en", "title_zh", "party", "as_of", "found_on", "records")
    return {name: getattr(one, name) for name in shown}


async def fetch_found(
    access: GraphAccess, question: FindingsQuestion, rules: Sequence[str], time_point: TimePoint, party: str | None
) -> ReadPage:
    """Fetch the runs of some rules and what they found after a place, with one finding more than asked for."""

    async def read(transaction: Transaction) -> ReadPage:
        start = None if party is None else await read_start(transaction, party)
        runs = await read_runs(transaction, time_point)
        chosen = RuleRuns({rule: runs.last[rule] for rule in rules}, runs.change)
        days = {rule: day for rule, day in chosen.last.items() if day is not None}
        asked = FoundQuestion(runs=days, severities=question.severities, party=party, since=question.since)
        found = await read_found(transaction, asked, question.after, question.limit + 1)
        state = await transaction.run(read_statement("read/state/graph"))
        return ReadPage(start, chosen, find_change(state), found)

    return await access.read(read)


def note_runs(access: GraphAccess, read: ReadPage, shown: Sequence[FoundView], time_point: TimePoint) -> list[Note]:
    """Return the notes on which rules ran, whether the graph has changed since, and whose loans are own ones."""
    lenders = [{"rule": one.rule, "as_of": one.as_of, "row": one.row} for one in shown]
    return [
        *explain_runs_of_list(read.runs.last, time_point),
        *explain_age_of_runs(read.runs.last, time_point, read.runs.change, read.graph_change),
        *explain_lenders(lenders, access.settings.own_lenders),
    ]
