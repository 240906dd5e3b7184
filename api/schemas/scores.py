"""A score as a table that adds up."""

from datetime import date

from pydantic import Field

from .common import Node, Note, Schema


class ScoreLine(Schema):
    """One line of the table."""

    code: str = Field(examples=["mutual_guarantee"])
    kind: str = Field(examples=["rule"])
    value: float | None = Field(description="What was measured; null where it is unknown or there is none.")
    weight: float = Field(description="The most that the line can count.")
    contribution: float = Field(description="Points that the line adds or takes away.", examples=[-12.5])
    sentence_zh: str
    sentence_en: str
    evidence: list[str] = Field(description="Keys of records and nodes, or ties as `TYPE|start|end`.")
    as_of: date | None


class Score(Schema):
    """A score, its grade, and the lines that add up to it."""

    party: Node
    value: float = Field(description="0 (worst) to 100 (best); the sum of all contributions.", examples=[61.5])
    grade: str = Field(examples=["BBB"])
    lines: list[ScoreLine]
    reasons: list[str] = Field(description="Codes of the lines that took away most.")
    policy: str
    policy_version: str
    as_of: date = Field(description="Day for which it holds; it may lie before the day asked for.")
    scored_on: date = Field(description="Day on which it was made.")
    note: Note | None = Field(description="Says when it is older than the day asked for or than the graph; else null.")
