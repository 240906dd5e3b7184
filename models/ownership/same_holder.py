"""Holders of one company who may be one party under two names, so that their holdings would have to be added."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ...graph.read.ties import NodeView
from ...ingest.names import compare_company_names, compare_person_names
from ...ingest.records import PartyKind
from .above_company import Ownership

LIKELY_COMPANY, LIKELY_PERSON = 0.85, 0.95  # an abbreviated name of a company scores 0.85; people's names must be equal
MOST_HOLDERS, MOST_COMPANIES = 20, 10  # compared of each company, and companies looked at, both the largest
SHARED_LETTERS = 0.7  # of the shorter name; others cannot reach the scores above


@dataclass(frozen=True, slots=True)
class LikelySame:
    """Two holders of a company with like names, and how like these are."""

    company: str
    left: NodeView
    right: NodeView
    score: float


def find_same_holders(ownership: Ownership) -> Iterator[LikelySame]:
    """Find holders with like names among the largest of the company and of the largest companies above it."""
    middle = sorted(ownership.middle_shares.items(), key=lambda item: (-item[1], item[0]))
    for company in (ownership.read.start, *(id_ for id_, _ in middle[: MOST_COMPANIES - 1])):
        holders = [ownership.read.nodes[id_] for id_, _ in ownership.capital.holders_of(company)[:MOST_HOLDERS]]
        for left, right in combinations(holders, 2):
            if left.kind == right.kind and (score := compare_names(left, right)) is not None:
                yield LikelySame(company, left, right, score)


def compare_names(left: NodeView, right: NodeView) -> float | None:
    """Return how like the names of two parties are, where they may be those of one party; else None."""
    one, other = sorted((left.name or "", right.name or ""), key=len)
    if not one or sum(letter in other for letter in one) < SHARED_LETTERS * len(one):
        return None
    person = left.kind == PartyKind.PERSON
    score = (compare_person_names if person else compare_company_names)(one, other).score
    return score if score >= (LIKELY_PERSON if person else LIKELY_COMPANY) else None
