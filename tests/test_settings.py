"""Every setting is described, and no secret reaches an output."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from riskgraph.settings import Settings, default_data_dir

RUNNING = Path(__file__).parents[1] / "docs" / "running.md"
SECRET = "hush-hush-word-of-old"
NAMES = sorted(f"RISKGRAPH_{name.upper()}" for name in Settings.model_fields)


def described() -> dict[str, tuple[str, str]]:
    """Return default and reason of each setting in the page's table."""
    rows = re.findall(r"^\| `(RISKGRAPH_\w+)` \| (.+?) \| (.+) \|$", RUNNING.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: (default, reason) for name, default, reason in rows}


def test_the_page_describes_every_setting_and_no_other() -> None:
    assert sorted(described()) == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name != "RISKGRAPH_DATA_DIR"])
def test_the_page_gives_the_true_default(name: str) -> None:
    default = Settings.model_fields[name.removeprefix("RISKGRAPH_").lower()].default
    shown, reason = described()[name]
    if default is None:
        assert shown in ("unset", "none")
    else:
        assert shown == (f"`{default:g}`" if isinstance(default, float) else f"`{default}`")
    assert len(reason) > 20


@pytest.mark.parametrize(
    ("variables", "folder"), [({}, "/home/mei/.local/share"), ({"XDG_DATA_HOME": "/data"}, "/data")]
)
def test_the_data_folder_follows_the_platform(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], folder: str
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for name, value in ({"HOME": "/home/mei"} | variables).items():
        monkeypatch.setenv(name, value)
    assert default_data_dir() == Path(folder) / "riskgraph"


def test_every_setting_gives_its_reason_in_the_code() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_secrets_have_no_default_and_are_not_shown() -> None:
    secrets = {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert secrets == {"neo4j_password", "api_key", "erasure_key"}
    settings = Settings(neo4j_password=SecretStr(SECRET), api_key=SecretStr(SECRET))
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()}"


@pytest.mark.parametrize(
    ("words", "uri"),
    [
        (("db", "start"), "bolt://127.0.0.1:9"),
        (("db", "start"), f"bolt://neo4j:{SECRET}@127.0.0.1:9"),
        (("db", "start"), f"nonsense://{SECRET}"),
        (("serve", "--port", "0"), "bolt://127.0.0.1:9"),
    ],
)
def test_no_secret_is_in_what_a_failing_command_says(words: tuple[str, ...], uri: str, tmp_path: Path) -> None:
    environment = {
        "RISKGRAPH_DATA_DIR": str(tmp_path), "RISKGRAPH_NEO4J_URI": uri, "RISKGRAPH_NEO4J_PASSWORD": SECRET,
        "RISKGRAPH_API_KEY": SECRET, "RISKGRAPH_LOG_LEVEL": "debug", "RISKGRAPH_READ_BUDGET_S": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "riskgraph", *words]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert ended.returncode in (1, 2)
    assert "riskgraph: " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert SECRET not in ended.stdout + ended.stderr


def test_an_engine_that_refuses_the_password_does_not_repeat_it(settings: Settings, tmp_path: Path) -> None:
    from riskgraph.errors import EngineError
    from riskgraph.graph.engine.choose import Engine, find_engine
    from riskgraph.graph.engine.store import Store

    right = find_engine(settings)
    wrong = Engine(right.kind, right.uri, right.user, SECRET, right.database)
    with Store(wrong, settings) as store, pytest.raises(EngineError, match="refused the user or password") as refused:
        store.read("RETURN 1 AS one")
    assert SECRET not in str(refused.value)


def test_own_lenders_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKGRAPH_OWN_LENDERS", "bank:1, bank:2,")
    assert Settings().own_lenders == ("bank:1", "bank:2")
