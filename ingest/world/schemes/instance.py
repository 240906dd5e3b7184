"""What is known about one planted scheme or one innocent look-alike."""

from dataclasses import dataclass, field

from ..days import NO_DAY


@dataclass(slots=True)
class Instance:
    """One scheme or look-alike: who takes part in which role, and when.

    `scheme` is the name of the scheme, for a look-alike of the scheme it looks like; `reason` says why a look-alike is
    innocent, in English and Chinese, and is empty for a scheme. Members and keys are party codes, facilities are rows.
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
