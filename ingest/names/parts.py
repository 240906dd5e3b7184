"""The parts of a company name in any language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a company name as written; `None` if the name lacks the part.

    `group` marks the head of a group (集团, Holdings). `branch` names a branch (分公司, 支行). `qualifier` is bracketed
    text that is not a place. `family` is the legal form in one spelling.
    """

    region: str | None = None
    brand: str | None = None
    industry: str | None = None
    form: str | None = None
    group: str | None = None
    branch: str | None = None
    qualifier: str | None = None
    family: str | None = None
