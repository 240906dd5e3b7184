"""Who owns what: exact shares of the ends of all chains, by dense algebra."""

from collections.abc import Iterable
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


def read_holdings(books: Books, as_of: date, as_known: date | None) -> Holdings:
    """Add up the holdings of each pair by source; sources that count agree, and votes are of those that report any."""
    said: dict[tuple[str, str], dict[str, list[HoldingRow]]] = {}
    persons = books.find_persons(as_known)
    for version in books.ties(HoldingRow, as_of, as_known):
        if isinstance(row := version.row, HoldingRow) and row.end not in persons:
            said.setdefault((row.start, row.end), {}).setdefault(version.source.name, []).append(row)
    capital, most, votes, reported = Pairs(), Pairs(), Pairs(), set()
    for pair, sources in said.items():
        sums = [add_up(row.capital for row in rows) for rows in sources.values()]
        capital[pair] = min(max(least for least, _ in sums), Fraction(1))
        most[pair] = min(Fraction(1), *(upper for _, upper in sums))
        reporting = [rows for rows in sources.values() if any(row.votes is not None for row in rows)]
        votes[pair] = min(
            max(add_up(row.voting for row in rows)[0] for rows in reporting or sources.values()), Fraction(1)
        )
        reported |= {pair} if reporting else set()
    return Holdings(capital, most, fill_votes(votes, reported), frozenset(reported))


def fill_votes(votes: Pairs, reported: set[tuple[str, str]]) -> Pairs:
    """Leave to holders without reported votes what the others leave, in proportion to their capital."""
    counted = sum_up({pair: part for pair, part in votes.items() if pair in reported})
    others = sum_up({pair: part for pair, part in votes.items() if pair not in reported})
    filled = dict(votes)
    for pair in votes.keys() - reported:
        left = max(1 - counted.get(pair[1], Fraction(0)), Fraction(0))
        if pair[1] in counted and others[pair[1]] > left:
            filled[pair] *= left / others[pair[1]]
    return filled


def sum_up(pairs: Pairs) -> dict[str, Fraction]:
    """Return the sum of the holdings of each company."""
    companies = {company for _, company in pairs}
    return {one: sum((part for pair, part in pairs.items() if pair[1] == one), Fraction(0)) for one in companies}


def scale(pairs: Pairs) -> Pairs:
    """Scale what adds up to more than a whole down to it."""
    totals = sum_up(pairs)
    return {pair: part / max(totals[pair[1]], Fraction(1)) for pair, part in pairs.items()}


def find_above(pairs: Iterable[tuple[str, str]], company: str) -> set[str]:
    """Return a company and everyone above it, through holdings of whatever size."""
    above, before = {company}, set[str]()
    while above != before:
        before = set(above)
        above |= {holder for holder, held in pairs if held in above}
    return above


def find_loops(pairs: Pairs) -> set[frozenset[str]]:
    """Return the groups of companies that own each other wholly: each is above all of them, and no other party is."""
    sized = {pair: part for pair, part in scale(pairs).items() if part > 0}
    totals = sum_up(sized)
    above = {company: find_above(sized, company) for company in totals}
    return {
        frozenset(group)
        for company, group in above.items()
        if all(totals.get(one) == 1 and company in above[one] for one in group)
    }


def own_shares(pairs: Pairs, company: str) -> dict[str, float]:
    """Return the exact share in a company of each party above it that has no holders itself.

    The shares y of all parties in the company solve y = w + W y; what is in a closed loop carries nothing.
    """
    parties = sorted({party for pair in pairs for party in pair} | {company})
    closed = {party for loop in find_loops(pairs) for party in loop}
    held = np.zeros((len(parties), len(parties)))
    for (holder, below), part in scale(pairs).items():
        held[parties.index(holder), parties.index(below)] = 0 if below in closed else part
    carried = np.linalg.solve(np.eye(len(parties)) - held, held[:, parties.index(company)])
    ends = set(parties) - {below for _, below in pairs} - {company}
    return {
        party: float(share) for party, share in zip(parties, carried, strict=True) if party in ends and share > EXACT
    }


def find_greatest(holdings: Holdings, company: str, end: str) -> float:
    """Return the greatest share that a party can have in a company when unknown sizes turn out in its favour.

    What a company's holders leave goes first to holdings of unknown size through which the party has most.
    """
    above: dict[str, list[tuple[str, float, float]]] = {}
    for (holder, below), part in scale(holdings.capital).items():
        room = holdings.most[holder, below] - holdings.capital[holder, below]
        above.setdefault(below, []).append((holder, float(part), float(room)))
    left = {below: max(0.0, 1.0 - float(total)) for below, total in sum_up(holdings.capital).items()}
    value, before = {end: 1.0}, dict[str, float]()
    while any(abs(share - before.get(party, 0.0)) > EXACT for party, share in value.items()):
        before = dict(value)
        for below in above.keys() - {end}:
            rest, value[below] = left[below], sum(before.get(holder, 0.0) * part for holder, part, _ in above[below])
            for gained, room in sorted(
                ((before.get(holder, 0.0), room) for holder, _, room in above[below]), reverse=True
            ):
                value[below] += gained * min(rest, room)
                rest -= min(rest, room)
    return value.get(company, 0.0)
