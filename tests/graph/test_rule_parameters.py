"""Thresholds of rules that a user's file sets."""

from pathlib import Path

import orjson
import pytest

from riskgraph.errors import UsageError
from riskgraph.graph.engine.store import Store
from riskgraph.graph.rules.parameters import find_rules_of_user
from riskgraph.graph.rules.rule_files import find_rules
from riskgraph.graph.rules.run import Task, run_rule
from riskgraph.models.networks.rule_algorithms import ALGORITHMS
from riskgraph.settings import Settings

from ..commands import Run, environment_of, run_command
from .factories import TODAY, check_outcomes, derive, findings, guarantees, load


def write(folder: Path, text: str) -> Path:
    """Write a parameters file."""
    path = folder / "rules.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_rules_are_as_packaged() -> None:
    assert find_rules_of_user(None) is find_rules()


def test_a_file_changes_the_thresholds_it_names_and_their_version_only(tmp_path: Path) -> None:
    rule = next(rule for rule in find_rules().values() if len(rule.parameters) > 1)
    name = next(iter(rule.parameters))
    changed = find_rules_of_user(write(tmp_path, f"{rule.id}: {{{name}: 12.5}}"))
    assert changed[rule.id].parameters == {**rule.parameters, name: 12.5}
    assert changed[rule.id].changed == (name,)
    assert changed[rule.id].version != rule.version
    assert {id_: other for id_, other in changed.items() if id_ != rule.id} == {
        id_: other for id_, other in find_rules().items() if id_ != rule.id
    }


def test_a_default_said_again_changes_nothing(tmp_path: Path) -> None:
    rule = next(rule for rule in find_rules().values() if rule.parameters)
    name, value = next(iter(rule.parameters.items()))
    assert find_rules_of_user(write(tmp_path, f"{rule.id}: {{{name}: {value}}}")) == find_rules()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nominee: {minimum_share: 0.3}", "there is no rule 'nominee'"),
        ("nominee_holder: {share: 0.3}", "nominee_holder has no parameter 'share'; its parameters are: minimum_share"),
        ("nominee_holder: {minimum_share: '0.3'}", "minimum_share is '0.3'; give a number"),
        ("nominee_holder: {minimum_share: true}", "minimum_share is True; give a number"),
        ("nominee_holder: {minimum_share: .nan}", "minimum_share is nan; give a number"),
        ("nominee_holder: 0.3", "nominee_holder: write the parameters as `parameter: number`"),
        ("- nominee_holder", "holds no rules"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_in_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        find_rules_of_user(write(tmp_path, text))
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.yml cannot be read: No such file"):
        find_rules_of_user(tmp_path / "none.yml")


def test_findings_name_the_thresholds_that_a_file_set(store: Store, tmp_path: Path) -> None:
    load(store, [guarantees("hub", other) for other in "abc"])
    derive(store)
    rules = find_rules_of_user(write(tmp_path, "guarantee_star: {minimum_others: 3}"))
    task = Task(as_of=TODAY, found_on=TODAY, algorithms=ALGORITHMS)
    check_outcomes([run_rule(store, rules["guarantee_star"], task)])
    (found,) = findings(store, "guarantee_star")
    assert orjson.loads(found["row"])["parameters"] == {"minimum_others": 3}


def test_the_commands_take_the_file(run: Run, settings: Settings, tmp_path: Path) -> None:
    listed = {"RISKGRAPH_RULE_PARAMETERS": str(write(tmp_path, "guarantee_star: {minimum_others: 3}"))}
    shown = run_command({**environment_of(settings), **listed}, "rules", "show", "guarantee_star").out
    assert "minimum_others = 3 (set in the parameters file)" in shown
    wrong = write(tmp_path, "guarantee_star: {others: 3}")
    for command in ("find", "score"):
        outcome = run(command, "--parameters", wrong)
        assert (outcome.code, outcome.err.count("\n")) == (2, 1)
        assert "guarantee_star has no parameter 'others'" in outcome.err
