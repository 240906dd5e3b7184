"""The votes of each holder in each company, and the circles of parties that vote together."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from ...graph.rules.control_ties import ControlFacts
from ..matrices import Floats, Indices
from .statements import StatedShare, group_by_source

# a tie of family or concert below this is a guess; a circle made of guesses would tie strangers together
CIRCLE_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class CircleTie:
    """One kind of tie between two members of a circle, with the confidence of the surest source."""

    kind: str
    confidence: float
    records: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Votes:
    """Who has how many votes in what: places in `parties`.

    `stated` has each company with a controller that a source names alone; `together` has each set of joint controllers
    with the company. `stated_shares` is the part that a source states for them, `stated_confidence` how sure it is.
    `inexact` has the holders and companies of which the votes are those at least, as each source has a band. `circle`
    is the place of the first member of each party's circle. `holder_records` has the holders of each company
    and its stated controllers with their records; `circle_ties` has, for each circle, the ties that make it one.
    """

    parties: Sequence[str]
    owner: Indices
    company: Indices
    votes: NDArray[np.float64]
    stated: tuple[Indices, Indices]
    circle: Indices
    holder_records: Mapping[int, Sequence[tuple[int, Sequence[str]]]]
    circle_ties: Mapping[int, Sequence[CircleTie]] = field(default_factory=dict)
    together: Sequence[tuple[frozenset[int], int]] = ()
    stated_shares: Mapping[int, Sequence[tuple[int, StatedShare]]] = field(default_factory=dict)
    stated_confidence: Mapping[tuple[int, int], float] = field(default_factory=dict)
    inexact: Set[tuple[int, int]] = frozenset()

    @cached_property
    def holders_of(self) -> Mapping[int, Sequence[tuple[int, float]]]:
        """The holders of each company with their votes, scaled down to one where sources give more than all."""
        total = np.bincount(self.company, weights=self.votes, minlength=len(self.parties))
        scaled = self.votes / np.maximum(total[self.company], 1.0)
        held: dict[int, list[tuple[int, float]]] = {}
        for owner, company, part in zip(self.owner.tolist(), self.company.tolist(), scaled.tolist(), strict=True):
            held.setdefault(company, []).append((owner, part))
        return held


def arrange_facts(facts: ControlFacts) -> Votes:
    """Put the votes, stated controllers and circles of a day into arrays."""
    ends = (("owner", "company"), ("controller", "company"), ("left", "right"))
    rows = (
        (row[end] for row in part for end in pair)
        for part, pair in zip((facts.votes, facts.stated, facts.circles), ends, strict=True)
    )
    parties = sorted({party for part in rows for party in part})
    place = {party: number for number, party in enumerate(parties)}
    left, right = find_places(facts.circles, "left", place), find_places(facts.circles, "right", place)
    circle = join_circles(left, right, len(parties))
    company = find_places(facts.votes, "company", place)
    held = np.minimum(np.array([row["votes"] for row in facts.votes], dtype=np.float64), 1.0)  # parcels may exceed it
    alone, together = split_statements(
        (row.get("source", ""), place[row["controller"]], place[row["company"]]) for row in facts.stated
    )
    return Votes(
        parties=parties,
        owner=find_places(facts.votes, "owner", place),
        company=company,
        votes=limit_unreported(held, np.array([row["reported"] > 0 for row in facts.votes], dtype=np.bool_), company),
        stated=alone,
        together=together,
        stated_shares=read_stated_shares(facts.stated, place),
        stated_confidence=read_stated_confidence(facts.stated, place),
        circle=circle,
        holder_records=join_records([*facts.votes, *facts.stated], place),
        circle_ties=join_ties(facts.circles, circle[left].tolist()),
        inexact={(place[row["owner"]], place[row["company"]]) for row in facts.votes if not row["exact"]},
    )


def split_statements(
    rows: Iterable[tuple[str, int, int]],
) -> tuple[tuple[Indices, Indices], list[tuple[frozenset[int], int]]]:
    """Return the controllers named alone with their companies, and the sets named together with theirs."""
    sets = group_by_source(rows)
    alone = sorted((min(members), company) for members, company in sets if len(members) == 1)
    together = [(members, company) for members, company in sets if len(members) > 1]
    pairs = np.array(alone, dtype=np.int64).reshape(-1, 2)
    return (pairs[:, 0], pairs[:, 1]), together


def read_stated_shares(
    rows: Iterable[Mapping[str, Any]], place: Mapping[str, int]
) -> dict[int, list[tuple[int, StatedShare]]]:
    """Return the controllers that sources name for each company, with the part that they state."""
    shares: dict[int, list[tuple[int, StatedShare]]] = {}
    for row in rows:
        stated = StatedShare(row.get("source", ""), row.get("controlled_share"), row.get("share"))
        shares.setdefault(place[row["company"]], []).append((place[row["controller"]], stated))
    return shares


def read_stated_confidence(rows: Iterable[Mapping[str, Any]], place: Mapping[str, int]) -> dict[tuple[int, int], float]:
    """Return the confidence of the statement on a controller and company, the lowest of several."""
    found: dict[tuple[int, int], float] = {}
    for row in rows:
        pair = (place[row["controller"]], place[row["company"]])
        found[pair] = min(row.get("confidence", 1.0), found.get(pair, 1.0))
    return found


def join_records(rows: Iterable[Mapping[str, Any]], place: Mapping[str, int]) -> dict[int, list[tuple[int, list[str]]]]:
    """Return the records of each company's holdings with the holder."""
    holder_records: dict[int, list[tuple[int, list[str]]]] = {}
    for row in rows:
        owner = row.get("owner") or row["controller"]
        holder_records.setdefault(place[row["company"]], []).append((place[owner], row["records"]))
    return holder_records


def join_ties(rows: Iterable[Mapping[str, Any]], circles: Iterable[int]) -> dict[int, list[CircleTie]]:
    """Return the ties of each circle; `circles` has the circle of each row."""
    circle_ties: dict[int, list[CircleTie]] = {}
    for row, circle in zip(rows, circles, strict=True):
        circle_ties.setdefault(circle, []).append(CircleTie(row["kind"], row["confidence"], row["records"]))
    return circle_ties


def find_places(rows: Iterable[Mapping[str, Any]], column: str, place: Mapping[str, int]) -> Indices:
    """Return the places of the parties in one column."""
    return np.array([place[row[column]] for row in rows], dtype=np.int64)


def join_circles(left: Indices, right: Indices, count: int) -> Indices:
    """Return for each party the place of the first member of its circle."""
    ties = sparse.csr_array((np.ones(len(left)), (left, right)), shape=(count, count))
    _, label = csgraph.connected_components(ties, directed=False)
    first = np.full(count, count, dtype=np.int64)
    np.minimum.at(first, label, np.arange(count, dtype=np.int64))
    return first[label]


def list_circles(circle: Indices) -> dict[int, frozenset[int]]:
    """Return the members of each circle of more than one."""
    members: dict[int, set[int]] = {}
    for place, first in enumerate(circle.tolist()):
        members.setdefault(first, set()).add(place)
    return {first: frozenset(joined) for first, joined in members.items() if len(joined) > 1}


def limit_unreported(votes: Floats, reported: NDArray[np.bool_], company: NDArray[np.int64]) -> Floats:
    """Cap the votes that are filled in from capital at what the reported votes leave: [holders] each.

    Where the capital of the holders without reported votes exceeds the rest, they share the rest in proportion.
    `reported` marks holders with reported votes; `company` is the place of each holder's company.
    """
    if not reported.any():
        return votes
    size = int(company.max()) + 1
    left = np.maximum(1.0 - np.bincount(company, np.where(reported, votes, 0.0), size), 0.0)
    capital = np.bincount(company, np.where(reported, 0.0, votes), size)
    some = np.bincount(company, reported, size) > 0
    part = np.divide(left, capital, out=np.ones(size), where=some & (capital > left))
    return np.asarray(np.where(reported, votes, votes * part[company]), dtype=np.float64)
