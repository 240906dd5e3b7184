"""What `riskgraph show VERSION` prints of a policy and of a trained model."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...models.policy import Policy
from ..printing import print_json, print_line


def show_policy(policy: Policy, as_json: bool) -> None:
    """Print every setting of a policy."""
    content = policy.model_dump(mode="json")
    if as_json:
        print_json(content)
        return
    print_line(f"policy / 评分政策  {policy.version}")
    for line in list_settings(content):
        print_line(f"  {line}")


def show_model(content: Mapping[str, Any], as_json: bool) -> None:
    """Print what a trained model was made with: its experiment and its calibration."""
    made = {name: content.get(name) for name in ("version", "experiment", "kinds", "calibration")}
    if as_json:
        print_json(made)
        return
    print_line(f"model / 模型  {made['version']}")
    for line in list_settings(made):
        print_line(f"  {line}")


def list_settings(content: Any, path: str = "") -> Iterator[str]:
    """List settings one a line, each with its path."""
    if isinstance(content, Mapping):
        for name, value in content.items():
            yield from list_settings(value, f"{path}.{name}" if path else str(name))
    elif isinstance(content, list) and any(isinstance(part, Mapping) for part in content):
        for number, part in enumerate(content, 1):
            yield from list_settings(part, f"{path}[{number}]")
    else:
        yield f"{path}: {', '.join(map(str, content)) if isinstance(content, list) else content}"
