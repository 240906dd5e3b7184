"""The rule packs of this folder, each checked as a whole when it is read."""

import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ....errors import PolicyError
from ...policy import hash_settings
from .regime import Regime, RegimeId

FOLDER = Path(__file__).parent


def read_pack(path: Path) -> Regime:
    """Read and check one pack."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PolicyError(f"rule pack {path} cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise PolicyError(f"rule pack {path} is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise PolicyError(f"rule pack {path} holds no settings")
    return build_regime(content, path.name)


def build_regime(content: dict[str, Any], name: str) -> Regime:
    """Check the settings of a pack; the version is the hash of their values."""
    written = json.dumps({**content, "version": hash_settings(content)}, default=str)
    try:
        # strict JSON reads words and days from text, and still refuses "yes" for a truth and "0.25" for a number
        return Regime.model_validate_json(written)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the pack"
        raise PolicyError(f"rule pack {name}: {place}: {first['msg']} (given: {first['input']!r:.80})") from error


REGIMES: dict[RegimeId, Regime] = {id_: read_pack(FOLDER / f"{id_}.yml") for id_ in RegimeId}
