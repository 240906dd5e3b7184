"""What sources contradict each other in: one identifier of two parties, two registered statuses of one company."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from ...graph.engine.store import Row
from ...graph.load.fold import Description, read_descriptions
from ...graph.rules.algorithms import Algorithm, Hits, Read, Thresholds
from ...ingest.records.words import OperatingStatus
from .shared_contacts import read_pages

COMPANIES = 2_000  # of a page, with all that their records say
ENDED = frozenset((OperatingStatus.DISSOLVED, OperatingStatus.DEREGISTERED))  # what no company comes back from


def find_shared_identifiers(read: Read, thresholds: Thresholds) -> Hits:
    """Find identifiers that several parties of one kind have, in their order."""
    holders: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for party in read_pages(read, "identified_parties"):
        for identifier in set(party["identifiers"]):
            holders[identifier, party["kind"]].append(party)
    return Hits([
        describe_shared(identifier, kind, parties)
        for (identifier, kind), parties in sorted(holders.items(), key=lambda item: item[0])
        if 1 < len(parties) <= thresholds["most_parties"]
    ])  # fmt: skip


def describe_shared(identifier: str, kind: str, parties: Sequence[Row]) -> Row:
    """Write the row of one shared identifier."""
    return {
        "party_id": parties[0]["id"],
        "identifier": identifier,
        "kind": kind,
        "count": len(parties),
        "names": [party["name"] for party in parties],
        "party_ids": [party["id"] for party in parties],
        "records": [party["record"] for party in parties],
    }


def find_contradicting_statuses(read: Read, _: Thresholds) -> Hits:
    """Find companies whose status another source gives differently, in the order of their ids."""
    rows: list[Row] = []
    ids = [row["id"] for row in read_pages(read, "companies_with_status")]
    for first in range(0, len(ids), COMPANIES):
        for company in read("status_records", ids=ids[first : first + COMPANIES]):
            rows += compare_statuses(company)
    return Hits(rows)


def compare_statuses(company: Row) -> Iterator[Row]:
    """Return a row per source that contradicts the status of a company, in the order of the sources."""
    stated = list_statuses(company)
    counts = max(
        (one for one in stated if one.item["operating_status"] == company["status"]), key=order_by_day, default=None
    )
    if counts is None:
        return
    others: dict[str, Description] = {}
    for one in sorted(stated, key=order_by_day):  # the latest of a source is kept
        others[one.source] = one
    for source in sorted(others.keys() - {counts.source}):
        if contradicts(others[source], counts):
            yield describe_contradiction(company, counts, others[source])


def list_statuses(company: Row) -> list[Description]:
    """List the descriptions of a company that state its status and hold on the day."""
    described = (one for record in company["records"] for one in read_descriptions(record["key"], record))
    return [
        one
        for node, one in described
        if node == ("Party", company["id"]) and one.item.get("operating_status")
        and read_day(one) <= company["as_of"] and (one.ended is None or one.ended > company["as_of"])
    ]  # fmt: skip


def contradicts(other: Description, counts: Description) -> bool:
    """Check whether two statuses cannot both be true, each on its day."""
    status, counted = other.item["operating_status"], counts.item["operating_status"]
    if status == counted:
        return False
    day, later = other.item.get("described_at"), counts.item.get("described_at")
    overtaken = day is not None and later is not None and day < later
    return not overtaken or (status in ENDED and counted not in ENDED)


def describe_contradiction(company: Row, counts: Description, other: Description) -> Row:
    """Write the row of one contradiction."""
    return {
        "party_id": company["id"],
        "company": company["name"],
        "status": counts.item["operating_status"],
        "source": counts.source,
        "other_status": other.item["operating_status"],
        "other_source": other.source,
        "party_ids": [company["id"]],
        "records": [counts.record, other.record],
    }


def read_day(one: Description) -> date:
    """Return the day for which a description holds; the first day where it does not say."""
    day: date = one.item.get("described_at") or date.min
    return day


def order_by_day(one: Description) -> tuple[date, str]:
    """Return what orders descriptions of one source: their days, then their records."""
    return read_day(one), one.record


SHARED_IDENTIFIERS = Algorithm(
    find=find_shared_identifiers,
    reads={"identified_parties": ("after", "size")},
    columns=("party_id", "identifier", "kind", "count", "names", "party_ids", "records"),
    thresholds=("most_parties",),
)
CONTRADICTING_STATUSES = Algorithm(
    find=find_contradicting_statuses,
    reads={"companies_with_status": ("after", "size"), "status_records": ("ids",)},
    columns=(
        "party_id", "company", "status", "source", "other_status", "other_source", "party_ids", "records",
    ),
)  # fmt: skip
