"""The other parties on a page and in its lists have the kinds and names of the day of knowledge."""

from datetime import date

import pytest

from riskgraph.answers.access.graph_access import open_access
from riskgraph.answers.party.lists import answer_party_list
from riskgraph.answers.party.party import answer_party
from riskgraph.graph.engine.store import Store
from riskgraph.graph.time_point import TimePoint
from riskgraph.ingest.records import Party, PartyKind

from .test_parties_as_known import DAY, LATER, PERSON, WORLD, deliver


@pytest.mark.parametrize(
    ("as_known", "other"), [(DAY, (PartyKind.COMPANY, "乙样例有限公司")), (None, (PERSON, "乙某"))]
)
def test_a_holder_has_the_kind_and_name_of_the_day(
    store: Store, as_known: date | None, other: tuple[PartyKind, str]
) -> None:
    deliver(store, DAY, WORLD)
    deliver(store, LATER, [("b", Party(id="b", kind=PERSON, name="乙某"))])
    access, day = open_access(store.asynchronous, store), TimePoint(LATER, as_known)
    page = store.submit(answer_party(access, "a", day)).result().content
    listed = store.submit(answer_party_list(access, "a", "owners", day, None, 10)).result().content
    for (fact,) in (page.view.facts["owners"], listed.items):
        assert (fact.other.kind, fact.other.name) == other
