"""The parts of a company name, whatever its language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a company name as written; `None` where the name does not have the part.

    `group` is the word that marks the head of a group (集团, Holdings), `branch` names a branch (分公司, 支行),
    `qualifier` is what stands in brackets and is no place, `family` is the legal form whatever its spelling.
    """

    region: str | None = None
    brand: str | None = None
    industry: str | None = None
    form: str | None = None
    group: str | None = None
    branch: str | None = None
    qualifier: str | None = None
    family: str | None = None
