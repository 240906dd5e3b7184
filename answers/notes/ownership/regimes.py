"""Notes on rules about beneficial owners that are not in force on a day, or were not checked against the law."""

from datetime import date

from ....models.ownership.regimes import Regime
from ....models.wording import Wording
from ..declaration import Note, NoteKind

REGIME_NOT_IN_FORCE = NoteKind(
    code="regime_not_in_force",
    when="the rule on beneficial owners is in force only from a later day",
    en="{regime} ({title}) is in force from {since}, after the day asked for, {day}: the owners are those it would "
    "have named then",
    zh="{regime}（{title}）自{since}起施行，晚于所查日期{day}：所列为按该规定推算的所有人",
)
REGIME_ENDED = NoteKind(
    code="regime_ended",
    when="the rule on beneficial owners was no longer in force on the day asked for",
    en="{regime} ({title}) is not in force from {until}, and the day asked for is {day}: the owners are those it would "
    "have named then",
    zh="{regime}（{title}）自{until}起不再适用，所查日期为{day}：所列为按该规定推算的所有人",
)
REGIME_NOT_CHECKED = NoteKind(
    code="regime_not_checked",
    when="the rule on beneficial owners was not checked against the law (`caution` of the regime)",
    en="the rule has not been checked against the text of the law; do so before relying on it. {reason}",
    zh="该规则尚未与法律原文核对，使用前请先核对。{reason}",
)


def explain_regime(regime: Regime, day: date) -> list[Note]:
    """Return a note when the rule on beneficial owners is not in force yet on a day, or no longer."""
    if regime.is_in_force(day):
        return []
    title = Wording(zh=regime.title.zh, en=regime.title.en)
    if regime.effective_to is not None and regime.effective_to <= day:
        return [REGIME_ENDED.write(regime=regime.id, title=title, until=regime.effective_to, day=day)]
    return [REGIME_NOT_IN_FORCE.write(regime=regime.id, title=title, since=regime.effective_from, day=day)]


def caution_of(regime: Regime) -> Note | None:
    """Return the note that a rule was not checked against the law, and why; None where it was."""
    if regime.checked:
        return None
    return REGIME_NOT_CHECKED.write(reason=Wording(zh=regime.reason.zh, en=regime.reason.en))
