"""Declarations that cannot be right are refused, with the name of what is wrong."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from riskgraph.errors import SourceError, UsageError
from riskgraph.graph.load.mentions import SOURCE as TEXTS
from riskgraph.ingest.source import find_sources, open_source

from .mappings import PARTY, make_file, read_item, write_mapping


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": "red"}, "map.yml: a.csv: `colour` is unknown; the keys here are file, reference, .*adds$"),
        ({"items": [{"record": "Robot", "set": {}}]}, "unknown record 'Robot'; there are"),
        ({"items": [{"record": "Holdings", "set": {}}]}, "unknown record 'Holdings' .did you mean 'Holding'..; there"),
        ({"file": "../a.csv"}, "map.yml: ../a.csv: `file`: '../a.csv' leaves the folder of PATH: name a file inside"),
        ({"items": [{"record": "Party", "set": {"id": "id"}}]}, "a Party needs kind, name"),
        ({"items": [{"record": "Mention", "set": {"end_label": "id"}}]}, "no field 'end_label'; it has start, end, "),
        ({"items": [PARTY | {"when": {"column": "x"}}]}, "not a condition"),
        ({"reference": "{id:>3}"}, "not a template"),
        ({"reference": "{id"}, "not a template"),
        ({"items": PARTY}, "map.yml: a.csv: `items` must be a list"),
        ({"items": []}, "`items` must be a list of what a row says, not"),
        ({"items": ["Party"]}, "`items.1` must be a table with the keys record, set, when, not 'Party'"),
        ({"items": [{"record": "Party"}]}, "`items.1.set` is missing; it must be a table from the fields"),
        ({"reference": None}, "`reference`: None is not a constant"),
        ({"reference": ""}, "`reference`: it is empty"),
        ({"items": [PARTY | {"when": None}]}, "a.csv: `items.1.when`: it is left empty; write a condition"),
        ({"rows": "split", "adds": ["x"]}, "for the sources of the package only"),
        ({"delimiter": "ab"}, "map.yml: a.csv: `delimiter`: give one character such as .* not 'ab'$"),
        ({"delimiter": ""}, "`delimiter`: give one character"),
        ({"delimiter": [1]}, "map.yml: a.csv: `delimiter`: .1. is not a constant"),
        ({"pad": {"id": 2_000_000_000}}, "map.yml: a.csv: `pad.id`: .* number from 1 to 100, not 2000000000"),
        ({"pad": {"id": -5}}, "`pad` is a whole number from 1 to 100, not -5"),
        ({"optional": "no"}, "`optional` must be true or false, not 'no'"),
        ({"empty": [None]}, "None is not a constant"),
        ({"where": [{"column": "id", "is": ["1"]}]}, "a.csv: `where.1.reason` is missing; it must be"),
        ({"where": [{"column": "id", "present": "no", "reason": "r"}]}, "`where.1.present` must be true or false"),
        ({"known_from": {"value": "soon"}}, "map.yml: a.csv: 'soon': not a date; write"),
        ({"known_from": {"column": "id", "read": "text"}}, "does not give what the field holds"),
    ],
)
def test_a_declaration_that_cannot_be_right_is_refused(tmp_path: Path, changes: Mapping[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        open_source(write_mapping(tmp_path, make_file(**changes)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"colour": "name"}, "map.yml: a.csv: `items.1`: a Party has no field 'colour'; it has id, .*described_at$"),
        ({"label": "name"}, "has no field 'label'"),
        ({"phone": {"column": "name", "pad": "x"}}, "map.yml: a.csv: Party.phone: `pad` is a whole number"),
        (
            {"founded": {"column": "name", "read": "dates"}},
            "a.csv: Party.founded: unknown `read: dates` .did you mean 'date'",
        ),
        ({"founded": {"columns": "name"}}, "not a field spec"),
        ({"founded": {"column": "name", "colour": 1}}, "unknown colour"),
        ({"address": ["name", "name"]}, "holds one value"),
        ({"address": {"value": None}}, "map.yml: a.csv: Party.address: None is not a constant: write a text in quotes"),
        ({"address": {"value": {"a": 1}}}, "Party.address: {'a': 1} is not a constant"),
        ({"address": {"column": "name", "map": {"a": [1]}}}, "Party.address: .1. is not a constant"),
        ({"address": {"column": "name", "pad": 3_000_000_000}}, "`pad` is a whole number from 1 to 100"),
        ({"names": {"column": "name", "separator": ""}}, "Party.names: `separator` is empty"),
        ({"names": {"column": "name", "separator": None}}, "Party.names: None is not a constant"),
        ({"founded": {"value": "2021-02-31"}}, "Party.founded: '2021-02-31': a day outside the calendar; correct"),
        ({"name": {"column": "name", "read": "int"}}, "Party.name: `read: int` does not give what the field holds"),
        ({"name": {"column": "name", "read": "list"}}, "Party.name: `read: list` does not give"),
        ({"kind": {"column": "name", "read": "int"}}, "Party.kind: `read: int` does not give"),
        ({"kind": {"value": "Robot"}}, "Party.kind: 'Robot': not one of Company, Person, PublicBody$"),
        ({"kind": {"value": "company"}}, "Company, Person, PublicBody .did you mean 'Company'..$"),
        ({"operating_status": {"column": "name", "map": {"x": "activ"}}}, "'activ': not .*did you mean 'active'"),
        ({"adress": "name"}, "has no field 'adress' .did you mean 'address'..; it has id"),
        ({"address": "nmae"}, "has no column 'nmae' .did you mean 'name'..; it has 'id', 'name'"),
        ({"founded": {"column": "name", "raed": "date"}}, "unknown raed .did you mean 'read'..; a field spec has"),
        (
            {"operating_status": {"column": "name", "map": {"存续": "alive"}}},
            "Party.operating_status: 'alive': not one of",
        ),
        (
            {"operating_status": {"column": "name", "default": "alive"}},
            "'alive': not one of active, suspended, revoked",
        ),
        ({"founded": {"column": "name", "read": "text"}}, "Party.founded: `read: text` does not give"),
        ({"address": {"column": "name", "map": {}}}, "`map` must list"),
        ({"address": "street"}, "has no column 'street'"),
    ],
)
def test_a_field_that_cannot_be_right_stops_before_the_first_row(
    tmp_path: Path, fields: Mapping[str, Any], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        read_item(tmp_path, "id,name\n1,甲\n", fields)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"publisher": ""}, "map.yml: `publisher` must be the name of the publisher, not ''"),
        ({"trust": 2}, "map.yml: `trust` must be a number from 0 to 1, not 2$"),
        ({"title": "x"}, "zh and en"),
        ({"trust": "0.5"}, "map.yml: `trust` must be a number from 0 to 1, not '0.5'"),
        ({"trust": True}, "`trust` must be a number from 0 to 1, not True"),
        ({"name": "a|b"}, "begins with none of"),
        ({"name": "../a"}, "begins with none of"),
        ({"name": "a" * 101}, "up to 100 letters"),
        ({"name": 123}, "map.yml: `name`: a name is a text, not 123: put it in quotes$"),
        ({"name": date(2024, 1, 1)}, "`name`: a name is a text, not datetime.date"),
        ({"name": "world"}, "world is a source of riskgraph itself: give yours another name"),
        ({"name": "finbench"}, "finbench is a source of riskgraph itself"),
        ({"name": TEXTS}, "is a source of riskgraph itself"),
        ({"trust": float("nan")}, "`trust` must be a number from 0 to 1, not nan"),
        ({"refresh_days": 0}, "`refresh_days` must be a whole number from 1 to 36,500, not 0"),
        ({"refresh_days": 7.5}, "`refresh_days` must be a whole number from 1 to 36,500, not 7.5"),
        ({"title": {"zh": "港", "en": "Harbour", "a port": None}}, "map.yml: `title.a port`: None is not a constant"),
        ({"files": []}, "map.yml: `files` must be a list of files, not"),
        ({"files": {}}, "map.yml: `files` must be a list of files, not {}"),
        ({"files": ["a.csv"]}, "map.yml: `files.1` must be a table with the keys file, reference, .* not 'a.csv'"),
        ({"colour": 1}, "map.yml: `colour` is unknown; the keys here are name, title, .*notes$"),
        ({"origin": "x"}, "`origin` is unknown"),
        ({"package": "os"}, "`package` is unknown"),
        ({"unused": [{1: 2}]}, "map.yml: `1` is unknown; the keys here are file, reason$"),
        ({"licence": ["x"]}, "`licence`: .'x'. is not a constant"),
        ({"unused": [{"file": "b.csv", "reason": None}]}, "map.yml: `unused.1.reason`: None is not a constant"),
        ({"unused": [{"file": "b.csv", "raeson": "r"}]}, "`raeson` is unknown .did you mean 'reason'..; the keys"),
        (
            {"unused": [{"file": "/etc/b.csv", "reason": "r"}]},
            "`unused.1.file`: '/etc/b.csv' leaves the folder of PATH",
        ),
        ({"unused": [{"file": "b.csv"}]}, "`unused.1.reason` is missing; it must be the reason why"),
    ],
)
def test_an_incomplete_description_of_a_source_is_refused(
    tmp_path: Path, changes: Mapping[str, Any], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        open_source(write_mapping(tmp_path, make_file(), **changes))


def test_what_is_no_yaml_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "map.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(SourceError, match="is not YAML") as caught:
        open_source(str(tmp_path / "map.yml"))
    assert "\n" not in str(caught.value)


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 9)
)


LADDER = f"- &a0 {'[' * 15}{']' * 15}\n" + "".join(
    f"- &a{level} {'[' * 15}*a{level - 1} {']' * 15}\n" for level in range(1, 100)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LADDER, "is nested too deeply by its aliases"),
        ("[" * 5000, "nested deeper than 20 levels"),
        ("{a: " * 3000, "nested deeper than 20 levels"),
        ("- " * 3000, "nested deeper than 20 levels"),
        (f"{BOMB}publisher: *a8\n", "with its aliases it is longer than 2,000,000 characters: shorten it"),
        (f"a: &a {'x' * 100_000}\nb: [{'*a, ' * 1000}]", "with its aliases it is longer"),
        ("name: &a [*a]", r"the alias \*a is inside the part it repeats"),
        ("name: !!int ''", "the tag tag:yaml.org,2002:int has no meaning here"),
        ("a: {b: 1}\nname: 1\nname: 2\n", "line 3: the key 'name' is in line 2 too: remove one"),
        ("a:\n  - b: 1\n    b: 1\n", "line 3: the key 'b' is in line 2 too"),
        ("name: 2020-99-99", "a number or day cannot be read"),
        (f"name: {'9' * 5000}", "a number or day cannot be read"),
        (f"# {'x' * 1_000_000}", "is larger than 1,000,000 bytes"),
    ],
)
def test_a_mapping_that_would_use_up_memory_or_stack_is_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "map.yml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=rf"^map\.yml.* {words}") as caught:
        open_source(str(tmp_path / "map.yml"))
    assert len(str(caught.value)) < 200


def test_a_part_may_be_written_once_and_repeated_by_its_alias(tmp_path: Path) -> None:
    mapping = Path(write_mapping(tmp_path, make_file(items=[PARTY, PARTY])))
    assert "*id001" in mapping.read_text(encoding="utf-8")
    assert len(open_source(str(mapping)).files[0].items) == 2


@pytest.mark.parametrize("trust", [0, 0.0, 1])
def test_trust_goes_from_none_to_full(tmp_path: Path, trust: float) -> None:
    assert open_source(write_mapping(tmp_path, make_file(), trust=trust)).trust == trust


def test_an_unknown_source_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="cn_listed, finbench"):
        open_source("harbour")
    with pytest.raises(UsageError, match=r"'finbensh' .did you mean 'finbench'..; known are"):
        open_source("finbensh")
    with pytest.raises(UsageError, match="does not exist"):
        open_source("harbour.yml")


@pytest.mark.parametrize("name", find_sources())
def test_every_source_of_the_package_is_complete(name: str) -> None:
    source = open_source(name)
    assert all((source.title["zh"], source.title["en"], source.publisher, source.licence, source.legal_basis))
    assert source.refresh_days > 0
    assert f"`{name}`" in (Path(__file__).parents[3] / "docs" / "sources.md").read_text(encoding="utf-8")
    for file in source.files:
        file.compile(file.list_wanted())
        assert not file.rows or callable(getattr(import_module(f"{source.package}.read").Rows, file.rows))
    assert all(part.reason for part in source.unused)
