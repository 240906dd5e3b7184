"""Store which holdings, statements of control and ties of circles count: what sources, or versions of one, contradict.

All versions are kept. One that does not count on some days names the records that count
instead, on which days they do, and on which days this was known; it is left out of every sum on those days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...ingest.records import Holding, Relation
from ...ingest.records.words import CIRCLE_KINDS, STATED_KINDS
from ..engine.statements import read_statement
from .claims import Claim, write_days
from .contradictions import decide
from .fold import Row
from .tie_ends import list_tie_splits, split_by_smaller_end
from .writing import Writer

CIRCLE_TIES = f"""
UNWIND $rows AS row
MATCH (one:Party {{id: row.start}})-[tie:RELATED_TO]-(other:Party {{id: row.end}})
WHERE tie.kind IN {[str(kind) for kind in CIRCLE_KINDS]}
WITH tie, startNode(tie) AS begin, endNode(tie) AS target
RETURN type(tie) AS label, begin.id AS start, target.id AS end, elementId(tie) AS element, properties(tie) AS tie
"""
SUPERSEDE = """
UNWIND $rows AS row
MATCH (begin:Party {{id: row.start}})-[tie:{label}]->(target:Party {{id: row.end}})
WHERE elementId(tie) = row.element
SET tie.superseded_by = row.superseded_by,
    tie.superseded_since = row.superseded_since, tie.superseded_until = row.superseded_until,
    tie.superseded_from = row.superseded_from, tie.superseded_to = row.superseded_to
"""


@dataclass(slots=True)
class Touched:
    """What a transaction wrote or closed: pairs of holder and company, and companies with stated controllers.

    `circles` are pairs that may be tied into a circle. `parcels` are the pairs that it wrote only parcels of; `single`
    says whether it wrote a holding that is no parcel. With `several` sources, any of these may contradict another.
    """

    several: bool = True
    pairs: set[tuple[str, str]] = field(default_factory=set)
    parcels: set[tuple[str, str]] = field(default_factory=set)
    single: bool = False
    companies: set[str] = field(default_factory=set)
    circles: set[tuple[str, str]] = field(default_factory=set)

    def add_written(self, label: str, tie: Row) -> None:
        """Add a relationship; parcels of the only source contradict nothing but singles, its ties nothing."""
        if tie.get("kind") in STATED_KINDS:
            self.companies.add(tie["end_key"])
        elif label == Holding.label:
            self.single |= not tie.get("parcel")
            pairs = self.pairs if self.several or not tie.get("parcel") else self.parcels
            pairs.add((tie["start_key"], tie["end_key"]))
        elif self.several and tie.get("kind") in CIRCLE_KINDS:
            self.circles.add(order_ends(tie["start_key"], tie["end_key"]))

    def add_closed(self, label: str, start: str, end: str) -> None:
        """Add a relationship of which no more is known than its type and ends."""
        self.companies.add(end)
        if label == Holding.label:
            self.pairs.add((start, end))
        elif self.several:
            self.circles.add(order_ends(start, end))


def list_touched(written: Iterable[tuple[str, Row]], closed: Iterable[str], several: bool) -> Touched:
    """List which pairs and companies must be looked at."""
    touched = Touched(several)
    for label, tie in written:
        if label in (Holding.label, Relation.label):
            touched.add_written(label, tie)
    for text in closed:
        for label, start, end in list_tie_splits(text):
            if label in (Holding.label, Relation.label):
                touched.add_closed(label, start, end)
    return touched


def order_ends(start: str, end: str) -> tuple[str, str]:
    """Return the ends of a tie in one order, whichever way it is directed."""
    return min(start, end), max(start, end)


async def settle_holdings(writer: Writer, touched: Touched) -> None:
    """Decide for pairs and companies which holdings, statements and ties count, and store what changed."""
    claims = [Claim(**row) for row in await read_claims(writer, touched)]
    decide(claims, writer.stamp.trust)
    changed: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        if not claim.is_settled:
            changed[claim.label].append(write_decision(claim))
    for label, rows in changed.items():
        await writer.transaction.run(SUPERSEDE.format(label=label), {"rows": rows})


async def read_claims(writer: Writer, touched: Touched) -> list[Row]:
    """Read every version of the holdings, statements and ties that may contradict those touched."""
    looked_at = touched.pairs | touched.parcels if await has_singles(writer, touched) else touched.pairs
    found: list[Row] = []
    for from_end, rows in (await split_pairs(writer, looked_at)).items():
        statement = read_statement(f"read/claims/from_{'company' if from_end else 'holder'}")
        found += await writer.transaction.run(statement, {"rows": rows})
    if touched.companies:
        companies = {"companies": sorted(touched.companies)}
        found += await writer.transaction.run(read_statement("read/claims/of_control"), companies)
    for from_end, rows in (await split_pairs(writer, touched.circles)).items():
        turned = [{"start": row["end"], "end": row["start"]} for row in rows] if from_end else rows
        found += await writer.transaction.run(CIRCLE_TIES, {"rows": turned})
    return found


async def split_pairs(writer: Writer, pairs: Iterable[tuple[str, str]]) -> Mapping[bool, list[Row]]:
    """Split pairs by the end to search from; none needs no question to the graph."""
    rows = [{"start": start, "end": end} for start, end in sorted(pairs)]
    return await split_by_smaller_end(writer.transaction, rows) if rows else {}


async def has_singles(writer: Writer, touched: Touched) -> bool:
    """Return whether the graph ever had a holding that is no parcel, and keep it on record from the first one on."""
    if not touched.single and not touched.parcels:
        return False
    found = await writer.transaction.run(read_statement("read/state/single_holdings"))
    if touched.single and not found:
        await writer.transaction.run(read_statement("write/state/single_holdings"))
    return touched.single or bool(found)


def write_decision(claim: Claim) -> Row:
    """Write which holding counts instead of a claim, or that it counts."""
    return {"start": claim.start, "end": claim.end, "element": claim.element, **write_days(claim)}
