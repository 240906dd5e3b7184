"""The last day on which a source delivered or confirmed something on a party."""

from collections.abc import Iterator
from datetime import date

from ...graph.engine.statements import read_statement
from ...graph.read.party.party import PartyView
from ...graph.time_point import TimePoint
from ..access.graph_access import GraphAccess
from ..notes.party import is_recent

MOST_RECORDS = 1_000  # compared with later deliveries


async def fetch_last_confirmed(access: GraphAccess, view: PartyView, time_point: TimePoint) -> date | None:
    """Return the last day on which anything on the party became known, or was delivered again unchanged.

    Later deliveries are read only where what became known is old. A delta that repeats a row in a changed file is not
    seen: only a full delivery, or the same file again, confirms what it does not change.
    """
    known = max(list_known_days(view), default=None)
    if known is not None and is_recent(known, time_point):
        return known
    records = list(dict.fromkeys(list_records(view)))[:MOST_RECORDS]
    parameters = {"records": records, "full": "full", **time_point.parameters}
    rows = await access.read(lambda tx: tx.run(read_statement("read/party/last_delivered"), parameters))
    return max(filter(None, (known, *(row["day"] for row in rows))), default=None)


def list_known_days(view: PartyView) -> Iterator[date]:
    """List the days on which the party's descriptions, ties and cases became known."""
    yield from (record.known_from for record in view.records)
    yield from (fact.tie.known_from for facts in view.facts.values() for fact in facts)
    yield from (case.tie.known_from for case in view.lawsuits)


def list_records(view: PartyView) -> Iterator[str]:
    """List the records of what is shown of the party: its figures, loans and cases, descriptions and ties."""
    yield from (figure.record for figures in view.indicators.values() for figure in figures)
    yield from (loan["record"] for loan in view.facilities if loan.get("record"))
    yield from (case.tie.record for case in view.lawsuits)
    yield from (record.key for record in view.records)
    yield from (fact.tie.record for facts in view.facts.values() for fact in facts)
