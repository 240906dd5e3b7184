"""What control of a company rests on: votes above half, or a statement."""

from datetime import date

import pytest

from riskgraph.graph.read.controlled_companies import ControlledView
from riskgraph.graph.read.ties import NodeView
from riskgraph.models.control.controlled import describe_controlled, find_basis
from riskgraph.models.control.controllers import ControlBasis

ABOVE, AT, UNKNOWN = 0.5 + 2e-9, 0.5 + 5e-10, None


@pytest.mark.parametrize(("votes", "basis"), [(ABOVE, "votes"), (AT, "stated"), (0.0, "stated"), (UNKNOWN, "stated")])
def test_votes_above_half_are_the_basis_and_a_statement_otherwise(votes: float | None, basis: str) -> None:
    assert find_basis(votes) == basis


def test_a_controlled_company_keeps_what_was_read() -> None:
    view = ControlledView(
        company=NodeView("C", "Party", "Company", "name of C"),
        votes=0.6,
        alone=False,
        through=("spouse 0.9",),
        as_of=date(2024, 1, 1),
        records=("registry|P-C",),
    )
    company = describe_controlled(view)
    assert (company.basis, company.votes, company.alone) == (ControlBasis.VOTES, 0.6, False)
    assert (company.company, company.through) == (view.company, ("spouse 0.9",))
    assert (company.as_of, company.records) == (view.as_of, view.records)
