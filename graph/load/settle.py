"""Store which of several holdings between the same two parties count: what sources, or versions of one, contradict.

All versions are kept. A holding or statement of control that does not count on some days names the records that count
instead, on which days they do, and on which days this was known; it is left out of every sum on those days.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...ingest.records import Holding, Relation
from ...ingest.records.words import HoldingKind
from .claims import STATED, Claim, write_days
from .contradictions import decide
from .fold import Row
from .tie_ends import list_tie_splits, split_by_smaller_end
from .writing import Writer

READ = """
RETURN type(tie) AS label, begin.id AS start, target.id AS end, elementId(tie) AS element, properties(tie) AS tie
"""
FORWARD = f"""
UNWIND $rows AS row
MATCH (begin:Party {{id: row.start}})-[tie:OWNS]->(target:Party {{id: row.end}})
WHERE coalesce(tie.kind, '') <> '{HoldingKind.ACTUAL_CONTROLLER.value}'{READ}"""
BACKWARD = f"""
UNWIND $rows AS row
MATCH (target:Party {{id: row.end}})<-[tie:OWNS]-(begin:Party {{id: row.start}})
WHERE coalesce(tie.kind, '') <> '{HoldingKind.ACTUAL_CONTROLLER.value}'{READ}"""
CONTROLLERS = f"""
UNWIND $companies AS id
MATCH (target:Party {{id: id}})<-[tie:OWNS|RELATED_TO]-(begin:Party)
WHERE tie.kind IN {list(STATED)}{READ}"""
FIND_SINGLES = "MATCH (state:State {id: 'single_holdings'}) RETURN state.id AS id"
NOTE_SINGLES = "MERGE (state:State {id: 'single_holdings'}) RETURN state.id AS id"
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

    `parcels` are the pairs that it wrote only parcels of; `single` says whether it wrote a holding that is no parcel.
    """

    pairs: set[tuple[str, str]] = field(default_factory=set)
    parcels: set[tuple[str, str]] = field(default_factory=set)
    single: bool = False
    companies: set[str] = field(default_factory=set)


def list_touched(written: Iterable[tuple[str, Row]], closed: Iterable[str], several: bool) -> Touched:
    """List which pairs and companies must be looked at; parcels of the only source contradict nothing but singles."""
    touched = Touched()
    for label, tie in written:
        if label not in (Holding.label, Relation.label):
            continue
        if tie.get("kind") in STATED:
            touched.companies.add(tie["end_key"])
        elif label == Holding.label:
            touched.single |= not tie.get("parcel")
            pairs = touched.pairs if several or not tie.get("parcel") else touched.parcels
            pairs.add((tie["start_key"], tie["end_key"]))
    for text in closed:
        for label, start, end in list_tie_splits(text):
            if label == Holding.label:
                touched.pairs.add((start, end))
            if label in (Holding.label, Relation.label):
                touched.companies.add(end)
    return touched


async def settle_holdings(writer: Writer, touched: Touched) -> None:
    """Decide for pairs and companies which holdings and statements count, and store what changed."""
    looked_at = touched.pairs | touched.parcels if await has_singles(writer, touched) else touched.pairs
    pairs = [{"start": start, "end": end} for start, end in sorted(looked_at)]
    found: list[Row] = []
    if pairs:
        for from_end, rows in (await split_by_smaller_end(writer.transaction, pairs)).items():
            found += await writer.transaction.run(BACKWARD if from_end else FORWARD, {"rows": rows})
    if touched.companies:
        found += await writer.transaction.run(CONTROLLERS, {"companies": sorted(touched.companies)})
    claims = [Claim(**row) for row in found]
    decide(claims, writer.stamp.trust)
    changed: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        if not claim.is_settled:
            changed[claim.label].append(write_decision(claim))
    for label, rows in changed.items():
        await writer.transaction.run(SUPERSEDE.format(label=label), {"rows": rows})


async def has_singles(writer: Writer, touched: Touched) -> bool:
    """Return whether the graph ever had a holding that is no parcel, and keep it on record from the first one on."""
    if not touched.single and not touched.parcels:
        return False
    found = await writer.transaction.run(FIND_SINGLES)
    if touched.single and not found:
        await writer.transaction.run(NOTE_SINGLES)
    return touched.single or bool(found)


def write_decision(claim: Claim) -> Row:
    """Write which holding counts instead of a claim, or that it counts."""
    return {"start": claim.start, "end": claim.end, "element": claim.element, **write_days(claim)}
