"""The smallest worlds of differences that are mended, examined with every run of the tests."""

from .worlds import holds, make_world, relates

KEPT = {
    "a company whose holder has an unknown part of it is no owner": make_world(
        holds("p", "a", None), holds("a", "b", 60)
    ),
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
}  # fmt: skip
