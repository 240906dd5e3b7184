"""Rules run with other thresholds than their headers give."""

from dataclasses import replace

from riskgraph.graph.engine.store import Store
from riskgraph.graph.rules.rule_files import Rule, find_rules
from riskgraph.graph.rules.run import Task, run_rule
from riskgraph.models.networks.rule_algorithms import ALGORITHMS

from ..factories import TODAY, check_outcomes, derive, findings


def keys_with(store: Store, rule: str, **thresholds: float) -> set[str]:
    """Run a rule on what is loaded with some thresholds changed, and give the keys of its findings."""
    derive(store)
    task = Task(as_of=TODAY, found_on=TODAY, algorithms=ALGORITHMS)
    check_outcomes([run_rule(store, change(find_rules()[rule], thresholds), task)])
    return {row["key"] for row in findings(store, rule)}


def change(rule: Rule, thresholds: dict[str, float]) -> Rule:
    """Return a rule with some thresholds changed."""
    assert set(thresholds) <= set(rule.parameters)
    changed = [replace(item, value=thresholds.get(item.name, item.value)) for item in rule.thresholds]
    return replace(rule, thresholds=tuple(changed))
