"""The truth about one planted scheme or one innocent look-alike."""

from dataclasses import dataclass, field

from ..days import NO_DAY


@dataclass(slots=True)
class Instance:
    """One scheme or look-alike: its members by role, and its first day.

    `scheme` is the name of the scheme, or of the scheme that a look-alike resembles. `reason` explains, in English and
    Chinese, why a look-alike is innocent; it is empty for a scheme. Members and keys are party codes, facilities are
    rows.
    """

    id: str
    scheme: str
    variant: str
    guilty: bool
    planted: bool
    members: dict[str, list[int]]
    keys: list[int]
    facilities: list[int] = field(default_factory=list)
    begins_on: int = NO_DAY
    reason: tuple[str, str] = ("", "")
