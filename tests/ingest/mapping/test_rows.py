"""What a mapping makes of rows: values, rejects, references and days."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from riskgraph.errors import SourceError
from riskgraph.ingest.records import Entry, Guarantee, Party, PartyKind, Reject

from .mappings import KNOWN, PARTY, make_file, read, read_item


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


def test_a_reject_names_its_record_with_the_right_article(tmp_path: Path) -> None:
    set_ = {"id": "f:{id}", "party": "x:{id}", "name": {"value": "revenue"}, "period": "period", "value": "value"}
    figure = {"record": "Indicator", "set": set_}
    (row,) = read(tmp_path, "id,period,value\n1,2022,\n", make_file(items=[figure]))
    assert isinstance(row, Reject)
    assert row.reason == "an Indicator without value"


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
    with pytest.raises(SourceError, match=r"has none of the files of .*: b\.csv; give the folder"):
        read(tmp_path, "id,name\n1,甲\n", make_file(file="b.csv", optional=True))


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


HOLDING = {"record": "Holding", "set": {"start": "x:{id}", "end": "x:{name}", "share": {"value": 0.1}}}


@pytest.mark.parametrize(
    ("changes", "parcels"), [({"parcels": True}, [True]), ({"parcels": False}, [None]), ({}, [None])]
)
def test_the_holdings_of_a_file_are_parcels_where_its_mapping_says_so(
    tmp_path: Path, changes: Mapping[str, Any], parcels: list[bool | None]
) -> None:
    (row,) = read(tmp_path, "id,name\n1,2\n", make_file(items=[HOLDING], **changes))
    assert isinstance(row, Entry)
    assert [item.parcel for item in row.items] == parcels  # type: ignore[union-attr]


def test_ids_and_references_that_differ_in_white_space_are_two_parties(tmp_path: Path) -> None:
    rows = read(tmp_path, "id,name\nA 1,甲\nA1,乙\n A1 ,乙\n", make_file())
    entries = [row for row in rows if isinstance(row, Entry)]
    assert [(row.reference, row.items[0].id) for row in entries] == [  # type: ignore[union-attr]
        ("A 1", "x:A 1"), ("A1", "x:A1"), ("A1", "x:A1"),
    ]  # fmt: skip


def test_a_company_that_is_founded_after_today_is_rejected_by_its_cell(tmp_path: Path) -> None:
    reject = read_item(tmp_path, "id,name,born\n1,甲,9999-01-01\n", {"founded": "born"})
    assert isinstance(reject, Reject)
    assert (reject.place.file, reject.place.row, reject.column, reject.value) == ("a.csv", 2, "born", "9999-01-01")
    assert (reject.reason, "correct the day" in reject.remedy) == ("founded is after today", True)


def write_folder(folder: Path, other: str, found: str, *, optional: bool = True) -> Iterator[Entry | Reject]:
    """Read a folder with the table that is needed and one more, by a mapping that has another file."""
    (folder / found).write_text("id,name\n2,乙\n", encoding="utf-8")
    return iter(read(folder, "id,name\n1,甲\n", make_file(), make_file(file=other, optional=optional)))


@pytest.mark.parametrize("found", ["holding.csv", "Holdings.csv", "holdings.CSV", "holdigns.csv.gz"])
def test_a_misspelt_optional_file_is_refused_with_both_names(tmp_path: Path, found: str) -> None:
    optional = "holdings.csv"
    with pytest.raises(SourceError, match=f"has {found} and lacks {optional}.*: rename {found} to {optional}"):
        list(write_folder(tmp_path, optional, found))


def test_a_misspelt_required_file_is_refused_with_both_names(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"has holding.csv and lacks holdings.csv, which \w+ needs: rename holding.csv"
    ):
        list(write_folder(tmp_path, "holdings.csv", "holding.csv", optional=False))


@pytest.mark.parametrize(
    ("optional", "found"), [("holdings.csv", "loans.csv"), ("b.csv", "c.csv"), ("loans_2022.csv", "loans_2023.csv")]
)
def test_another_file_in_the_folder_is_not_taken_for_a_misspelt_one(tmp_path: Path, optional: str, found: str) -> None:
    assert len(list(write_folder(tmp_path, optional, found))) == 1
