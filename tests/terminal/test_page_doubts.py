"""A page says beside what it shows what may be wrong with it: contradictions are notes on the page of each party."""

from riskgraph.graph.engine.store import Store

from ..commands import Run
from ..graph.factories import load, owns, person
from .test_page import DAY


def test_the_page_of_a_company_says_that_the_kind_of_its_owner_is_in_doubt(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.6), owns("h", "p", 0.7)])
    for party in ("c", "p"):
        told = run("show", party, *DAY).out
        assert told.count("NOTE 提示: p 岚川朔禾 (p) is recorded as a person, but has holders according to case") == 1
        assert "p 岚川朔禾 (p)被记为自然人，但据case有持有人：h 澜砚贸易 (h)" in told
