"""Notes on what a lesser source states although a better one has ended it, and on ties of circles that do not count."""

from collections.abc import Mapping

from ...graph.read.party.superseded import Superseded
from ...graph.rules.sentences import CIRCLE_TIES, Language
from ...ingest.records import Relation
from ...ingest.records.words import CIRCLE_KINDS
from ...models.wording import Wording
from .declaration import Note, NoteKind

ENDED_HOLDING = NoteKind(
    code="ended_holding",
    when="a source stated a holding before a better one ended it",
    en="{source} states {share} of {company} for {holder}, as known on {known}; that does not count, because {better}, "
    "which is more certain, more trusted or newer, says that it ended on {ended}",
    zh="{source}称{holder}持有{company}{share}（{known}所知），未予采用：{better}更可靠、来源更可信或更新，称该持股已于{ended}终止",
)
HOLDING_AFTER_END = NoteKind(
    code="holding_after_end",
    when="a source states a holding after a better one has ended it: the two contradict each other",
    en="{source} states {share} of {company} for {holder}, as known on {known}, and {better} contradicts it: that says "
    "that it ended on {ended}, and is more certain or more trusted, so the holding does not count",
    zh="{source}称{holder}持有{company}{share}（{known}所知），与{better}相矛盾：后者更可靠或来源更可信，称该持股已于{ended}终止，"
    "故未计入",
)
ENDED_CONTROLLER = NoteKind(
    code="ended_controller",
    when="a source names a controller, and a better one has ended its own statement that says so",
    en="{source} names {holder} as a controller of {company}, as known on {known}; that does not count, because "
    "{better}, which is more certain, more trusted or newer, says that this ended on {ended}",
    zh="{source}称{holder}为{company}的实际控制人（{known}所知），未予采用：{better}更可靠、来源更可信或更新，称该控制已于{ended}终止",
)
OTHER_VOTES = NoteKind(
    code="other_votes",
    when="sources, or two rows of one source, state the same capital of a holding, and other votes or rights to profit",
    en="{source} states {right} of {company} for {holder}; that does not count, because {better}, which states the "
    "same capital and {counts}, is more certain, more trusted or newer",
    zh="{source}称{holder}享有{company}{right}，未予采用：{better}所载出资相同而为{counts}，且更可靠、来源更可信或更新",
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
    en="{source} states {tie} between {left} and {right}; that makes no circle of control, because {better}, which is "
    "more certain, more trusted or newer, disputes it",
    zh="{source}称{left}与{right}存在{tie}，不据以认定共同控制：{better}更可靠、来源更可信或更新，对该关系有争议",
)
ENDED_TIE = NoteKind(
    code="ended_tie",
    when="a source states a tie of family, concert or a nominee that a better one has ended",
    en="{source} states {tie} between {left} and {right}, as known on {known}; that makes no circle of control, "
    "because {better}, which is more certain, more trusted or newer, says that it ended on {ended}",
    zh="{source}称{left}与{right}存在{tie}（{known}所知），不据以认定共同控制：{better}更可靠、来源更可信或更新，称该关系已于"
    "{ended}终止",
)


def is_circle_tie(one: Superseded) -> bool:
    """Return whether it is a tie of family, concert or a nominee."""
    return one.type == Relation.label and one.kind in CIRCLE_KINDS


def explain_circle_tie(tie: Superseded) -> Note:
    """Return the note on one tie of a circle that does not count."""
    words = CIRCLE_TIES[str(tie.kind)]
    shown = {
        "source": name_source(tie.record),
        "tie": Wording(zh=words[Language.ZH], en=words[Language.EN]),
        "left": tie.holder,
        "right": tie.company,
    }
    if tie.better is None:
        return DISPUTED_TIE.write([tie.record], **shown)
    records, better = list_records(tie), name_source(tie.better)
    if tie.said.ended is None:
        return TIE_DISPUTED_BY_BETTER.write(records, better=better, **shown)
    return ENDED_TIE.write(records, better=better, ended=tie.said.ended, known=tie.known_from, **shown)


def explain_ended(holding: Superseded, shown: Mapping[str, object], *, stated: bool) -> Note:
    """Return the note on a holding or statement of control that a better source has ended."""
    ended, known = holding.said.ended, holding.known_from
    kind = HOLDING_AFTER_END if ended and known and known >= ended else ENDED_HOLDING
    if stated:
        kind = ENDED_CONTROLLER
    return kind.write(list_records(holding), ended=ended, known=known, **shown)


def explain_rights(holding: Superseded, shown: Mapping[str, object]) -> Note | None:
    """Return the note on a holding of which only the votes or rights to profit differ from those that count."""
    better = holding.said
    if holding.share is None or holding.share != better.share:
        return None
    rights = (
        ("of the votes", "表决权", holding.voting_share, better.voting_share),
        ("of the profit", "收益权", holding.income_share, better.income_share),
    )
    for english, chinese, one, other in rights:
        if one != other:
            right, counts = (write_right(holding.share, share, english, chinese) for share in (one, other))
            return OTHER_VOTES.write(list_records(holding), right=right, counts=counts, **shown)
    return None


def list_records(one: Superseded) -> list[str]:
    """List the record that does not count and the one that does."""
    return [record for record in (one.record, one.better) if record]


def write_right(capital: float, share: float | None, english: str, chinese: str) -> Wording:
    """Write votes or rights to profit; without a number of their own they follow the capital."""
    number = f"{capital if share is None else share:.2%}"
    return Wording(en=f"{number} {english}", zh=f"{number}的{chinese}")


def name_source(record: str) -> str:
    """Return the source of a record."""
    return record.partition("|")[0]
