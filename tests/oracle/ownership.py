"""Who owns what: exact shares of the ends of all chains, by dense algebra."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from .books import Books, add_up
from .deliveries import HoldingRow

Pairs = dict[tuple[str, str], Fraction]
EXACT = 1e-12


@dataclass(frozen=True, slots=True)
class Holdings:
    """Holdings of a day by pair: capital at least and at most, votes, and the pairs whose votes are reported."""

    capital: Pairs
    most: Pairs
    votes: Pairs
    reported: frozenset[tuple[str, str]]

    def reported_in(self, parties: set[str]) -> bool:
        """Return whether votes are reported of some company."""
        return any(company in parties for _, company in self.reported)

    @property
    def above_one(self) -> set[str]:
        """Return the companies whose holders have more than a whole."""
        return {company for company, total in sum_up(self.capital).items() if total > 1}


def read_holdings(books: Books, as_of: date, as_known: date | None) -> Holdings:
    """Add up the holdings of each pair by source; sources that count agree, and votes are of those that report any."""
    said: dict[tuple[str, str], dict[str, list[HoldingRow]]] = {}
    for version in books.ties(HoldingRow, as_of, as_known):
        row = version.row
        assert isinstance(row, HoldingRow)
        said.setdefault((row.start, row.end), {}).setdefault(version.source.name, []).append(row)
    capital, most, votes, reported = Pairs(), Pairs(), Pairs(), set()
    for pair, sources in said.items():
        sums = [add_up(row.capital for row in rows) for rows in sources.values()]
        capital[pair] = min(max(least for least, _ in sums), Fraction(1))
        most[pair] = min(max(most for _, most in sums), Fraction(1))
        reporting = [rows for rows in sources.values() if any(row.votes is not None for row in rows)]
        sums = [add_up(row.voting for row in rows) for rows in reporting or sources.values()]
        votes[pair] = min(max(least for least, _ in sums), Fraction(1))
        reported |= {pair} if reporting else set()
    return Holdings(capital, most, fill_votes(votes, reported), frozenset(reported))


def fill_votes(votes: Pairs, reported: set[tuple[str, str]]) -> Pairs:
    """Leave to holders without reported votes what the others leave, in proportion to their capital."""
    filled = dict(votes)
    for company in {company for _, company in reported}:
        told = sum((part for pair, part in votes.items() if pair[1] == company and pair in reported), Fraction(0))
        others = {pair: part for pair, part in votes.items() if pair[1] == company and pair not in reported}
        total, left = sum(others.values(), Fraction(0)), max(1 - told, Fraction(0))
        if total > left:
            filled.update({pair: part * left / total for pair, part in others.items()})
    return filled


def sum_up(pairs: Pairs) -> Pairs:
    """Return the sum of the holdings of each company."""
    totals: dict[str, Fraction] = {}
    for (_, company), part in pairs.items():
        totals[company] = totals.get(company, Fraction(0)) + part
    return totals


def scale(pairs: Pairs) -> Pairs:
    """Scale what adds up to more than a whole down to it."""
    totals = sum_up(pairs)
    return {pair: part / max(totals[pair[1]], Fraction(1)) for pair, part in pairs.items()}


def find_above(pairs: Pairs, company: str) -> set[str]:
    """Return a company and everyone above it, through holdings of whatever size."""
    above, before = {company}, set[str]()
    while above != before:
        before = set(above)
        above |= {holder for holder, held in pairs if held in above}
    return above


def find_loops(pairs: Pairs) -> set[frozenset[str]]:
    """Return the groups of companies that own each other wholly."""
    sized = {pair: part for pair, part in scale(pairs).items() if part > 0}
    totals, above = sum_up(sized), {}
    for _, company in sized:
        above[company] = find_above(sized, company)
    closed = {company for company in above if all(totals.get(party, 0) == 1 for party in above[company])}
    return {
        frozenset(other for other in above[company] if company in above[other])
        for company in closed
        if all(company in above[party] for party in above[company])
    }


def own_shares(pairs: Pairs, company: str) -> dict[str, float]:
    """Return the exact share in a company of each party above it that has no holders itself.

    The shares y of all parties in the company solve y = w + W y; companies that only lead into a closed loop carry
    nothing.
    """
    scaled = scale(pairs)
    closed = set().union(*find_loops(pairs)) if pairs else set()
    parties = sorted({party for pair in pairs for party in pair} | {company})
    place = {party: number for number, party in enumerate(parties)}
    held = np.zeros((len(parties), len(parties)))
    for (holder, below), part in scaled.items():
        held[place[holder], place[below]] = 0 if below in closed else part
    carried = np.linalg.solve(np.eye(len(parties)) - held, held[:, place[company]])
    ends = set(parties) - {below for _, below in pairs} - {company}
    return {party: float(carried[place[party]]) for party in ends if carried[place[party]] > EXACT}


def find_greatest(holdings: Holdings, company: str, end: str) -> float:
    """Return the greatest share that an end can have in a company when unknown sizes turn out in its favour.

    What a company's holders leave goes first to holdings of unknown size through which the end has most.
    """
    above, left = list_rooms(holdings)
    value = {end: 1.0}
    before: dict[str, float] = {}
    while any(abs(share - before.get(party, 0.0)) > EXACT for party, share in value.items()):
        before = dict(value)
        for below, held in ((below, held) for below, held in above.items() if below != end):
            ranked = sorted(((value.get(holder, 0.0), room, part) for holder, part, room in held), reverse=True)
            rest, value[below] = left[below], sum(gained * part for gained, _, part in ranked)
            for gained, most, _ in ranked:
                room = min(rest, most)
                rest, value[below] = rest - room, value[below] + gained * room
    return value.get(company, 0.0)


def list_rooms(holdings: Holdings) -> tuple[dict[str, list[tuple[str, float, float]]], dict[str, float]]:
    """Return the holders of each company, with what they hold and by how much it can grow, and what they all leave."""
    scaled, above = scale(holdings.capital), dict[str, list[tuple[str, float, float]]]()
    for (holder, below), part in scaled.items():
        room = holdings.most[holder, below] - holdings.capital[holder, below]
        above.setdefault(below, []).append((holder, float(part), float(room)))
    return above, {below: max(0.0, 1.0 - float(total)) for below, total in sum_up(holdings.capital).items()}
