"""Notes on loans and figures that sources describe differently: what counts, and what was said otherwise."""

from collections.abc import Sequence

from ...graph.read.party.differing_things import RECORDS, Difference, DifferingThing
from ...ingest.records import Facility
from ...models.wording import Wording
from ..field_words import name_field, word_value
from .declaration import MOST_LISTED, Note, NoteKind, count_more

OTHER_LOAN = NoteKind(
    code="other_loan",
    when="sources that still deliver a loan describe it differently, or the record cited lacks a value that is shown",
    en="sources differ on the loan {name}: {differences}",
    zh="各来源对贷款{name}的记载不一致：{differences}",
)
OTHER_LOAN_LEFT_OUT = NoteKind(
    code="other_loan_left_out",
    when="a loan is left out, as it is not open by what counts, and another source that still delivers it differs",
    en="the loan {name} is not open by what counts and is left out, but sources differ: {differences}",
    zh="贷款{name}按采用的记载未处于存续期，故未列出，但各来源记载不一致：{differences}",
)
OTHER_FIGURE = NoteKind(
    code="other_figure",
    when="sources that still deliver a figure describe it differently, or the record cited lacks a value that is shown",
    en="sources differ on the figure {name}: {differences}",
    zh="各来源对指标{name}的记载不一致：{differences}",
)
MORE_DIFFERING = NoteKind(
    code="more_differing",
    when="sources differ on more loans and figures than are listed",
    en="sources differ on more loans or figures than the {listed} listed here; not listed: {number:,}",
    zh="各来源记载不一致的贷款和指标不止此处所列{listed}项，另有{number:,}项未列出",
)


def explain_differing(things: Sequence[DifferingThing]) -> list[Note]:
    """Return a note for each loan or figure that sources describe differently, up to a number, open loans first."""
    ordered = sorted(things, key=lambda thing: not thing.shown)
    return [*map(explain_thing, ordered[:MOST_LISTED]), *count_more(ordered, MORE_DIFFERING)]


def explain_thing(thing: DifferingThing) -> Note:
    """Return the note on one loan or figure."""
    kind = OTHER_FIGURE
    if thing.label == Facility.label:
        kind = OTHER_LOAN if thing.shown else OTHER_LOAN_LEFT_OUT
    records = [record for one in thing.differences for record in (one.record, one.other_record)]
    written = [write_difference(thing.label, one) for one in thing.differences]
    differences = Wording(zh="；".join(one.zh for one in written), en="; ".join(one.en for one in written))
    return kind.write(records, name=thing.name, differences=differences)


def write_difference(label: str, one: Difference) -> Wording:
    """Write which value of a field counts, by which record, and what another record says."""
    record = RECORDS[label]
    name, counts = name_field(record, one.field), word_value(record, one.field, one.counts)
    other = Wording(zh=f"{one.other_record}未载", en=f"{one.other_record} states none")
    if one.other is not None:
        said = word_value(record, one.field, one.other)
        other = Wording(zh=f"{one.other_record}为“{said.zh}”", en=f"{one.other_record} states '{said.en}'")
    return Wording(
        zh=f"{name.zh}以{one.record}的“{counts.zh}”为准，{other.zh}",
        en=f"{name.en} '{counts.en}' of {one.record} counts, {other.en}",
    )
