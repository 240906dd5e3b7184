"""Answer what changed in the books since a day: a page of changes, worst first."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from ...errors import UsageError
from ...graph.engine.statements import read_statement
from ...graph.engine.store import Transaction
from ...graph.read.changes.derived import read_parties, read_parties_of_cases
from ...graph.read.changes.versions import Replacement, read_replacements, read_ties_of
from ...graph.read.deliveries import DeliveryView, read_deliveries
from ...graph.read.network import read_start
from ...graph.read.ties import PARTY, NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.near_words import suggest
from ...ingest.records import Lawsuit
from ..access.graph_access import GraphAccess, find_by_words
from ..answer import Answer, finish_answer
from ..defaults import LONG_PAGE, MOST_ITEMS
from ..notes import Note
from ..notes.changes import explain_control, explain_days, explain_deliveries, explain_rules, explain_scores
from ..paging import read_cursor, write_cursor
from .found import RunsCompared, read_found_changes
from .grades import GradesCompared, read_grade_changes
from .lines import START, ChangeKind, ChangeLine, ChangePlace, NamedChange
from .sentences import write_title
from .things import compare_things
from .ties import can_decide_control, compare_ties
from .window import Window, choose_window

MOST_RECORDS = 20_000  # versions of records that are compared; more take longer than a question may
PLACE = (int, str, str)
OF_FINDINGS = frozenset((ChangeKind.FINDING_NEW, ChangeKind.FINDING_CHANGED, ChangeKind.FINDING_GONE))
OF_GRADES = frozenset((ChangeKind.GRADE_DOWN, ChangeKind.GRADE_UP))
OF_RECORDS = frozenset(ChangeKind) - OF_FINDINGS - OF_GRADES
OF_CONTROL = frozenset((ChangeKind.CONTROLLER_GONE, ChangeKind.CONTROLLER_NEW))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesQuestion:
    """Which changes: since a day, up to another (today if None), of a party, of some kinds (all if empty)."""

    since: date
    until: date | None = None
    party: str | None = None
    kinds: frozenset[ChangeKind] = frozenset()
    after: ChangePlace = START
    limit: int = LONG_PAGE

    def wants(self, kinds: frozenset[ChangeKind]) -> bool:
        """Return whether it asks for any of some kinds."""
        return not self.kinds or bool(self.kinds & kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """A page of changes, worst first, of `total` that there are; `last` is the place of the last where more follow."""

    party: NodeView | None
    since: date
    until: date
    items: tuple[NamedChange, ...]
    total: int
    last: ChangePlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was compared: every change found, and what could not be compared.

    `whole` is false where a delivery that has not ended holds more records than are compared.
    """

    party: NodeView | None
    window: Window
    lines: tuple[ChangeLine, ...]
    too_large: tuple[DeliveryView, ...]
    whole: bool
    runs: RunsCompared | None
    grades: GradesCompared | None
    may_change_control: bool
    control_day: date | None


def read_place(word: str | None) -> ChangePlace:
    """Read the word that an earlier page ended with; None asks for the first page."""
    return ChangePlace(*read_cursor(word, PLACE, ChangePlace.LIST)) if word else START  # type: ignore[arg-type]


def write_place(place: ChangePlace | None) -> str | None:
    """Write the place of the last item of a page as a word; None where no page follows."""
    return None if place is None else write_cursor(list(astuple(place)), ChangePlace.LIST)


def choose_kinds(words: Sequence[str] | None) -> frozenset[ChangeKind]:
    """Return the kinds of changes that words name, none for all; raise UsageError for others."""
    known = list(ChangeKind)
    unknown = [word for word in words or () if word not in known]
    if unknown:
        near = suggest(unknown[0], known)
        raise UsageError(f"there is no kind of change {unknown[0][:40]!r}{near}; there are {', '.join(known)}")
    return frozenset(map(ChangeKind, words or ()))


async def answer_changes(access: GraphAccess, question: ChangesQuestion) -> Answer[ChangesPage]:
    """Answer with a page of changes; raise an error of one sentence where the days asked for cannot be compared."""
    if question.party is None:
        compared = await access.read(lambda tx: compare(tx, question, None))
    else:
        compared = await find_by_words(
            access, lambda party: access.read(lambda tx: compare(tx, question, party)), question.party
        )
    asked = [line for line in compared.lines if not question.kinds or line.kind in question.kinds]
    follow = sorted((line for line in asked if rank(line) > astuple(question.after)), key=rank)
    shown = follow[: question.limit]
    last = shown[-1].place if len(follow) > len(shown) else None
    items = await access.read(lambda tx: name_changes(tx, shown))
    cuts = {
        *([] if compared.whole else [Truncation.ROWS]),
        *([Truncation.LIMIT] if last else []),
        *([Truncation.NOT_COMPARED] if is_partial(compared, question) else []),
    }
    named = dict.fromkeys(party for line in shown for party in (line.party, *line.others))
    content = ChangesPage(
        party=compared.party, since=compared.window.since, until=compared.window.until,
        items=tuple(items), total=len(asked), last=last,
    )  # fmt: skip
    return await finish_answer(
        access, content, TimePoint(compared.window.until), nodes=len(compared.lines), cuts=cuts, named=named,
        parties=[compared.party.id] if compared.party else [], notes=note_comparison(compared, question),
    )  # fmt: skip


async def answer_all_changes(access: GraphAccess, question: ChangesQuestion) -> Answer[ChangesPage]:
    """Answer with every change that follows the place of a question, read in pages."""
    items: list[NamedChange] = []
    while True:
        answer = await answer_changes(access, replace(question, limit=MOST_ITEMS))
        items += answer.content.items
        if answer.content.last is None:
            return replace(answer, content=replace(answer.content, items=tuple(items)))
        question = replace(question, after=answer.content.last)


def rank(line: ChangeLine) -> tuple[int, str, str]:
    """Return the place of a line for ordering."""
    place = line.place
    return place.rank, place.party, place.key


async def compare(transaction: Transaction, question: ChangesQuestion, party: str | None) -> Compared:
    """Compare the books around the days of a question."""
    start = None if party is None else await read_start(transaction, party)
    window = choose_window(await read_deliveries(transaction), question.since, question.until)
    read, too_large = choose_deliveries(window) if question.wants(OF_RECORDS) else ([], [])
    lines, whole = await compare_records(transaction, window, read)
    may_change_control = bool(too_large) or can_decide_control(lines)
    runs = grades = None
    if question.wants(OF_FINDINGS):
        runs, found = await read_found_changes(transaction, window)
        lines += found
    if question.wants(OF_GRADES):
        grades, scored = await read_grade_changes(transaction, window, party)
        lines += scored
    day = (await transaction.run(read_statement("read/control/control_day")))[0]["day"]
    return Compared(
        party=start, window=window, lines=tuple(line for line in lines if party is None or line.concerns(party)),
        too_large=tuple(too_large), whole=whole, runs=runs, grades=grades, may_change_control=may_change_control,
        control_day=date.fromisoformat(day) if day else None,
    )  # fmt: skip


def choose_deliveries(window: Window) -> tuple[list[DeliveryView], list[DeliveryView]]:
    """Choose the deliveries whose records are compared, the smallest first, and those that are too large for it."""
    chosen: list[DeliveryView] = []
    too_large: list[DeliveryView] = []
    left = MOST_RECORDS
    for delivery in sorted(window.deliveries, key=count_changed):
        left -= count_changed(delivery)
        (chosen if left >= 0 else too_large).append(delivery)
    return chosen, too_large


def count_changed(delivery: DeliveryView) -> int:
    """Return how many versions a delivery brought, as far as it is known."""
    return (delivery.stored or 0) + (delivery.ended or 0)


async def compare_records(
    transaction: Transaction, window: Window, deliveries: Sequence[DeliveryView]
) -> tuple[list[ChangeLine], bool]:
    """Compare what records said before some deliveries and after them; return whether that is all of it.

    A delivery that has not ended has no count yet, so that it can hold more than is compared.
    """
    days = {delivery.id: window.place(delivery) for delivery in deliveries}
    replacements, whole = await read_replacements(transaction, list(days), MOST_RECORDS)
    cases = {id_ for one in replacements for label, id_ in list_nodes(one) if label == Lawsuit.label}
    parties = await read_parties_of_cases(transaction, sorted(cases))
    versions = [version for one in replacements for version in (one.before, one.after) if version is not None]
    ties = await read_ties_of(transaction, versions)
    lines: list[ChangeLine] = []
    for one in replacements:
        lines += compare_things(one, days[one.after.delivery or ""], parties)
    listed = frozenset(line.thing for line in lines)
    for one in replacements:
        before = ties.get(one.before.key, []) if one.before else []
        day = days[one.after.delivery or ""]
        lines += compare_ties(one, before, ties.get(one.after.key, []), day, window.until, listed)
    return lines, whole


def list_nodes(one: Replacement) -> Iterator[tuple[str, str]]:
    """List the parties and things that a record describes or described, each with its label."""
    for version in (one.before, one.after):
        if version is not None:
            yield from version.described


async def name_changes(transaction: Transaction, lines: Sequence[ChangeLine]) -> list[NamedChange]:
    """Read the names of the parties of some changes and write their sentences."""
    ids = sorted({party for line in lines for party in (line.party, *line.others)})
    found = await read_parties(transaction, ids)
    named = {id_: found.get(id_, NodeView(id_, PARTY, None, None)) for id_ in ids}
    changes = []
    for line in lines:
        party, others = named[line.party], tuple(named[other] for other in line.others)
        changes.append(NamedChange(line=line, party=party, others=others, title=write_title(line, party, others)))
    return changes


def is_partial(compared: Compared, question: ChangesQuestion) -> bool:
    """Check whether something that is asked for could not be compared."""
    runs, grades = compared.runs, compared.grades
    return (
        bool(compared.too_large)
        or bool(compared.window.taken_back and question.wants(OF_RECORDS))
        or bool(compared.may_change_control and question.wants(OF_CONTROL))
        or bool(runs and runs.not_run)
        or bool(grades and not (grades.compared and grades.whole and not grades.first))
    )


def note_comparison(compared: Compared, question: ChangesQuestion) -> list[Note]:
    """Return what was compared with what, and what could not be."""
    window, runs, grades = compared.window, compared.runs, compared.grades
    notes = [explain_days(window.base, window.until, len(window.deliveries), by_clock=window.by_clock)]
    if question.wants(OF_RECORDS):
        too_large, back = ([one.id for one in part] for part in (compared.too_large, window.taken_back))
        notes += explain_deliveries(too_large, back, MOST_RECORDS)
    if question.wants(OF_CONTROL) and compared.may_change_control:
        notes.append(explain_control(window.base, compared.control_day))
    if runs is not None:
        notes += explain_rules(runs.days, runs.not_run, runs.first_runs, window.until)
    if grades is not None:
        days = window.base, window.since, window.until
        notes += explain_scores(grades.compared, grades.first, days, whole=grades.whole)
    return notes


def write_change(one: NamedChange) -> dict[str, Any]:
    """Write a change for programs."""
    line = one.line
    shown = ("kind", "thing", "before", "after", "day", "records", "delivery", "severity")
    titles = {"title_en": one.title.en, "title_zh": one.title.zh}
    return {**{name: getattr(line, name) for name in shown}, "party": one.party, "others": one.others, **titles}
