"""One declaration and one mapping add a relationship type everywhere: load, page, network, export, snapshot, docs.

The package is copied, the declaration is added to the copy, and a process of its own uses it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.settings import Settings

from .commands import environment_of

ROOT = Path(__file__).parents[1]
ROOMS = ("ingest", "graph", "models", "answers", "decisions", "api", "terminal", "console", "cypher", "src")

DECLARATION = '''
@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance(Tie):
    """A party's receivables are insured (insured to insurer)."""

    label: ClassVar[str] = "INSURED_BY"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("insurers", Side.START, "insured by", "承保人"),
        Group("insured", Side.END, "insures", "被保险人"),
    )

    cover: Annotated[
        Number, "Amount covered.", Value.AMOUNT, Mark.STRENGTH, Mark.MEASURED, Printed("covered", "保险金额")
    ] = None
    currency: Annotated[Text, "ISO 4217 code.", Value.CURRENCY] = None


'''
MAPPING = """
name: policies
title: {zh: 虚构保单, en: Fictional policies}
publisher: invented
licence: CC0-1.0
legal_basis: invented
trust: 0.5
refresh_days: 30
files:
  - file: policies.csv
    reference: "policy|{id}"
    items:
      - {record: Party, set: {id: insured, kind: {value: Company}, name: insured}}
      - {record: Party, set: {id: insurer, kind: {value: Company}, name: insurer}}
      - {record: Insurance, set: {start: insured, end: insurer, cover: cover, currency: {value: CNY}}}
"""
ROWS = "id,insured,insurer,cover\n1,mill,guard,2万元\n2,mill,shield,30000\n"
USE = """
import json, sys
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import riskgraph
from fastapi.testclient import TestClient
from riskgraph import cli
from riskgraph.api.app import create_app
from riskgraph.api.callers.local_token import ensure_token
from riskgraph.graph.engine.choose import find_engine
from riskgraph.graph.engine.store import Store
from riskgraph.graph.schema.docs import describe_schema
from riskgraph.graph.snapshot.take import take_snapshot
from riskgraph.ingest.records.docs import describe_records
from riskgraph.models.read_economy import read_economy
from riskgraph.settings import Settings

folder, settings = Path(sys.argv[1]), Settings()


def run(*words):
    sys.argv, out = ["riskgraph", *map(str, words)], StringIO()
    with redirect_stdout(out):
        try:
            cli.main()
        except SystemExit as end:
            assert not end.code, (words, end.code, out.getvalue())
    return out.getvalue()


run("load", folder / "map.yml", folder)
token = {"Authorization": f"Bearer {ensure_token(settings.data_dir)}"}
app = create_app(settings)
with (
    TestClient(app, base_url="http://127.0.0.1", headers=token) as client,
    Store(find_engine(settings), settings) as store,
):
    network = client.get("/v1/parties/mill/network", params={"types": "INSURED_BY"}).json()
    economy = read_economy(take_snapshot(store, date.today(), None, folder / "snapshots"))
run("export", "jsonl", folder / "graph.jsonl")
print(json.dumps({
    "package": str(Path(riskgraph.__file__)),
    "page": run("show", "mill"),
    "facts": json.loads(run("show", "guard", "--json"))["party"]["facts"],
    "network": network["data"]["ties"],
    "cover": economy.tie("INSURED_BY").column("cover").tolist(),
    "export": [line for line in (folder / "graph.jsonl").read_text().splitlines() if "INSURED_BY" in line],
    "model": describe_schema(),
    "fields": describe_records(),
}))
"""


def run_copy(folder: Path, variables: Mapping[str, str], script: str, *words: object) -> str:
    """Run a script on the copied package; return what it printed."""
    environment = {**os.environ, **variables, "PYTHONPATH": str(folder / "src")}
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the package and add the declaration to the ties, which is all."""
    for name in (name for name in ROOMS if (ROOT / name).is_dir()):
        shutil.copytree(ROOT / name, tmp_path / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    ties = tmp_path / "ingest" / "records" / "relationship_types.py"
    before, end = ties.read_text(encoding="utf-8").split("TIES: ")
    ties.write_text(f"{before}{DECLARATION.lstrip()}TIES: {end}", encoding="utf-8")
    return tmp_path


def test_a_declared_relationship_type_is_seen_everywhere(copy: Path, settings: Settings, store: Store) -> None:
    (copy / "map.yml").write_text(MAPPING, encoding="utf-8")
    (copy / "policies.csv").write_text(ROWS, encoding="utf-8")
    seen: dict[str, Any] = json.loads(run_copy(copy, environment_of(settings), USE, copy))
    assert seen["package"].startswith(str(copy))
    assert "  insured by / 承保人\n    shield 30,000 covered / 保险金额  [policies|policy|2]" in seen["page"]
    assert [fact["tie"]["properties"]["cover"] for fact in seen["facts"]["insured"]] == [20000.0]
    assert {tie["end"] for tie in seen["network"]} == {"guard", "shield"}
    assert sorted(seen["cover"]) == [20000.0, 30000.0]
    assert len([line for line in seen["export"] if '"cover"' in line]) == 2
    assert "### `(Party)-[:INSURED_BY]->(Party)`" in seen["model"]
    assert "from its start: insured by 承保人; from its end: insures 被保险人" in seen["fields"]


def test_a_declared_relationship_type_needs_a_new_version_of_the_schema(copy: Path) -> None:
    script = "from riskgraph.graph.schema.graph_model import VERSION, VERSIONS, compute_fingerprint\n"
    script += "print(VERSIONS[VERSION] == compute_fingerprint())"
    assert run_copy(copy, {}, script) == "False\n"
