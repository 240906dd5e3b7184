"""What can cut an answer short, each with the sentence that says so: no cap works unseen."""

from collections.abc import Collection
from enum import StrEnum

from ..settings import Settings


class Truncation(StrEnum):
    """A cap, a limit, a budget or a stored value nobody can read that left something out."""

    NEIGHBOURS = "neighbours"
    NODES = "nodes"
    HOPS = "hops"
    LEVELS = "levels"
    ROWS = "rows"
    CHAINS = "chains"
    WALKS = "walks"
    TIME = "time"
    LIMIT = "limit"
    CANDIDATES = "candidates"
    INDEX = "index"
    PERIODS = "periods"


SENTENCES = {
    Truncation.NEIGHBOURS: (
        "of more than {max_neighbours} relationships of one type around a node only the strongest are in it "
        "(RISKGRAPH_MAX_NEIGHBOURS)"
    ),
    Truncation.NODES: "the search ended at {max_network_nodes} nodes (RISKGRAPH_MAX_NETWORK_NODES)",
    Truncation.HOPS: "nothing further than {max_hops} relationships away is looked at (RISKGRAPH_MAX_HOPS)",
    Truncation.LEVELS: "holders were not looked up to the top: there are too many levels of them",
    Truncation.ROWS: "a list was too long and only its first rows are in it",
    Truncation.CHAINS: "there are too many chains of holdings, and not all were followed",
    Truncation.WALKS: "there are too many paths, and not all were compared",
    Truncation.TIME: "the search ended when its time of {read_budget_s:g} s was used up (RISKGRAPH_READ_BUDGET_S)",
    Truncation.LIMIT: (
        "there may be more than `limit` allows; ask with a higher one, or for the next page where there is one"
    ),
    Truncation.CANDIDATES: "only the names most like these words were compared; others may fit as well",
    Truncation.INDEX: "the name index has not caught up with the graph; ask again shortly",
    Truncation.PERIODS: (
        "a stored figure is left out: its period is neither a year such as 2023 nor a month such as 2023-04"
    ),
}


def explain_truncations(cuts: Collection[Truncation], settings: Settings) -> list[str]:
    """Give a sentence for each cut, in a fixed order."""
    caps = settings.model_dump(include={"max_neighbours", "max_network_nodes", "max_hops", "read_budget_s"})
    return [f"not complete: {SENTENCES[cut].format(**caps)}" for cut in Truncation if cut in cuts]
