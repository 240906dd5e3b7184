"""What `riskgraph show` opens beside the graph: rules, the policy of scores, and trained models, by id or version."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import StorageError
from ..settings import Settings

MODEL = "model:"  # before the version of a model where the evidence of a score cites it


def show_version(settings: Settings, words: str, *, as_json: bool) -> bool:
    """Print the rule, policy or model that has this id or version; return whether there is one."""
    from ..graph.rules.parameters import find_rules_of_user
    from ..models.policy import read_policy
    from ..terminal.by_id.versions import show_model, show_policy
    from ..terminal.rules import show_rule

    rule = find_rules_of_user(settings.rule_parameters).get(words)
    if rule is not None:
        show_rule(rule, as_json)
    elif words == (policy := read_policy()).version:
        show_policy(policy, as_json)
    elif model := find_model(settings.data_dir / "models", words.removeprefix(MODEL)):
        show_model(model, as_json)
    else:
        return False
    return True


def find_model(folder: Path, version: str) -> Mapping[str, Any] | None:
    """Find the settings of a trained model by its version; None if there is none."""
    for path in sorted(folder.glob("*/*/model.json")):
        if path.parent.name == version:
            try:
                content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
                raise StorageError(f"the settings of the model in {path.parent} cannot be read") from error
            return content
    return None
