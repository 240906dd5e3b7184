"""Thresholds of rules as a user's file sets them: `rule: {parameter: number}` in YAML."""

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

import yaml

from ...errors import UsageError
from .rule_files import Rule, find_rules

Changes: TypeAlias = Mapping[str, Mapping[str, float]]


def find_rules_of_user(path: Path | None) -> Mapping[str, Rule]:
    """Return every rule by its id, with the thresholds that the user's file sets; without a file, as packaged.

    Raises `UsageError` for a file that cannot be read, an unknown rule or parameter, and a value that is no number.
    """
    if path is None:
        return find_rules()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"the parameters file {path} cannot be read: {reason}") from error
    return change_rules(text, str(path))


@cache
def change_rules(text: str, name: str) -> Mapping[str, Rule]:
    """Return every rule by its id with the thresholds that the text of a file sets."""
    changes = read_changes(text, name)
    return {id_: change_rule(rule, changes.get(id_, {})) for id_, rule in find_rules().items()}


def read_changes(text: str, name: str) -> Changes:
    """Read and check the text of a parameters file."""
    try:
        content = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise UsageError(f"the parameters file {name} is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict):
        raise UsageError(f"the parameters file {name} holds no rules: write `rule: {{parameter: number}}`")
    for rule, values in content.items():
        check_values(name, rule, values)
    return content


def check_values(name: str, rule: object, values: object) -> None:
    """Refuse an unknown rule, an unknown parameter, and a value that is no finite number."""
    known = find_rules().get(str(rule))
    if known is None:
        raise UsageError(f"{name}: there is no rule {rule!r}; `riskgraph rules` lists them")
    names = ", ".join(known.parameters) or "none"
    if not isinstance(values, dict):
        raise UsageError(f"{name}: {rule}: write the parameters as `parameter: number`; they are: {names}")
    for parameter, value in values.items():
        if parameter not in known.parameters:
            raise UsageError(f"{name}: {rule} has no parameter {parameter!r}; its parameters are: {names}")
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise UsageError(f"{name}: {rule}: {parameter} is {value!r}; give a number")


def change_rule(rule: Rule, values: Mapping[str, float]) -> Rule:
    """Return a rule with some thresholds changed; its version then names them too."""
    changed = {name: value for name, value in values.items() if value != rule.parameters[name]}
    if not changed:
        return rule
    thresholds = tuple(replace(item, value=changed.get(item.name, item.value)) for item in rule.thresholds)
    said = ",".join(f"{name}={value}" for name, value in sorted(changed.items()))
    version = blake2b(f"{rule.version},{said}".encode(), digest_size=6).hexdigest()
    return replace(rule, thresholds=thresholds, version=version, changed=tuple(sorted(changed)))
