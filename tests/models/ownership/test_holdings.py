"""The ties between two parties put together: bounds, votes, and how far chains are followed."""

from datetime import date
from itertools import pairwise

import pytest

from riskgraph.graph.read.owners.owners import Owners
from riskgraph.graph.read.ties import NodeView, TieView
from riskgraph.models.control.controllers import ControlLink, add_votes
from riskgraph.models.ownership.chains import find_chains
from riskgraph.models.ownership.holdings import Holding, collect_holdings, read_bounds, sum_ties
from riskgraph.models.ownership.regimes import Basis


def tie(start: str = "p", end: str = "c", source: str = "registry", **properties: float) -> TieView:
    """Make a holding as the graph is read."""
    record = f"{source}|{start}-{end}"
    day = date(2024, 1, 1)
    return TieView("OWNS", start, end, "Party", source, record, None, None, day, 1.0, "stated", properties)


def bounds(*ties: TieView, basis: Basis = Basis.CAPITAL) -> tuple[float, float | None]:
    """Return what the ties come to, at least and at most."""
    holding: Holding = sum_ties(ties, basis)
    return round(holding.least, 9), None if holding.most is None else round(holding.most, 9)


def test_a_source_without_a_number_leaves_the_bounds_of_others_and_no_bound_to_its_own_sum() -> None:
    band, silent = tie(share_min=0.3, share_max=0.4), tie(source="news")
    assert bounds(band) == (0.3, 0.4)
    assert bounds(band, silent) == (0.3, 0.4)
    assert bounds(silent, band) == (0.3, 0.4)
    assert bounds(silent) == (0.0, None)
    assert bounds(tie(share=0.2), tie()) == (0.2, None)


def test_sources_that_agree_narrow_a_band() -> None:
    wide, narrow = tie(share_min=0.3, share_max=0.7), tie(source="news", share_min=0.4, share_max=0.9)
    assert bounds(wide, narrow) == (0.4, 0.7)
    assert bounds(tie(share=0.52), tie(source="news", share_min=0.4, share_max=0.6)) == (0.52, 0.52)


def test_votes_are_those_of_the_source_that_reports_them() -> None:
    register, filing = tie(share=0.6), tie(source="filing", share=0.6, voting_share=0.4)
    assert bounds(register, filing, basis=Basis.VOTES) == (0.4, 0.4)
    assert bounds(register, filing) == (0.6, 0.6)


def test_parts_that_add_up_to_more_than_the_whole_are_the_whole() -> None:
    assert bounds(tie(share=0.7), tie(share=0.6)) == (1.0, 1.0)
    assert bounds(tie(share_min=0.5, share_max=0.7), tie(share_min=0.2, share_max=0.6)) == (0.7, 1.0)


def test_a_sum_of_shares_is_written_without_noise() -> None:
    assert sum_ties([tie(share=0.1), tie(share=0.2)], Basis.CAPITAL).least == 0.3
    assert add_votes([ControlLink("p", "c", 0.1, (), None), ControlLink("q", "c", 0.2, (), None)]) == 0.3


def test_votes_that_add_up_to_more_than_the_whole_are_the_whole() -> None:
    assert add_votes([ControlLink("p", "c", 0.7, (), None), ControlLink("q", "c", 0.6, (), None)]) == 1.0
    assert add_votes([ControlLink("p", "c", 0.3, (), None), ControlLink("q", "c", None, (), None)]) == pytest.approx(
        0.3
    )


def test_votes_are_those_of_the_capital_unless_a_source_says_otherwise() -> None:
    assert read_bounds(tie(share=0.3), Basis.VOTES) == (0.3, 0.3)
    assert read_bounds(tie(share=0.3, voting_share=0.0), Basis.VOTES) == (0.0, 0.0)
    assert read_bounds(tie(share=0.3, voting_share=0.5), Basis.CAPITAL) == (0.3, 0.3)
    assert read_bounds(tie(share_min=0.2, share_max=0.4), Basis.VOTES) == (0.2, 0.4)


def test_chains_are_followed_however_long_they_are() -> None:
    ids = [f"c{step}" for step in range(301)]
    steps = [tie(holder, company, share=1.0) for company, holder in pairwise(ids)]
    owners = Owners(
        start="c0",
        nodes={id_: NodeView(id_, "Party", "Company", id_) for id_ in ids},
        holdings={step.record: step for step in steps},
    )
    chains, all_found = find_chains(collect_holdings(owners, Basis.CAPITAL), "c0")
    assert ([len(chain.steps) for chain in chains[ids[-1]]], all_found) == ([300], True)
