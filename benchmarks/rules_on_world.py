"""How well the rules find the schemes that the demo world plants: recall and precision, look-alikes included.

A finding hits a case when it concerns one of the parties that the truth names as the case's keys. Cases are those that
the world planted; the truth also lists *natural* cases, which the economy or another scheme brought about. A
finding of a rule that hits neither a planted nor a natural case of its scheme is *unplanted* and lowers the precision,
whether it hits an innocent look-alike or nothing. Run it with `python benchmarks/rules_on_world.py`; it prints a table
and writes `benchmarks/rules_on_world.md`.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from riskgraph.graph.engine.embedded import stop_embedded
from riskgraph.graph.engine.store import Store, open_store
from riskgraph.graph.load.load import load_entries
from riskgraph.graph.rules.control_ties import read_control_facts, write_control
from riskgraph.graph.rules.run import RuleOutcome, find
from riskgraph.graph.schema.prepare import prepare
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.models.control.derive import derive_control
from riskgraph.models.control.votes import CIRCLE_CONFIDENCE, arrange_facts
from riskgraph.models.networks.rule_algorithms import ALGORITHMS
from riskgraph.settings import Settings

AS_OF = date(2023, 12, 31)
PAGE = Path(__file__).with_suffix(".md")
RULE_OF = {
    "ownership_ring": "ownership_ring",
    "hidden_common_controller": "one_controller_several_borrowers",
    "nominee_holder": "nominee_holder",
    "dishonest_executee_in_control": "dishonest_executee_in_control",
    "shares_pledged": "shares_nearly_all_pledged",
    "control_changed_before_loan": "control_changed_before_loan",
    "young_company_large_loan": "young_company_large_loan",
    "guarantee_mutual": "mutual_guarantees",
    "guarantee_joint": "joint_guarantees",
    "guarantee_cycle": "circular_guarantees",
    "guarantee_chain": "guarantee_chain",
    "guarantee_star": "guarantee_star",
    "guarantees_above_net_assets": "guarantees_above_net_assets",
    "related_party_trade": "related_party_trade",
    "concentrated_receivables": "receivables_concentrated",
    "round_trip": "loan_money_returns",
    "shell_address": "shared_address",
    "shared_phone": "shared_phone",
    "shared_legal_representative": "shared_legal_representative",
}
FINDINGS = """
MATCH (finding:Finding)-[:CONCERNS]->(party:Party)
WHERE finding.as_of = $as_of
RETURN finding.id AS id, finding.rule AS rule, finding.title_en AS title, collect(party.id) AS parties
ORDER BY id
"""
STRUCK_OFF = """
MATCH (company:Company)
WHERE company.operating_status IN ['dissolved', 'deregistered']
RETURN company.id AS id
"""
HEAD = """# How well the rules find what the demo world hides

Written by `python benchmarks/rules_on_world.py`: the default world (3,000 companies, seed 7), the embedded engine, all
rules for 2023-12-31. *Planted* are the cases of the truth that still stand on that day (a case whose loans are all
repaid has ended). *Natural* are cases that the truth counts, though none was planted under that name. *Unplanted*
are findings that hit neither. Thresholds come from law and practice (see each rule), not from this table. The world and
the rules were written by the same people: the table shows that the rules see what they say they see, not how often such
schemes occur or how well they would be found in real data.
"""
NOTES = """
## Looked at by hand, in the files of the world

- **Missed cases.** The rules that count companies leave out those that are struck off, and such a company breaks a ring
  of holdings. A planted case that lost members to the world's defaults can fall below the rule's smallest number or be
  no ring any longer; it stays in the table as missed.
- **Unplanted findings of `one_controller_several_borrowers`** are look-alikes of another scheme (`group_guarantee`): a
  person has 80 % of a company, this has all of a second, both have an open loan, neither is listed. All five were
  looked at, holding by holding: one person stands behind two borrowers, as the rule says. That the guarantee between
  the two is innocent does not change that a lender has to add up their loans.
- **Unplanted findings of `guarantees_above_net_assets`** are guarantees for subsidiaries above the latest net assets,
  which are negative in three of them. The truth leaves a parent's guarantees out; the rule counts them, as its source
  demands (Guideline no. 8 for listed companies). Looked at in three: C000313 guarantees 11.05 million against 10.72,
  C001889 58.11 against 45.85, C002160 7.12 against 4.82, each for a majority-owned subsidiary.
- **Natural cases of `guarantees_above_net_assets` that are not found.** The truth reads the accounts of 2023, which are
  not yet available on the last day of that year. The rule waits 120 days, as the score does; by the accounts of 2022
  the seven have guaranteed less than their net assets. Asked for 2024-04-29, the rule finds them.
- **Natural cases of `concentrated_receivables` that are not found.** The truth sets one buyer against the buyers that
  it names, the rule against all receivables in the seller's accounts. In 14 of the 23 the buyer owes less than half of
  those. In the other nine, buyer and seller belong to one person or one couple, which is left to `related_party_trade`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How one rule did on one scheme; `planted` and `natural` count the cases that stand on the day."""

    scheme: str
    rule: str
    planted: int
    found: int
    natural: int
    natural_found: int
    findings: int
    right: int
    look_alikes: int
    look_alikes_hit: int
    missed: tuple[str, ...]
    unplanted: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Return the part of the planted cases that are found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Return the part of the findings that are cases, planted or natural."""
        return self.right / self.findings if self.findings else 1.0


def load_world(store: Store, folder: Path) -> None:
    """Load a written world."""
    prepare(store)
    load_entries(store, "world", open_source("world").read(folder, AS_OF), AS_OF)


def run_rules(store: Store, as_of: date = AS_OF) -> list[RuleOutcome]:
    """Derive control and run all rules for a day."""
    write_control(store, derive_control(arrange_facts(read_control_facts(store, as_of, CIRCLE_CONFIDENCE))), as_of)
    return find(store, as_of, found_on=as_of, algorithms=ALGORITHMS)


def judge(store: Store, truth: Mapping[str, Any], as_of: date = AS_OF) -> list[Quality]:
    """Compare what was found with the truth, scheme by scheme."""
    found = store.read(FINDINGS, {"as_of": as_of}, 120)
    facilities = store.read("MATCH (loan:Facility) RETURN loan.id AS id, loan.closed_on AS closed_on", {}, 120)
    closed = {row["id"]: row["closed_on"] for row in facilities}
    gone = {row["id"] for row in store.read(STRUCK_OFF, {}, 120)}
    guilty = [case for case in truth["schemes"] if is_open(case, closed, as_of)]
    return [
        judge_scheme(scheme, [row for row in found if row["rule"] == rule],
                     [case for case in guilty if case["scheme"] == scheme],
                     [case for case in truth["innocent"] if case["scheme"] == scheme], gone)
        for scheme, rule in RULE_OF.items()
    ]  # fmt: skip


def is_open(case: Mapping[str, Any], closed: Mapping[str, date | None], as_of: date) -> bool:
    """Return whether a case still stands: it has begun, and some loan of it, if it is about loans, is not repaid."""
    begun = case["begins_on"] is None or date.fromisoformat(case["begins_on"]) <= as_of
    ends = [closed.get(facility, as_of) for facility in case["facilities"]]
    return begun and (not ends or any(day is None or day > as_of for day in ends))


def judge_scheme(
    scheme: str,
    found: Sequence[Mapping[str, Any]],
    guilty: Sequence[Mapping[str, Any]],
    innocent: Sequence[Mapping[str, Any]],
    gone: Set[str],
) -> Quality:
    """Count the hits, misses and unplanted findings of one scheme."""
    parties = [set(row["parties"]) for row in found]
    right = [is_hit(party, guilty) for party in parties]
    others = [party for party, good in zip(parties, right, strict=True) if not good]
    planted = [case for case in guilty if case["planted"]]
    natural = [case for case in guilty if not case["planted"]]
    missed = [case for case in planted if not is_found(case, parties)]
    return Quality(
        scheme=scheme,
        rule=RULE_OF[scheme],
        planted=len(planted),
        found=len(planted) - len(missed),
        natural=len(natural),
        natural_found=sum(is_found(case, parties) for case in natural),
        findings=len(found),
        right=sum(right),
        look_alikes=len(innocent),
        look_alikes_hit=sum(is_found(case, others) for case in innocent),
        missed=tuple(describe_miss(case, gone) for case in missed),
        unplanted=tuple(row["title"] for row, good in zip(found, right, strict=True) if not good),
    )


def is_hit(parties: Set[str], cases: Sequence[Mapping[str, Any]]) -> bool:
    """Return whether a finding about these parties hits one of the cases."""
    return any(not parties.isdisjoint(case["keys"]) for case in cases)


def is_found(case: Mapping[str, Any], findings: Sequence[Set[str]]) -> bool:
    """Return whether one of the findings hits the case."""
    return any(not parties.isdisjoint(case["keys"]) for parties in findings)


def describe_miss(case: Mapping[str, Any], gone: Set[str]) -> str:
    """Name a case that was not found, and how many of its members have been struck off the register."""
    members = {party for parties in case["members"].values() for party in parties}
    return f"{case['id']}; struck off: {len(members & gone)} of its {len(members)} members"


def show(qualities: Sequence[Quality]) -> str:
    """Write the table."""
    lines = [
        "| scheme | rule | planted | found | recall | natural | found | findings | unplanted | precision "
        "| look-alikes hit |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {item.scheme} | {item.rule} | {item.planted} | {item.found} | {item.recall:.2f} | {item.natural} "
        f"| {item.natural_found} | {item.findings} | {len(item.unplanted)} | {item.precision:.2f} "
        f"| {item.look_alikes_hit} of {item.look_alikes} |"
        for item in qualities
    ]
    return "\n".join(lines)


def show_page(qualities: Sequence[Quality]) -> str:
    """Write the page: the table, what was missed, what was found without having been planted, and why."""
    missed = [f"- {text}" for item in qualities for text in item.missed]
    unplanted = [f"- `{item.rule}`: {title}" for item in qualities for title in item.unplanted]
    parts = [
        HEAD,
        show(qualities),
        "\n## Planted cases that are missed\n",
        *(missed or ["None."]),
        "\n## Unplanted findings\n",
        *(unplanted or ["None."]),
        NOTES,
    ]
    return "\n".join(parts)


def main() -> None:
    """Make a world, load it, run the rules, print the table and write the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_world(folder / "world", texts=False)
        settings = Settings(data_dir=folder / "data", neo4j_uri=None)
        try:
            with open_store(settings) as store:
                load_world(store, folder / "world")
                outcomes = run_rules(store)
                truth = json.loads((folder / "world" / "truth.json").read_text(encoding="utf-8"))
                qualities = judge(store, truth)
                print(show(qualities))
                print("seconds:", ", ".join(f"{outcome.rule} {outcome.seconds:.2f}" for outcome in outcomes))
                PAGE.write_text(show_page(qualities), encoding="utf-8")
        finally:
            stop_embedded(settings)


if __name__ == "__main__":
    main()
