"""A score as a table that adds up."""

from datetime import date

from pydantic import Field

from .common import Node, Note, Schema


class ScoreLine(Schema):
    """One line of the table."""

    code: str = Field(description="Code of the signal.", examples=["mutual_guarantee"])
    kind: str = Field(
        description="rule, ability, conduct, structure or model; base and limit for the score itself.",
        examples=["rule"],
    )
    value: float | None = Field(description="What was measured; null where it is unknown or there is none.")
    weight: float = Field(description="The most that the line can count.")
    contribution: float = Field(description="Points that the line adds or takes away.", examples=[-12.5])
    sentence_zh: str = Field(description="Reason in Chinese.")
    sentence_en: str = Field(description="Reason in English.")
    evidence: list[str] = Field(description="Keys of records and nodes, or ties as `TYPE|start|end`.")
    as_of: date | None = Field(description="Day for which it holds; null where it has none.")


class Score(Schema):
    """A score, its grade, and the lines that add up to it; the scale is for companies."""

    party: Node = Field(description="The party.")
    value: float = Field(description="0 (worst) to 100 (best); the sum of all contributions.", examples=[61.5])
    grade: str | None = Field(
        description="AAA to CCC; null, with a note, for a company that is struck off or has lost its licence or of "
        "which nothing is known, and for a person or a public body: the scale is for companies.",
        examples=["BBB"],
    )
    lines: list[ScoreLine] = Field(description="The table; its contributions add up to `value`.")
    reasons: list[str] = Field(description="Codes of the lines that took away most.")
    policy: str = Field(description="Name of the policy.")
    policy_version: str = Field(description="Hash of the policy file.")
    as_of: date = Field(description="Day for which it holds; it may lie before the day asked for.")
    scored_on: date = Field(description="Day on which it was made.")
    note: Note | None = Field(description="Says when it is older than the day asked for or than the graph; else null.")
