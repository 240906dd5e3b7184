"""What control of a company rests on, as it was derived."""

from datetime import date

from riskgraph.graph.read.party.controlled_companies import ControlledView
from riskgraph.graph.read.ties import NodeView
from riskgraph.models.control.basis import ControlBasis
from riskgraph.models.control.controlled import describe_controlled


def test_a_controlled_company_keeps_what_was_read() -> None:
    view = ControlledView(
        company=NodeView("C", "Party", "Company", "name of C"),
        votes=0.4,
        votes_exact=False,
        basis="joint",
        alone=False,
        through=("spouse 0.9",),
        jointly_with=(NodeView("Q", "Party", "Person", "name of Q"),),
        stated_share=0.45,
        as_of=date(2024, 1, 1),
        records=("registry|P-C",),
    )
    company = describe_controlled(view)
    assert (company.basis, company.votes, company.votes_exact) == (ControlBasis.JOINT, 0.4, False)
    assert (company.alone, company.company, company.through) == (False, view.company, ("spouse 0.9",))
    assert (company.jointly_with, company.stated_share) == (view.jointly_with, 0.45)
    assert (company.as_of, company.records) == (view.as_of, view.records)
