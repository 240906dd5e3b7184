"""What control of a company rests on."""

from enum import StrEnum


class ControlBasis(StrEnum):
    """Votes above half; a source that names the controller; a source that names several controllers together."""

    VOTES = "votes"
    STATED = "stated"
    JOINT = "joint"
