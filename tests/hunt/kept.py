"""The smallest worlds of differences that are mended, examined with every run of the tests."""

from dataclasses import replace
from datetime import date

from .worlds import LATER, LATEST, deliver, holds, make_world, person, relates

BETTER = deliver(LATER, holds("p", "a", 20), holds("q", "b", 60), source="s1")
OTHER = deliver(LATER, relates("q", "controls", "a"), source="s1")
KEPT = {
    "a company whose holder has an unknown part of it is no owner": make_world(
        holds("p", "a", None), holds("a", "b", 60)
    ),
    "a person below whom a source calls held refuses no page": make_world(holds("a", "b", None), holds("b", "p", None)),
    "the controller of one company of a circle controls no other": make_world(
        holds("p", "a", 60), holds("q", "b", 100), relates("a", "acts_in_concert", "b")
    ),
    "what the companies of a circle control together, their controllers control jointly": make_world(
        holds("p", "a", 60), holds("q", "b", 100), holds("a", "c", 30), holds("b", "c", 30), holds("c", "d", 60),
        relates("a", "acts_in_concert", "b"),
    ),
    "of a circle only those are named who control by themselves": make_world(
        holds("p", "a", 60), relates("q", "controls", "a"), relates("p", "spouse", "q"),
        relates("q", "acts_in_concert", "r"),
    ),
    "a joint controller is replaced by its own controller without the circle of this one": make_world(
        relates("a", "controls", "c"), relates("b", "controls", "c"), relates("p", "controls", "a"),
        relates("p", "parent", "q"),
    ),
    "a set is named beside a member of a circle who controls by itself": make_world(
        holds("p", "a", 60), relates("p", "controls", "a"), relates("q", "controls", "a"), relates("p", "spouse", "q")
    ),
    "whoever joins two controllers by family and as a nominee is an owner with them": make_world(
        relates("p", "controls", "a"), relates("q", "controls", "a"), relates("r", "parent", "p"),
        relates("r", "nominee", "q"),
    ),
    "the better holding has ended": make_world(
        holds("p", "a", 60), BETTER, deliver(LATEST, holds("q", "b", 60), source="s1", full=True), trust=(30, 90)
    ),
    "the better holding was retracted": make_world(
        holds("p", "a", 20),
        deliver(LATER, holds("p", "a", 60), source="s1"),
        deliver(LATEST, holds("p", "a", 60, status="retracted"), source="s1"),
        trust=(30, 90),
    ),
    "the better holding was corrected": make_world(
        holds("p", "a", 60), BETTER, deliver(LATEST, holds("p", "a", 30), source="s1"), trust=(30, 90)
    ),
    "two sources name other controllers, the first is better": make_world(relates("p", "controls", "a"), OTHER),
    "two sources name other controllers, the second is better": make_world(
        relates("p", "controls", "a"), OTHER, trust=(30, 90)
    ),
    "parcels of a less trusted source": make_world(
        holds("p", "a", 30), deliver(LATER, holds("p", "a", 30, "x"), holds("p", "a", 30, "y"), source="s1")
    ),
    "a set controls what it reaches through one of its own members": make_world(
        holds("b", "a", 60), relates("p", "controls", "b"), relates("a", "controls", "b"),
        relates("b", "controls", "c"), relates("a", "controls", "d"), relates("c", "controls", "d"),
    ),
    "what two companies of one set hold together, the set controls": make_world(
        relates("p", "controls", "a"), relates("q", "controls", "a"), relates("p", "controls", "b"),
        relates("q", "controls", "b"), holds("a", "c", 30), holds("b", "c", 30),
    ),
    "the better source states no number, a lesser one does": make_world(
        holds("p", "a", None), deliver(LATER, holds("p", "a", 50), source="s1")
    ),
    "the better source states a band, a lesser one a share outside it": make_world(
        holds("p", "a", None, share_max=3000), deliver(LATER, holds("p", "a", 60), source="s1")
    ),
    "the better source states capital, a lesser one votes as well": make_world(
        holds("p", "a", 60), deliver(LATER, holds("p", "a", 60, votes=4000), source="s1")
    ),
    "an unknown holding of a company that a person holds in part makes no owner of more than that part": make_world(
        holds("p", "c", 20), holds("c", "b", 60), holds("b", "a", None)
    ),
    "a company that has a part of its own controller is no owner of itself": make_world(
        holds("p", "a", 40), holds("a", "b", None), relates("b", "controls", "a")
    ),
    "a kind that is corrected in a description of a later day is corrected for all days": make_world(
        relates("p", "controls", "a"),
        deliver(LATER, person("p"), source="s1"),
        deliver(LATEST, replace(person("p"), kind="Company", described_at=date(2022, 9, 27))),
    ),
    "what is held of a person as the better source says does not count, though a lesser one says company": make_world(
        holds("p", "c", 60), holds("c", "a", 75),
        deliver(LATER, person("p"), source="s1"),
        deliver(LATER, replace(person("p"), kind="Company"), source="s1"),
        deliver(LATEST, holds("q", "p", 51)),
    ),
    "a description of a later day says nothing of the days before it": make_world(
        deliver(LATER, replace(person("b"), kind="Company", capital=4, described_at=date(2022, 9, 27)))
    ),
    "a person was known as a person before the kind was corrected": make_world(
        holds("p", "a", 60),
        deliver(LATER, holds("q", "b", 60)),
        deliver(LATEST, replace(person("p"), kind="Company", name="p 云外样例")),
    ),
    "a set does not control what one of its members controls together with a company of the set": make_world(
        holds("p", "b", 60), relates("c", "controls", "a"), relates("b", "controls", "a"),
        deliver(LATER, relates("q", "controls", "b"), relates("c", "controls", "b"), source="s1"),
    ),
}  # fmt: skip
