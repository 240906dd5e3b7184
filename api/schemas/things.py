"""Loans, cases, figures and relationships by the id or key that answers cite."""

from typing import Any

from pydantic import Field

from .common import Node, Schema
from .records import SaidTie


class Thing(Schema):
    """A loan, case or figure as it is known now."""

    node: Node = Field(description="Its id, label, kind and name.")
    properties: dict[str, Any] = Field(
        description="What its records say together: amounts, class, court, stage, days, value; what is unknown "
        "is absent. docs/records.md lists the fields."
    )
    records: list[str] = Field(
        description="Keys of the records that describe it, the one that counts first; each opens at /v1/records/{key}.",
        examples=[["world|facility|world:F000065"]],
    )
    parties: dict[str, Node] = Field(description="The parties that its fields name, such as `borrower` and `lender`.")
    parts: list[SaidTie] = Field(description="Of a case: the parties to it, each with its role and record.")
