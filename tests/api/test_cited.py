"""Everything that the page of a party cites can be opened: records, loans, cases, figures, findings, documents."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from riskgraph.answers.records.other_kinds import NAMES
from riskgraph.graph.engine.statements import read_statement
from riskgraph.graph.engine.store import Store
from riskgraph.graph.read.records.lookup import IdKind
from riskgraph.ingest.world import write_world

from ..commands import Run
from ..graph.factories import TODAY
from .test_records import list_records

ROUTES = ("facilities", "lawsuits", "findings")  # as the page names its lists


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the smallest world, with few of its figures, payments and texts."""
    folder = tmp_path_factory.mktemp("cited")
    write_world(folder, 300, 7)
    for name, rows in (("documents", 30), ("payments", 400)):
        path = folder / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[: rows + 1]), encoding="utf-8")
    return folder


def test_everything_that_the_pages_of_demo_parties_cite_opens(
    world: Path, store: Store, run: Run, client: TestClient
) -> None:
    assert run("load", "world", world).code in (0, 1)
    assert run("extract").code == 0
    assert run("find", "--as-of", TODAY).code == 0
    asked = {"as_of": TODAY, "limit": 3}
    parties = [row["id"] for row in store.read(read_statement("read/findings/most_found"), asked)]
    assert run("score", *parties, "--as-of", TODAY).code == 0
    cited = {address for party in parties for address in list_addresses(client, party)}
    assert {address.split("/")[2] for address in cited} >= {
        "records",
        "facilities",
        "findings",
        "figures",
        "relationships",
    }
    assert {address: status for address in sorted(cited) if (status := client.get(address).status_code) != 200} == {}


def list_addresses(client: TestClient, party: str) -> Iterator[str]:
    """List the address of everything that the page and the score of a party cite."""
    day = {"as_of": TODAY.isoformat()}
    page = client.get(f"/v1/parties/{quote(party, safe='')}", params=day).json()
    for key in set(list_records(page["data"])) | set(list_records(page["meta"])):
        yield write_address("records", key)
    for route in ROUTES:
        yield from (write_address(route, item["id"]) for item in page["data"][route])
    score = client.get(f"/v1/parties/{quote(party, safe='')}/score", params=day).json()
    for key in {key for line in score["data"]["lines"] for key in line["evidence"]}:
        yield write_address(choose_route(client, key), key)


def choose_route(client: TestClient, key: str) -> str:
    """Return the route that opens what evidence cites: the one that the answer on a record of this key names."""
    answer = client.get(write_address("records", key))
    if answer.status_code == 200:
        return "records"
    named = re.search(r"/v1/(\w+)/", answer.json()["detail"])
    assert named, answer.json()["detail"]
    return named[1]


def write_address(route: str, key: str) -> str:
    return f"/v1/{route}/{quote(key, safe='')}"


@pytest.mark.parametrize(
    ("route", "id_"),
    [
        ("facilities", "world:C000001"),
        ("lawsuits", "nothing"),
        ("findings", "a|b"),
        ("figures", "x"),
        ("relationships", "y"),
    ],
)
def test_an_unknown_id_is_a_problem_of_its_own(store: Store, client: TestClient, route: str, id_: str) -> None:
    problem: Any = client.get(write_address(route, id_))
    assert (problem.status_code, problem.json()["type"]) == (404, "urn:riskgraph:problem:not-found")


def test_every_kind_of_id_has_words() -> None:
    assert NAMES.keys() == set(IdKind)
