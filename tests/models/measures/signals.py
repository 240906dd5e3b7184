"""The signals of one party of an economy."""

from riskgraph.models.economy import Economy
from riskgraph.models.policy import read_policy
from riskgraph.models.score.assessment import assess_parties
from riskgraph.models.signals import Signal


def signal_of(economy: Economy, code: str, party: str = "a") -> Signal:
    """Return one signal of a party."""
    assessment = next(assess_parties(economy, [], read_policy(), parties=[party]))
    return next(signal for signal in assessment.signals if signal.code == code)


def codes_of(economy: Economy, party: str = "a") -> set[str]:
    """Return the codes of a party's signals."""
    return {signal.code for signal in next(assess_parties(economy, [], read_policy(), parties=[party])).signals}
