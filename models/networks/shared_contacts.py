"""Companies that share a registered address or telephone number, compared in their normal form."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...graph.engine.store import Row
from ...graph.rules.algorithms import Algorithm, Hits, Read, Thresholds
from ...ingest.cells.contacts import fold_address, read_phones
from .agents import has_agent

PAGE = 50_000
ENTRIES = 5_000


@dataclass(frozen=True, slots=True)
class Shared:
    """One normal form, how it is written most often, and the companies that have it, in the order of their ids."""

    normal: str
    text: str
    companies: Sequence[Row]


def find_shared_addresses(read: Read, thresholds: Thresholds) -> Hits:
    """Find addresses of many companies that were founded at one time or belong to the same few owners."""
    rows = []
    for shared in read_shared(read, "registered_addresses", lambda text: (fold_address(text),), thresholds):
        count, groups = len(shared.companies), count_groups(shared.companies, "circles")
        founded = [company["founded"] for company in shared.companies if company["founded"]]
        together = count_founded_together(founded, timedelta(days=thresholds["window_days"]))
        at_one_time = together >= max(thresholds["minimum_companies"], count * thresholds["founded_part"])
        few_owners = groups < count * thresholds["groups_part"]
        # an agent registers many clients in a short time, so only their owners count
        suspect = few_owners or (at_one_time and not has_agent(shared.companies))
        if suspect and groups >= thresholds["minimum_groups"]:
            found = {"normal_address": shared.normal, "address": shared.text, "founded_together": together}
            rows.append({**found, **describe_shared(shared.companies, groups)})
    return Hits(rows)


def find_shared_phones(read: Read, thresholds: Thresholds) -> Hits:
    """Find telephone numbers of several companies with different owners, none of which is their agent."""
    rows = []
    for shared in read_shared(read, "registered_phones", read_phones, thresholds):
        groups = count_groups(shared.companies, "heads")
        if groups >= thresholds["minimum_groups"] and not has_agent(shared.companies):
            found = {"normal_phone": shared.normal, "phone": shared.text}
            rows.append({**found, **describe_shared(shared.companies, groups)})
    return Hits(rows)


def make_algorithm(
    find: Callable[[Read, Thresholds], Hits], texts: str, columns: Sequence[str], thresholds: Sequence[str]
) -> Algorithm:
    """Make the algorithm of one of the two rules; `columns` and `thresholds` are what it has beyond the other."""
    return Algorithm(
        find=find,
        reads={texts: ("after", "size"), "register_entries": ("ids",)},
        columns=("party_id", *columns, "companies", "count", "groups", "party_ids", "records"),
        thresholds=("minimum_companies", "minimum_groups", "most_companies", *thresholds),
    )


SHARED_ADDRESSES = make_algorithm(
    find_shared_addresses, "registered_addresses", ("normal_address", "address", "founded_together"),
    ("window_days", "founded_part", "groups_part"),
)  # fmt: skip
SHARED_PHONES = make_algorithm(find_shared_phones, "registered_phones", ("normal_phone", "phone"), ())


def read_shared(
    read: Read, statement: str, fold: Callable[[str], Sequence[str]], thresholds: Thresholds
) -> list[Shared]:
    """Read what enough companies and not too many share, in the order of the normal forms."""
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_pages(read, statement):
        for normal in filter(None, fold(row["text"])):
            owners[normal].append((row["id"], row["text"]))
    smallest, most = thresholds["minimum_companies"], thresholds["most_companies"]
    chosen = {normal: owners[normal] for normal in sorted(owners) if smallest <= len(owners[normal]) <= most}
    entries = read_entries(read, sorted({id_ for held in chosen.values() for id_, _ in held}))
    return [
        Shared(normal, find_most_common(text for _, text in held), [entries[id_] for id_, _ in held if id_ in entries])
        for normal, held in chosen.items()
    ]


def read_pages(read: Read, statement: str) -> Iterator[Row]:
    """Read id and text of all companies that have one, in pages."""
    last = ""
    while rows := read(statement, after=last, size=PAGE):
        yield from rows
        last = rows[-1]["id"]


def read_entries(read: Read, ids: Sequence[str]) -> Mapping[str, Row]:
    """Read the register's entries of companies and their last controllers, in pages."""
    pages = (ids[first : first + ENTRIES] for first in range(0, len(ids), ENTRIES))
    return {row["id"]: row for page in pages for row in read("register_entries", ids=page)}


def find_most_common(texts: Iterator[str]) -> str:
    """Return the most common text, of several the first in order."""
    return min(Counter(texts).items(), key=lambda item: (-item[1], item[0]))[0]


def count_groups(companies: Sequence[Row], column: str) -> int:
    """Count the groups of companies; one without a controller is a group of its own."""
    return len({min(company[column], default=company["id"]) for company in companies})


def count_founded_together(days: Sequence[date], window: timedelta) -> int:
    """Count the most companies that were founded within one window."""
    return max((sum(first <= day < first + window for day in days) for first in days), default=0)


def describe_shared(companies: Sequence[Row], groups: int) -> Row:
    """Write what the rows of both rules have in common."""
    ids = [company["id"] for company in companies]
    return {
        "party_id": ids[0],
        "companies": [company["name"] for company in companies],
        "count": len(companies),
        "groups": groups,
        "party_ids": ids,
        "records": [company["record"] for company in companies],
    }
