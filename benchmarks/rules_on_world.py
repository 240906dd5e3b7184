"""How well the rules find the schemes that the demo world plants: precision and recall, look-alikes included.

A finding hits a case when it concerns one of the parties that the truth names as the case's keys. A rule's finding that
hits no guilty case of its scheme is a false positive, whether it hits an innocent look-alike or nothing. Run it with
`python benchmarks/rules_on_world.py`; it prints a Markdown table.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from riskgraph.graph.control import derive_control, read_votes, write_control
from riskgraph.graph.embedded import stop_embedded
from riskgraph.graph.find import RuleOutcome, find
from riskgraph.graph.load import load_entries
from riskgraph.graph.prepare import prepare
from riskgraph.graph.store import Store, open_store
from riskgraph.ingest.source import open_source
from riskgraph.ingest.world import write_world
from riskgraph.models.control import control_closure
from riskgraph.settings import Settings

AS_OF = date(2023, 12, 31)
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
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How one rule did on one scheme."""

    scheme: str
    rule: str
    planted: int
    found: int
    findings: int
    right: int
    look_alikes: int
    look_alikes_hit: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Give the part of the cases that are found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Give the part of the findings that are cases."""
        return self.right / self.findings if self.findings else 1.0


def load_world(store: Store, folder: Path) -> None:
    """Load a written world."""
    prepare(store)
    load_entries(store, "world", open_source("world").read(folder, AS_OF), AS_OF)


def run_rules(store: Store, as_of: date = AS_OF) -> list[RuleOutcome]:
    """Derive control and run all rules for a day."""
    write_control(store, derive_control(read_votes(store, as_of), control_closure), as_of)
    return find(store, as_of, found_on=as_of)


def judge(store: Store, truth: Mapping[str, Any], as_of: date = AS_OF) -> list[Quality]:
    """Compare what was found with the truth, scheme by scheme."""
    found = store.read(FINDINGS, {"as_of": as_of}, 120)
    facilities = store.read("MATCH (loan:Facility) RETURN loan.id AS id, loan.closed_on AS closed_on", {}, 120)
    closed = {row["id"]: row["closed_on"] for row in facilities}
    guilty = [case for case in truth["schemes"] if is_open(case, closed, as_of)]
    return [
        judge_scheme(scheme, [row for row in found if row["rule"] == rule],
                     [case for case in guilty if case["scheme"] == scheme],
                     [case for case in truth["innocent"] if case["scheme"] == scheme])
        for scheme, rule in RULE_OF.items()
    ]  # fmt: skip


def is_open(case: Mapping[str, Any], closed: Mapping[str, date | None], as_of: date) -> bool:
    """Tell whether a case still stands: it has begun, and some loan of it, if it is about loans, is not repaid."""
    begun = case["begins_on"] is None or date.fromisoformat(case["begins_on"]) <= as_of
    ends = [closed.get(facility, as_of) for facility in case["facilities"]]
    return begun and (not ends or any(day is None or day > as_of for day in ends))


def judge_scheme(
    scheme: str,
    found: Sequence[Mapping[str, Any]],
    guilty: Sequence[Mapping[str, Any]],
    innocent: Sequence[Mapping[str, Any]],
) -> Quality:
    """Count hits, misses and false positives of one scheme."""
    parties = [set(row["parties"]) for row in found]
    keys = [set(case["keys"]) for case in guilty]
    look_alikes = [set(case["keys"]) for case in innocent]
    right = [any(party & key for key in keys) for party in parties]
    return Quality(
        scheme=scheme,
        rule=RULE_OF[scheme],
        planted=len(guilty),
        found=sum(any(key & party for party in parties) for key in keys),
        findings=len(found),
        right=sum(right),
        look_alikes=len(innocent),
        look_alikes_hit=sum(
            any(key & party for party, good in zip(parties, right, strict=True) if not good) for key in look_alikes
        ),
        missed=tuple(
            case["id"] for case, key in zip(guilty, keys, strict=True) if not any(key & party for party in parties)
        ),
        wrong=tuple(row["title"] for row, good in zip(found, right, strict=True) if not good),
    )


def show(qualities: Sequence[Quality], outcomes: Sequence[RuleOutcome]) -> str:
    """Write the table."""
    seconds = {outcome.rule: outcome.seconds for outcome in outcomes}
    lines = [
        "| scheme | rule | cases | found | recall | findings | precision | look-alikes hit | seconds |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {item.scheme} | {item.rule} | {item.planted} | {item.found} | {item.recall:.2f} | {item.findings} "
        f"| {item.precision:.2f} | {item.look_alikes_hit} of {item.look_alikes} | {seconds.get(item.rule, 0):.2f} |"
        for item in qualities
    ]
    return "\n".join(lines)


def main() -> None:
    """Make a world, load it, run the rules and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_world(folder / "world", texts=False)
        settings = Settings(data_dir=folder / "data")
        try:
            with open_store(settings) as store:
                load_world(store, folder / "world")
                outcomes = run_rules(store)
                truth = json.loads((folder / "world" / "truth.json").read_text(encoding="utf-8"))
                print(show(judge(store, truth), outcomes))
        finally:
            stop_embedded(settings)


if __name__ == "__main__":
    main()
