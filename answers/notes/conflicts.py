"""Notes on sources that contradict each other: what counts, and what was said otherwise."""

from collections.abc import Iterable, Mapping, Sequence

from ...graph.read.party.description import Contradiction
from ...graph.read.party.superseded import Superseded
from ...ingest.records import Party
from ...models.wording import name_with_id, write_band
from ..field_words import name_field, word_value
from .declaration import MOST_LISTED, Note, NoteKind, count_more
from .ownership.not_counted import (
    explain_circle_tie,
    explain_ended,
    explain_rights,
    is_circle_tie,
    leave_out_disputes,
    name_source,
    read_capital,
    write_capital,
)

OTHER_HOLDING = NoteKind(
    code="other_holding",
    when="sources, or two rows of one source, state one holding differently",
    en="{source} states {share} of {company} for {holder}; that does not count, because {better} is more certain, more "
    "trusted or newer",
    zh="{source}称{holder}持有{company}的{share}，未予采用：{better}更可靠、来源更可信或更新",
)
OTHER_CONTROLLER = NoteKind(
    code="other_controller",
    when="sources name different controllers of a company",
    en="{source} names {holder} as a controller of {company}; that does not count, because {better} is more certain, "
    "more trusted or newer",
    zh="{source}称{holder}为{company}的实际控制人，未予采用：{better}更可靠、来源更可信或更新",
)
DISPUTED_HOLDING = NoteKind(
    code="disputed_holding",
    when="a holding is disputed",
    en="{source} states {share} of {company} for {holder}; that is disputed and does not count",
    zh="{source}称{holder}持有{company}的{share}，该记录有争议，未计入",
)
DISPUTED_CONTROLLER = NoteKind(
    code="disputed_controller",
    when="a statement of who controls a company is disputed",
    en="{source} names {holder} as a controller of {company}; that is disputed and does not count",
    zh="{source}称{holder}为{company}的实际控制人，该记录有争议，未计入",
)
DISPUTES_HOLDING = NoteKind(
    code="disputes_holding",
    when="a source disputes a holding that another source states, and whose statement counts",
    en="{source} disputes {share} of {company} that {counts} states for {holder}; the statement of {counts} counts, "
    "because what is disputed decides nothing",
    zh="{source}对{counts}所称{holder}持有{company}的{share}有争议；有争议的记录不作依据，以{counts}的陈述为准",
)
DISPUTES_CONTROLLER = NoteKind(
    code="disputes_controller",
    when="a source disputes a controller that another source names, and whose statement counts",
    en="{source} disputes that {holder} is a controller of {company}, as {counts} states; the statement of {counts} "
    "counts, because what is disputed decides nothing",
    zh="{source}对{counts}所称{holder}为{company}的实际控制人有争议；有争议的记录不作依据，以{counts}的陈述为准",
)
OTHER_DESCRIPTION = NoteKind(
    code="other_description",
    when="sources describe a party differently",
    en="{source} gives '{value}' as {field}; that does not count, because {better}, which gives '{counts}', is more "
    "trusted or newer",
    zh="{source}所载{field}为“{value}”，未予采用：{better}（“{counts}”）更可信或更新",
)
MORE_SUPERSEDED = NoteKind(
    code="more_superseded",
    when="there are more holdings and statements of control that do not count than are listed",
    en="more holdings or statements of control do not count than the {listed} listed here",
    zh="未予采用的持股或控制人陈述不止此处所列{listed}条",
)
MORE_TIES_LEFT_OUT = NoteKind(
    code="more_ties_left_out",
    when="there are more ties of family, concert and nominees that do not count than are listed",
    en="more ties of family, concert or nominees do not count than the {listed} listed here",
    zh="未予采用的亲属、一致行动或代持关系不止此处所列{listed}条",
)
STATED = ("actual_controller", "controls")


def explain_superseded(holdings: Sequence[Superseded]) -> list[Note]:
    """Return a note for each holding, statement of control or tie of a circle that does not count, up to a number."""
    ties = leave_out_disputes([one for one in holdings if is_circle_tie(one)])
    others = [one for one in holdings if not is_circle_tie(one)]
    return [
        *map(explain_holding, others[:MOST_LISTED]),
        *count_more(others, MORE_SUPERSEDED),
        *map(explain_circle_tie, ties[:MOST_LISTED]),
        *count_more(ties, MORE_TIES_LEFT_OUT),
    ]


def explain_holding(holding: Superseded) -> Note:
    """Return the note on one holding that does not count."""
    stated = holding.kind in STATED
    shown: dict[str, object] = {
        "source": name_source(holding.record),
        "share": write_capital(holding),
        "company": name_with_id(holding.company_id, holding.company),
        "holder": name_with_id(holding.holder_id, holding.holder),
    }
    if holding.better is None:
        return explain_dispute(holding, shown, stated=stated)
    shown["better"] = name_source(holding.better)
    if holding.said.ended is not None:
        return explain_ended(holding, shown, stated=stated)
    if not stated and (note := explain_rights(holding, shown)):
        return note
    return (OTHER_CONTROLLER if stated else OTHER_HOLDING).write([holding.record, holding.better], **shown)


def explain_dispute(holding: Superseded, shown: Mapping[str, object], *, stated: bool) -> Note:
    """Return the note on a disputed holding or statement of control, with the source whose statement counts if any."""
    if holding.disputes is None:
        return (DISPUTED_CONTROLLER if stated else DISPUTED_HOLDING).write([holding.record], **shown)
    kind, counts = DISPUTES_CONTROLLER if stated else DISPUTES_HOLDING, name_source(holding.disputes)
    share = write_capital(holding)
    named = share if write_band(*read_capital(holding)) is None else share._replace(en=f"the {share.en}")
    return kind.write([holding.record, holding.disputes], counts=counts, **{**shown, "share": named})


def explain_contradictions(contradictions: Iterable[Contradiction]) -> list[Note]:
    """Return a note for each value of a party that another source gives differently."""
    return [
        OTHER_DESCRIPTION.write(
            [one.record, one.better], source=name_source(one.record), better=name_source(one.better),
            field=name_field(Party, one.field), value=word_value(Party, one.field, one.value),
            counts=word_value(Party, one.field, one.counts),
        )
        for one in contradictions
    ]  # fmt: skip
