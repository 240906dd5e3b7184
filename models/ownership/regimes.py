"""The rules on beneficial owners: thresholds as data, each with its source and how well it was checked.

The thresholds are general knowledge (to be checked against the primary text before they are quoted as law), which
`checked` says. A share that equals the threshold counts only where the regime is inclusive: "25% or more" against
"more than 25%".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..matrices import TOLERANCE


class RegimeId(StrEnum):
    """The regimes that can be asked for."""

    FATF = "fatf"
    UK_PSC = "uk_psc"
    EU_AMLD = "eu_amld"
    EU_AMLR = "eu_amlr"
    US_CDD = "us_cdd"
    CN_2024 = "cn_2024"


class Basis(StrEnum):
    """What a threshold is a fraction of."""

    CAPITAL = "capital"
    VOTES = "votes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A rule on beneficial owners.

    `control` says that a controller of the company is one regardless of the share; `fallback` that its senior officers
    stand in when there is no other.
    """

    id: RegimeId
    title: str
    source: str
    effective_from: date | None
    threshold: float
    inclusive: bool
    bases: tuple[Basis, ...]
    control: bool
    fallback: bool
    checked: bool = False

    def reaches(self, share: float, threshold: float | None = None) -> bool:
        """Return whether a share is enough, equal ones within 1e-9 as the regime has it."""
        limit = self.threshold if threshold is None else threshold
        return share >= limit - TOLERANCE if self.inclusive else share > limit + TOLERANCE


BOTH = (Basis.CAPITAL, Basis.VOTES)
REGIMES: dict[RegimeId, Regime] = {
    regime.id: regime
    for regime in (
        Regime(
            id=RegimeId.FATF, title="FATF Recommendation 24: more than 25% as the usual ceiling",
            source="FATF, Recommendation 24 and its interpretive note", effective_from=None,
            threshold=0.25, inclusive=False, bases=BOTH, control=True, fallback=True,
        ),
        Regime(
            id=RegimeId.UK_PSC, title="United Kingdom: people with significant control, more than 25%",
            source="Companies Act 2006, schedule 1A", effective_from=date(2016, 4, 6),
            threshold=0.25, inclusive=False, bases=BOTH, control=True, fallback=False,
        ),
        Regime(
            id=RegimeId.EU_AMLD, title="European Union, fourth and fifth directive: 25% plus one share",
            source="Directive (EU) 2015/849, article 3(6)", effective_from=date(2017, 6, 26),
            threshold=0.25, inclusive=False, bases=BOTH, control=True, fallback=True,
        ),
        Regime(
            id=RegimeId.EU_AMLR, title="European Union, regulation: 25% or more",
            source="Regulation (EU) 2024/1624, articles 51 to 53", effective_from=date(2027, 7, 10),
            threshold=0.25, inclusive=True, bases=BOTH, control=True, fallback=True,
        ),
        Regime(
            id=RegimeId.US_CDD, title="United States, customer due diligence rule: 25% or more of the equity",
            source="31 CFR 1010.230", effective_from=date(2018, 5, 11),
            threshold=0.25, inclusive=True, bases=(Basis.CAPITAL,), control=True, fallback=True,
        ),
        Regime(
            id=RegimeId.CN_2024, title="中国《受益所有人信息管理办法》: 25%以上(含本数)",
            source="中国人民银行、国家市场监督管理总局令〔2024〕第3号", effective_from=date(2024, 11, 1),
            threshold=0.25, inclusive=True, bases=BOTH, control=True, fallback=True,
        ),
    )
}  # fmt: skip
