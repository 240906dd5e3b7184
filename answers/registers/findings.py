"""Answer what rules found, the most severe first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...errors import UsageError
from ...graph.read.findings import FindingPlace, FindingsPage, FindingsQuestion, read_findings
from ...graph.rules.rule_header import SEVERITIES
from ...graph.rules.run import choose_rules
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...ingest.near_words import suggest
from ..access.graph_access import GraphAccess, find_by_words
from ..answer import Answer, finish_answer
from ..notes.rules import explain_age_of_runs, explain_lenders, explain_runs_of_all
from ..notes.time import explain_since
from ..paging import read_cursor, write_cursor

PLACE = (int, str, str)


def read_place(word: str | None) -> FindingPlace:
    """Read the word that an earlier page ended with; None asks for the first page."""
    return FindingPlace(*read_cursor(word, PLACE)) if word else FindingPlace()  # type: ignore[arg-type]


def write_place(place: FindingPlace | None) -> str | None:
    """Write the place of the last finding of a page as a word; None where no page follows."""
    return None if place is None else write_cursor([place.rank, place.rule, place.id])


def read_severities(named: Sequence[str]) -> tuple[str, ...]:
    """Return the severities asked for, or all; raise UsageError for one that findings do not have."""
    for name in named:
        if name not in SEVERITIES:
            near, listed = suggest(name, SEVERITIES), ", ".join(SEVERITIES)
            raise UsageError(f"{name[:40]!r} is no severity of a finding{near}; those are: {listed}")
    return tuple(dict.fromkeys(named)) or SEVERITIES


async def answer_findings(
    access: GraphAccess,
    time_point: TimePoint,
    *,
    rules: Sequence[str] = (),
    severities: Sequence[str] = (),
    party: str | None = None,
    since: date | None = None,
    after: str | None = None,
    limit: int = 100,
) -> Answer[FindingsPage]:
    """Answer with a page of what rules found for the day, or for the last day before it for which each ran.

    `since` leaves out what was found on an earlier day already. Raises UsageError for a rule or severity that there is
    none of and for a word that is not the `next` of an earlier page.
    """
    chosen = tuple(rule.id for rule in choose_rules(list(rules) or None, access.settings.rule_parameters))
    asked = FindingsQuestion(
        rules=chosen, severities=read_severities(severities), since=since or date.min, limit=limit,
        after=read_place(after),
    )  # fmt: skip
    page = await fetch_findings(access, asked, time_point, party)
    stored = [finding.stored for finding in page.findings]
    runs = {rule: page.runs.last[rule] for rule in chosen}
    return await finish_answer(
        access, page, time_point,
        nodes=len(stored), cuts={Truncation.LIMIT} if page.last else (),
        named=sorted({id_ for one in stored for id_ in one["evidence"]["path"]}),
        notes=(
            *explain_since(since),
            *explain_runs_of_all(runs, stored, time_point),
            *explain_lenders(stored, access.settings.own_lenders),
            *explain_age_of_runs(runs, time_point, page.runs.change, page.graph_change),
        ),
    )  # fmt: skip


async def fetch_findings(
    access: GraphAccess, asked: FindingsQuestion, time_point: TimePoint, party: str | None
) -> FindingsPage:
    """Fetch a page of findings on all parties, or on the one that the words name."""
    if party is None:
        return await access.read(lambda tx: read_findings(tx, asked, time_point))

    async def fetch(id_: str) -> FindingsPage:
        return await access.read(lambda tx: read_findings(tx, replace(asked, party=id_), time_point))

    return await find_by_words(access, fetch, party)
