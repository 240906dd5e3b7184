"""How many questions of a hunt were answered: one that compares few answers proves little."""

from dataclasses import dataclass

from .questions import Given

MOST_UNANSWERED = 1 / 20  # a busy machine leaves a few questions without an answer; more is a fault


@dataclass(slots=True)
class Replies:
    """The questions asked, through `answers` and over HTTP, and those that were not answered."""

    asked: int = 0
    unanswered: int = 0

    @property
    def too_few(self) -> bool:
        """Return whether so many questions were not answered that the hunt fails."""
        return self.unanswered > self.asked * MOST_UNANSWERED

    def count(self, given: Given) -> Given:
        """Count an answer and return it."""
        self.asked += 1
        self.unanswered += given.unanswered
        return given

    def describe(self) -> str:
        """Describe how many questions were not answered."""
        return f"{self.unanswered} of {self.asked} questions not answered"
