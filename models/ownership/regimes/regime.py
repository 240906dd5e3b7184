"""What a rule pack says: the threshold, what it is a fraction of, how indirect shares count, and who else is named."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ...matrices import TOLERANCE

Text = Annotated[str, Field(min_length=1)]


class RegimeId(StrEnum):
    """The regimes that can be asked for; each has a pack of this name."""

    CN_2024 = "cn_2024"
    CN_2025 = "cn_2025"
    EU_AMLD = "eu_amld"
    EU_AMLR = "eu_amlr"
    FATF = "fatf"
    UK_PSC = "uk_psc"
    US_CDD = "us_cdd"


class Basis(StrEnum):
    """What a threshold is a fraction of."""

    CAPITAL = "capital"
    VOTES = "votes"
    INCOME = "income"


class Aggregation(StrEnum):
    """How shares held through other companies count.

    `product` multiplies along each chain and adds the chains up. `majority_stakes` counts in full what companies hold
    in which the party has a majority stake, and nothing that other companies hold. `controlled_layers` multiplies too,
    but counts in full what the party controls, and a share in a company that controls the one asked about.
    """

    PRODUCT = "product"
    MAJORITY_STAKES = "majority_stakes"
    CONTROLLED_LAYERS = "controlled_layers"


class Officers(StrEnum):
    """When senior officers are named: never, where no owner is found, or always beside the owners."""

    NEVER = "never"
    FALLBACK = "fallback"
    ALWAYS = "always"


class Part(BaseModel):
    """A part of a pack: immutable, and without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Words(Part):
    """A text in both languages."""

    en: Text
    zh: Text


class Regime(Part):
    """A rule on beneficial owners.

    `control` names controllers of the company regardless of their share; `joint_control` also those who control only
    together with others. With `joint_holdings`, each of those who act in concert counts with the holdings of all.
    `effective_to` is the first day on which the rule is no longer in force. `checked` says whether the article was
    read in its own words, `reason` what was read. `version` changes with any setting, but not with comments.
    """

    id: RegimeId
    title: Words
    article: Words
    texts: Annotated[tuple[Text, ...], Field(min_length=1)]
    effective_from: date | None
    effective_to: date | None
    threshold: Annotated[float, Field(ge=0, le=1)]
    inclusive: bool
    bases: Annotated[tuple[Basis, ...], Field(min_length=1)]
    aggregation: Annotated[tuple[Aggregation, ...], Field(min_length=1)]
    control: bool
    joint_control: bool
    joint_holdings: bool
    officers: Officers
    checked: bool
    reason: Words
    version: str

    @model_validator(mode="after")
    def check_consistency(self) -> Self:
        """Refuse days in the wrong order, repeated words, and joint control without control."""
        if self.effective_from and self.effective_to and self.effective_from >= self.effective_to:
            raise ValueError(f"`effective_to` must come after `effective_from`: {self.effective_to}")
        for name, words in (("bases", self.bases), ("aggregation", self.aggregation)):
            if len(set(words)) < len(words):
                raise ValueError(f"`{name}` repeats a word: {', '.join(words)}")
        if self.joint_control and not self.control:
            raise ValueError("`joint_control` needs `control`")
        return self

    def reaches(self, share: float, threshold: float | None = None) -> bool:
        """Return whether a share is enough; one within 1e-9 of the threshold equals it."""
        limit = self.threshold if threshold is None else threshold
        return share >= limit - TOLERANCE if self.inclusive else share > limit + TOLERANCE

    def is_in_force(self, day: date) -> bool:
        """Return whether the rule is in force on a day."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day < self.effective_to)
