"""Declarations: what a mapping may say, and what is refused with its name."""

from collections.abc import Mapping
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskgraph.errors import SourceError, UsageError
from riskgraph.graph.load.mentions import SOURCE as TEXTS
from riskgraph.ingest.records import Entry, Guarantee, Item, Party, PartyKind, Reject
from riskgraph.ingest.source import find_sources, open_source

KNOWN = date(2024, 1, 1)
PARTY = {"record": "Party", "set": {"id": "x:{id}", "kind": {"value": "Company"}, "name": "name"}}
HEAD = {
    "name": "harbour", "title": {"zh": "港", "en": "Harbour"}, "publisher": "nobody", "licence": "CC0-1.0",
    "legal_basis": "invented", "trust": 0.5, "refresh_days": 7,
}  # fmt: skip


def make_file(**changes: Any) -> dict[str, Any]:
    """A part of `files` with one party per row, changed."""
    return {"file": "a.csv", "reference": "{id}", "items": [PARTY]} | changes


def write_mapping(folder: Path, *files: Mapping[str, Any], **changes: Any) -> str:
    """Write a mapping and give its path."""
    path = folder / "map.yml"
    path.write_text(yaml.safe_dump(HEAD | {"files": list(files)} | changes, allow_unicode=True), encoding="utf-8")
    return str(path)


def read(folder: Path, text: str, *files: Mapping[str, Any], **changes: Any) -> list[Entry | Reject]:
    """Read one file, `a.csv`, through a mapping."""
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return list(open_source(write_mapping(folder, *files, **changes)).read(folder, KNOWN))


def read_item(folder: Path, text: str, fields: Mapping[str, object], **changes: Any) -> Item | Reject:
    """The last record of the only row of a file."""
    item = PARTY | {"set": PARTY["set"] | fields}  # type: ignore[operator]
    (row,) = read(folder, text, make_file(items=[item], **changes))
    return row.items[-1] if isinstance(row, Entry) else row


def test_every_kind_of_spec_gives_its_value(tmp_path: Path) -> None:
    text = (
        "id,name,en,uscc,state,capital,born,home,missing\n"
        "007,甲,Jia Fictional,91350100M000100Y43,存续,3.2亿元,2020年1月2日,香港,\n"
    )
    fields = {
        "names": ["en", {"value": "甲甲"}, "name"],
        "identifiers": ["uscc:{uscc}", "lei:{en}{missing}"],
        "operating_status": {"column": "state", "map": {"存续": "active"}},
        "registered_capital": "capital",
        "currency": {"column": "capital"},
        "founded": "born",
        "jurisdiction": "home",
        "listed": {"value": False},
        "phone": {"column": "missing", "default": "none known"},
        "address": "missing",
    }
    party = read_item(tmp_path, text, fields)
    assert party == Party(
        id="x:007", kind=PartyKind.COMPANY, name="甲", names=("Jia Fictional", "甲甲", "甲"),
        identifiers=("uscc:91350100M000100Y43",), operating_status="active", registered_capital=320000000.0,
        currency="CNY", founded=date(2020, 1, 2), jurisdiction="HK", listed=False, phone="none known",
    )  # fmt: skip


def test_a_value_outside_a_closed_map_rejects_the_row(tmp_path: Path) -> None:
    fields = {"operating_status": {"column": "state", "map": {"存续": "active"}}}
    reject = read_item(tmp_path, "id,name,state\n1,甲,吊销\n", fields)
    assert isinstance(reject, Reject)
    assert (reject.column, reject.value, reject.reason) == ("state", "吊销", "a value that the mapping does not know")
    assert reject.remedy == "add the value to the `map`"


@pytest.mark.parametrize(("cell", "column"), [("x:,甲", "id"), ("1,", "name"), ("1,  ", "name")])
def test_an_empty_required_field_rejects_the_row_by_its_column(tmp_path: Path, cell: str, column: str) -> None:
    (row,) = read(tmp_path, f"id,name,row\n{cell.removeprefix('x:')},9\n", make_file(reference="{row}"))
    assert isinstance(row, Reject)
    assert (row.column, row.place.row) == (column, 2)
    assert row.reason.startswith("a Party without")


def test_a_kind_that_no_party_has_rejects_the_row(tmp_path: Path) -> None:
    reject = read_item(tmp_path, "id,name,kind\n1,甲,Robot\n", {"kind": "kind"})
    assert isinstance(reject, Reject)
    assert reject.reason == "not one of Company, Person, PublicBody"


def test_a_word_outside_a_closed_set_rejects_the_row(tmp_path: Path) -> None:
    item = {"record": "Participation", "set": {"start": "x:{id}", "end": "l:{id}", "role": "part"}}
    good, bad = read(tmp_path, "id,part\n1, defendant \n2,defendent\n", make_file(items=[item]))
    assert isinstance(good, Entry)
    assert isinstance(bad, Reject)
    assert (good.items[0].role, bad.column, bad.value) == ("defendant", "part", "defendent")  # type: ignore[union-attr]
    words = "plaintiff, defendant, third_party, executed_person, debtor, offender, other"
    remedy = "did you mean 'defendant'? if not, declare a `map` from the source's words"
    assert (bad.reason, bad.remedy) == (f"not one of {words}", remedy)


@pytest.mark.parametrize("read_by", ["text", "id", "raw"])
def test_no_reader_lets_a_strange_word_through(tmp_path: Path, read_by: str) -> None:
    fields = {"operating_status": {"column": "state", "read": read_by}}
    reject = read_item(tmp_path, "id,name,state\n1,甲,alive\n", fields)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith("not one of active")


def test_a_closed_word_is_stored_as_plain_text(tmp_path: Path) -> None:
    party = read_item(tmp_path, "id,name,state\n1,甲,active\n", {"operating_status": "state"})
    assert isinstance(party, Party)
    assert type(party.operating_status) is str


def test_a_wrong_identifier_rejects_the_row(tmp_path: Path) -> None:
    fields = {"identifiers": ["lei:{lei}", "uscc:{uscc}"]}
    reject = read_item(tmp_path, "id,name,lei,uscc\n1,甲,,91350100M000100Y4Z\n", fields)
    assert isinstance(reject, Reject)
    assert (reject.column, reject.value) == ("uscc", "uscc:91350100M000100Y4Z")


def test_a_list_may_hold_a_cell_of_several_values(tmp_path: Path) -> None:
    fields = {"names": ["en", {"column": "former", "separator": ";"}]}
    party = read_item(tmp_path, "id,name,en,former\n1,甲,Jia,乙;丙;Jia\n", fields)
    assert isinstance(party, Party)
    assert party.names == ("Jia", "乙", "丙")


def test_an_entry_and_a_reject_tell_the_columns_of_ends_and_the_ids_described(tmp_path: Path) -> None:
    fields = {"start": "x:{id}", "end": "x:{owned}", "share": "share"}
    items = [PARTY, {"record": "Holding", "set": fields}, PARTY | {"when": {"column": "share", "present": False}}]
    good, bad = read(tmp_path, "id,name,owned,share\n1,甲,2,0.5\n3,乙,4,x\n", make_file(items=items))
    assert good.place.columns == bad.place.columns == {("OWNS", "start"): "id", ("OWNS", "end"): "owned"}
    assert isinstance(bad, Reject)
    assert bad.describes == ("x:3",)


def test_padding_and_words_for_empty_come_before_everything_else(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "id,name,en\n7,甲,N/A\n", make_file(pad={"id": 3}, empty=["N/A"], reference="{id}"))
    assert isinstance(entry, Entry)
    assert (entry.reference, entry.items[0].id) == ("007", "x:007")  # type: ignore[union-attr]
    party = read_item(tmp_path, "id,name,en\n7,甲,N/A\n", {"names": ["en"]}, empty=["N/A"])
    assert party == Party(id="x:7", kind=PartyKind.COMPANY, name="甲")


def test_rows_that_fail_a_condition_are_rejected_with_its_reason(tmp_path: Path) -> None:
    where = [{"column": "state", "is": ["final"], "reason": "a draft", "remedy": "wait"}]
    rows = read(tmp_path, "id,name,state\n1,甲,final\n2,乙,draft\n", make_file(where=where))
    assert isinstance(rows[0], Entry)
    assert isinstance(rows[1], Reject)
    assert (rows[1].reason, rows[1].remedy, rows[1].value) == ("a draft", "wait", "draft")


def test_a_condition_without_a_remedy_has_one_of_its_own(tmp_path: Path) -> None:
    where = [{"column": "state", "is": ["final"], "reason": "a draft"}]
    (row,) = read(tmp_path, "id,name,state\n2,乙,draft\n", make_file(where=where))
    assert isinstance(row, Reject)
    assert row.remedy == "correct the cell, or leave the row out"


def test_an_item_is_said_only_when_its_condition_holds(tmp_path: Path) -> None:
    tie = {
        "record": "Guarantee",
        "set": {"start": "x:{id}", "end": "x:{for}"},
        "when": {"column": "for", "present": True},
    }
    rows = read(tmp_path, "id,name,for\n1,甲,\n2,乙,1\n", make_file(items=[PARTY, tie]))
    assert [len(row.items) for row in rows if isinstance(row, Entry)] == [1, 2]
    assert rows[1].items[1] == Guarantee(start="x:2", end="x:1")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"end": "x:{id}"}, "a tie from a party to itself"),
        ({"valid_from": {"value": "2021-02-02"}, "valid_to": {"value": "2021-02-01"}}, "it ends before it begins"),
        ({"confidence": {"value": 7}}, "a confidence outside 0 to 1"),
    ],
)
def test_a_tie_that_contradicts_itself_rejects_the_row(tmp_path: Path, fields: Mapping[str, Any], reason: str) -> None:
    tie = {"record": "Guarantee", "set": {"start": "x:{id}", "end": {"value": "x:0"}} | dict(fields)}
    (row,) = read(tmp_path, "id,name\n1,甲\n", make_file(items=[PARTY, tie]))
    assert isinstance(row, Reject)
    assert row.reason == reason


@pytest.mark.parametrize("share", [{"column": "part", "read": "float"}, "part"])
def test_no_reader_lets_a_share_above_one_through(tmp_path: Path, share: object) -> None:
    tie = {"record": "Holding", "set": {"start": "x:1", "end": "x:{id}", "share": share}}
    tie["set"]["start"] = {"value": "x:0"}  # type: ignore[index]
    (row,) = read(tmp_path, "id,name,part\n1,甲,1.3\n", make_file(items=[tie]))
    assert isinstance(row, Reject)
    assert row.column == "part"


def test_the_day_a_row_was_known_comes_from_the_row_or_the_call(tmp_path: Path) -> None:
    known_from = {"column": "entered", "read": "date"}
    rows = read(tmp_path, "id,name,entered\n1,甲,2020-05-06\n2,乙,\n", make_file(known_from=known_from))
    assert [row.known_from for row in rows if isinstance(row, Entry)] == [date(2020, 5, 6), KNOWN]


def test_a_row_known_from_a_day_to_come_is_rejected(tmp_path: Path) -> None:
    days = (date.today(), date.today() + timedelta(1), date(2999, 1, 1))
    text = "id,name,entered\n" + "".join(f"{day},甲,{day}\n" for day in days)
    good, *bad = read(tmp_path, text, make_file(known_from="entered"))
    assert isinstance(good, Entry)
    assert [(row.column, row.value, row.reason, bool(row.remedy)) for row in bad if isinstance(row, Reject)] == [
        ("entered", str(day), "known from a day that has not come", True) for day in days[1:]
    ]


def test_a_number_that_the_graph_cannot_hold_costs_its_row_only(tmp_path: Path) -> None:
    mention = {"record": "Mention", "set": {"start": "x:{id}", "end": "d:{id}", "start_char": "at"}}
    good, bad = read(tmp_path, "id,at\n1,7\n2,1e300\n", make_file(items=[mention]))
    assert isinstance(good, Entry)
    assert isinstance(bad, Reject)
    assert (bad.column, bad.value, bad.reason) == ("at", "1e300", "a number too large to be stored")


def test_rows_of_unused_files_are_counted_and_rejected_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("x\n1\n2\n", encoding="utf-8")
    unused = [{"file": "b.csv", "reason": "not needed"}]
    rows = read(tmp_path, "id,name\n1,甲\n", make_file(), unused=unused)
    assert [row.reason for row in rows if isinstance(row, Reject)] == ["not needed", "not needed"]


def test_a_missing_file_is_an_error_that_names_it_unless_it_is_optional(tmp_path: Path) -> None:
    rows = read(tmp_path, "id,name\n1,甲\n", make_file(), make_file(file="b.csv", optional=True))
    assert len(rows) == 1
    with pytest.raises(SourceError, match=r"lacks b\.csv"):
        read(tmp_path, "id,name\n1,甲\n", make_file(), make_file(file="b.csv"))


def test_a_declared_delimiter_that_does_not_fit_is_told_with_a_better_one(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="it seems separated by ';'"):
        read(tmp_path, "id;name\n1;甲\n", make_file(delimiter=","))


def test_documents_keep_their_line_breaks(tmp_path: Path) -> None:
    document = {"record": "Document", "set": {"id": "d:{id}", "title": "name", "text": "name"}}
    (row,) = read(tmp_path, 'id,name\n1,"甲 \n乙"\n', make_file(items=[document]))
    assert isinstance(row, Entry)
    assert (row.items[0].title, row.items[0].text) == ("甲 乙", "甲 \n乙")  # type: ignore[union-attr]


def test_references_of_other_cells_differ_where_a_cell_holds_the_bar_that_joins_them(tmp_path: Path) -> None:
    text = "id,name\na|b,c\na,b|c\na\\,b|c\na\\|b,c\na,b\n"
    rows = read(tmp_path, text, make_file(reference="{id}|{name}"))
    references = [row.reference for row in rows if isinstance(row, Entry)]
    assert references == ["a\\|b|c", "a|b\\|c", "a\\\\|b\\|c", "a\\\\\\|b|c", "a|b"]
    (row, *_) = read(tmp_path, text, make_file(reference="row|{id}"))
    assert isinstance(row, Entry)
    assert row.reference == "row|a\\|b"


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
