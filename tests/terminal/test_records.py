"""What `riskgraph show KEY` prints of a record."""

from riskgraph.ingest.records import THINGS, TIES
from riskgraph.ingest.records.declaration import read_fields
from riskgraph.terminal.by_id.field_words import CHINESE_FIELDS, name_fields


def test_every_field_of_a_record_has_words_in_both_languages() -> None:
    names = {(record.label, item.name) for record in (*THINGS, *TIES) for item in read_fields(record)}
    assert names == name_fields().keys()
    unprinted = {item.name for record in (*THINGS, *TIES) for item in read_fields(record) if not item.printed}
    assert unprinted == CHINESE_FIELDS.keys()
