"""Notes on what a lesser source states although a better one has ended it, and on ties of circles that do not count."""

from collections.abc import Mapping, Sequence

from ....graph.read.party.superseded import Better, Superseded
from ....graph.rules.sentences import CIRCLE_TIES, Language
from ....ingest.records import Relation
from ....ingest.records.words import CIRCLE_KINDS
from ....models.wording import Wording, join_wordings, name_with_id, write_band
from ..declaration import Note, NoteKind

ENDED_HOLDING = NoteKind(
    code="ended_holding",
    when="a source stated a holding before a better one ended it",
    en="{source} states {share} of {company} for {holder} (known since {known}); that does not count, because "
    "according to {better}, which is more certain, more trusted or newer, it had ended by {ended}",
    zh="{source}称{holder}持有{company}的{share}（自{known}起已知），未予采用：{better}更可靠、来源更可信或更新，据其该持股不晚于{ended}终止",
)
HOLDING_AFTER_END = NoteKind(
    code="holding_after_end",
    when="a source states a holding after a better one has ended it: the two contradict each other",
    en="{source} states {share} of {company} for {holder} (known since {known}), although according to "
    "{better}, which is more certain, more trusted or newer, it had ended by {ended}: they contradict each other, and "
    "the holding does not count",
    zh="{source}称{holder}持有{company}的{share}（自{known}起已知），与{better}相矛盾：后者更可靠、来源更可信或更新，据其该持股"
    "不晚于{ended}终止，故未计入",
)
ENDED_CONTROLLER = NoteKind(
    code="ended_controller",
    when="a source names a controller, and a better one has ended its own statement that says so",
    en="{source} names {holder} as a controller of {company} (known since {known}); that does not count, because "
    "according to {better}, which is more certain, more trusted or newer, this had ended by {ended}",
    zh="{source}称{holder}为{company}的实际控制人（自{known}起已知），未予采用：{better}更可靠、来源更可信或更新，据其该控制不晚于"
    "{ended}终止",
)
OTHER_RIGHTS = NoteKind(
    code="other_rights",
    when="sources, or two rows of one source, state the same capital of a holding, and other votes or rights to profit",
    en="{source} states {rights} of {company} for {holder}; that does not count, because {better}, which states the "
    "same capital and {counts}, is more certain, more trusted or newer",
    zh="{source}称{holder}享有{company}的{rights}，未予采用：{better}所载出资相同而为{counts}，且更可靠、来源更可信或更新",
)
DISPUTED_TIE = NoteKind(
    code="disputed_tie",
    when="a tie of family, concert or a nominee is disputed",
    en="{source} states {tie} between {left} and {right}; that is disputed and makes no circle of control",
    zh="{source}称{left}与{right}存在{tie}，该记录有争议，不据以认定共同控制",
)
TIE_DISPUTED_BY_BETTER = NoteKind(
    code="tie_disputed_by_better",
    when="a source states a tie of family, concert or a nominee that a better one disputes",
    en="{better} disputes the {tie} that {source} states between {left} and {right}, and is more certain, more trusted "
    "or newer: it makes no circle of control",
    zh="{better}否认{source}所称{left}与{right}的{tie}，且更可靠、来源更可信或更新，故不据以认定共同控制",
)
ENDED_TIE = NoteKind(
    code="ended_tie",
    when="a source states a tie of family, concert or a nominee that a better one has ended",
    en="{source} states {tie} between {left} and {right} (known since {known}); that makes no circle of control, "
    "because according to {better}, which is more certain, more trusted or newer, it had ended by {ended}",
    zh="{source}称{left}与{right}存在{tie}（自{known}起已知），不据以认定共同控制：{better}更可靠、来源更可信或更新，据其该关系"
    "不晚于{ended}终止",
)


def is_circle_tie(one: Superseded) -> bool:
    """Return whether it is a tie of family, concert or a nominee."""
    return one.type == Relation.label and one.kind in CIRCLE_KINDS


def leave_out_disputes(ties: Sequence[Superseded]) -> list[Superseded]:
    """Leave out the disputed ties that the note on the tie they dispute names."""
    named = {(frozenset((one.holder_id, one.company_id)), one.better) for one in ties if one.better}
    return [one for one in ties if one.better or (frozenset((one.holder_id, one.company_id)), one.record) not in named]


def explain_circle_tie(tie: Superseded) -> Note:
    """Return the note on one tie of a circle that does not count."""
    words = CIRCLE_TIES[str(tie.kind)]
    shown = {
        "source": name_source(tie.record),
        "tie": Wording(zh=words[Language.ZH], en=words[Language.EN]),
        "left": name_with_id(tie.holder_id, tie.holder),
        "right": name_with_id(tie.company_id, tie.company),
    }
    if tie.better is None:
        return DISPUTED_TIE.write([tie.record], **shown)
    records, better = list_records(tie), name_source(tie.better)
    if tie.said.ended is None:
        named = Wording(zh=words[Language.ZH], en=words[Language.EN].removeprefix("a "))
        return TIE_DISPUTED_BY_BETTER.write(records, better=better, **{**shown, "tie": named})
    return ENDED_TIE.write(records, better=better, ended=tie.said.ended, known=tie.known_from, **shown)


def explain_ended(holding: Superseded, shown: Mapping[str, object], *, stated: bool) -> Note:
    """Return the note on a holding or statement of control that a better source has ended."""
    ended, known = holding.said.ended, holding.known_from
    kind = HOLDING_AFTER_END if ended and known and known >= ended else ENDED_HOLDING
    if stated:
        kind = ENDED_CONTROLLER
    return kind.write(list_records(holding), ended=ended, known=known, **shown)


def explain_rights(holding: Superseded, shown: Mapping[str, object]) -> Note | None:
    """Return the note on a holding with the capital that counts, and other votes or rights to profit."""
    better = holding.said
    if write_band(*read_capital(holding)) is None or read_capital(holding) != read_capital(better):
        return None
    pairs = (
        ("of the votes", "表决权", holding.voting_share, better.voting_share),
        ("of the profit", "收益权", holding.income_share, better.income_share),
    )
    differing = [(words, one, other) for *words, one, other in pairs if one != other]
    if not differing:
        return None
    rights, counts = (
        join_wordings([write_right(holding, share, *words) for words, share in side])
        for side in zip(*(((words, one), (words, other)) for words, one, other in differing), strict=True)
    )
    return OTHER_RIGHTS.write(list_records(holding), rights=rights, counts=counts, **shown)


def list_records(one: Superseded) -> list[str]:
    """List the record that does not count and the one that does."""
    return [record for record in (one.record, one.better) if record]


def read_capital(stated: Superseded | Better) -> tuple[float | None, float | None]:
    """Return what is stated of the capital at least and at most."""
    return (stated.share_min, stated.share_max) if stated.share is None else (stated.share, stated.share)


def write_capital(stated: Superseded | Better) -> Wording:
    """Write the capital that is stated: a number, a band, or that it is unknown."""
    return write_band(*read_capital(stated)) or Wording(zh="股份（比例不详）", en="an unknown share")


def write_right(holding: Superseded, share: float | None, english: str, chinese: str) -> Wording:
    """Write votes or rights to profit; without a number of their own they follow the capital."""
    number = write_capital(holding) if share is None else Wording(zh=f"{share:.2%}", en=f"{share:.2%}")
    return Wording(en=f"{number.en} {english}", zh=f"{number.zh}{chinese}")


def name_source(record: str) -> str:
    """Return the source of a record."""
    return record.partition("|")[0]
