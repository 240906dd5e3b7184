"""Small cases for tests of the graph: parties and ties with the least that each needs, loaded like any source."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from riskgraph.graph.engine.store import Row, Store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.rules.control_ties import read_control_facts, write_control
from riskgraph.graph.rules.run import RuleOutcome, find
from riskgraph.ingest.records import (
    Entry,
    Facility,
    Guarantee,
    Holding,
    Item,
    Party,
    PartyKind,
    Payment,
    Place,
    Reject,
    Tie,
)
from riskgraph.models.control.derive import derive_control
from riskgraph.models.control.votes import CIRCLE_CONFIDENCE, arrange_facts
from riskgraph.models.networks.rule_algorithms import ALGORITHMS

TODAY = date(2023, 12, 31)
EARLY = date(2015, 1, 1)


def company(name: str, **fields: object) -> Party:
    """Make a company whose id is its name."""
    return Party(id=name, kind=PartyKind.COMPANY, name=f"{name} 澜砚贸易", **fields)  # type: ignore[arg-type]


def person(name: str) -> Party:
    """Make a person whose id is the name."""
    return Party(id=name, kind=PartyKind.PERSON, name=f"{name} 岚川朔禾")


def public_body(name: str) -> Party:
    """Make a public body whose id is its name."""
    return Party(id=name, kind=PartyKind.PUBLIC_BODY, name=f"{name} 云泽市水务局")


def owns(owner: str, owned: str, share: float | None = 0.6, **fields: object) -> Holding:
    """Make a holding; several between the same two are parcels."""
    given: dict[str, object] = {"parcel": True, **fields}
    return Holding(start=owner, end=owned, share=share, **given)  # type: ignore[arg-type]


def guarantees(guarantor: str, borrower: str, amount: float = 1e6, **fields: object) -> Guarantee:
    """Make a guarantee."""
    return Guarantee(start=guarantor, end=borrower, amount=amount, currency="CNY", **fields)  # type: ignore[arg-type]


def pays(payer: str, payee: str, amount: float, day: date, purpose: str | None = "transfer") -> Payment:
    """Make a payment."""
    return Payment(start=payer, end=payee, amount=amount, currency="CNY", valid_from=day, purpose=purpose)


def loan(borrower: str, amount: float = 1e6, starts_on: date = date(2023, 6, 1), **fields: object) -> Facility:
    """Make an open loan from the bank `bank`."""
    given: dict[str, object] = {"lender": "bank", "kind": "loan", "limit": amount, "balance": amount, **fields}
    return Facility(id=f"loan-{borrower}-{amount:g}-{starts_on}", borrower=borrower, starts_on=starts_on, **given)  # type: ignore[arg-type]


def load(store: Store, items: Iterable[Item], source: str = "case") -> None:
    """Load items like a source with one item per row; things first, and parties without a description as companies."""
    given = list(items)
    described = {item.id for item in given if isinstance(item, Party)}
    named = {
        end for item in given if isinstance(item, Tie) and item.end_label == "Party" for end in (item.start, item.end)
    }
    named |= {item.start for item in given if isinstance(item, Tie)}
    things = [*map(company, sorted(named - described)), *(item for item in given if not isinstance(item, Tie))]
    rows = [*things, *(item for item in given if isinstance(item, Tie))]
    rejects: list[Reject] = []
    entries = [Entry(f"row {place}", Place("case.csv", place), TODAY, (item,)) for place, item in enumerate(rows, 2)]
    load_entries(store, source, entries, TODAY, rejects.append)
    assert rejects == []


def derive(store: Store, as_of: date = TODAY) -> int:
    """Put control into the graph."""
    facts = read_control_facts(store, as_of, CIRCLE_CONFIDENCE)
    return write_control(store, derive_control(arrange_facts(facts)), as_of)


def run(store: Store, rule: str, items: Iterable[Item] = (), as_of: date = TODAY) -> list[Row]:
    """Load a case, run one rule on it and give its findings."""
    load(store, items)
    derive(store, as_of)
    outcome = find(store, as_of, [rule], found_on=TODAY, algorithms=ALGORITHMS)
    check_outcomes(outcome)
    return findings(store, rule)


def check_outcomes(outcomes: Sequence[RuleOutcome]) -> None:
    """Fail when a rule did not run to its end."""
    assert [outcome.error for outcome in outcomes if not outcome.complete] == []


def findings(store: Store, rule: str) -> list[Row]:
    """Return the findings of a rule with the parties that they concern."""
    return store.read(
        """
        MATCH (finding:Finding {rule: $rule})-[:CONCERNS]->(party:Party)
        WITH finding, party ORDER BY party.id
        RETURN finding.key AS key, finding.party AS party, finding.severity AS severity, finding.title_en AS title_en,
               finding.title_zh AS title_zh, finding.evidence AS evidence, finding.row AS row, finding.id AS id,
               finding.found_on AS found_on, collect(party.id) AS parties
        ORDER BY key
        """,
        {"rule": rule},
    )


def keys(store: Store, rule: str, items: Iterable[Item] = (), as_of: date = TODAY) -> set[str]:
    """Load a case, run one rule on it and give the keys of its findings."""
    return {row["key"] for row in run(store, rule, items, as_of)}


def cited_ties(store: Store, finding: Row) -> set[tuple[str, str]]:
    """Return the ends of the ties between related parties that a finding cites."""
    records = json.loads(finding["evidence"])["records"]
    query = """
        MATCH (left:Party)-[tie:RELATED_TO]->(right:Party)
        WHERE tie.record IN $records
        RETURN left.id AS left, right.id AS right
        """
    return {(row["left"], row["right"]) for row in store.read(query, {"records": records})}
