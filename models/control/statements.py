"""What sources state about control: one controller of a company, or several who control it together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

Party = TypeVar("Party", int, str)  # by place or id


@dataclass(frozen=True)
class Statements:
    """Stated control by places of parties: the companies of each controller, and those of each set of controllers."""

    alone: Mapping[int, Sequence[int]] = field(default_factory=dict)
    together: Mapping[frozenset[int], Sequence[int]] = field(default_factory=dict)

    @cached_property
    def sets_of(self) -> Mapping[int, Sequence[frozenset[int]]]:
        """Return the stated sets that include each party."""
        sets: dict[int, list[frozenset[int]]] = {}
        for members in self.together:
            for member in members:
                sets.setdefault(member, []).append(members)
        return sets


class StatedShare(NamedTuple):
    """The fraction of a company that a source states for a controller: for all it names, or for this one."""

    source: str
    controlled: float | None
    own: float | None


def find_stated_share(rows: Iterable[tuple[Party, StatedShare]], side: Collection[Party]) -> float | None:
    """Return the fraction of a company that a source states for a side, the largest of several sources.

    Where a source gives one for each controller, they add up. What it states for all that it names is not that of a
    side which lacks one of them. `rows` are all statements on the company, with the party that each names.
    """
    together: dict[str, float] = {}
    added: dict[str, float] = {}
    stated = list(rows)
    beyond = {row.source for party, row in stated if party not in side}
    for party, row in stated:
        if party not in side or (row.controlled is not None and row.source in beyond):
            continue
        if row.controlled is not None:
            together[row.source] = max(row.controlled, together.get(row.source, 0.0))
        elif row.own is not None:
            added[row.source] = min(1.0, added.get(row.source, 0.0) + row.own)
    return max([*together.values(), *added.values()], default=None)


def group_by_source(rows: Iterable[tuple[str, int, int]]) -> dict[tuple[frozenset[int], int], None]:
    """Return the distinct sets of controllers of each company, from (source, controller, company).

    A source that names several controllers of one company means them together.
    """
    named: dict[tuple[str, int], set[int]] = {}
    for source, controller, company in rows:
        named.setdefault((source, company), set()).add(controller)
    return {(frozenset(controllers), company): None for (_, company), controllers in named.items()}


def arrange_statements(alone: Iterable[tuple[int, int]], together: Iterable[tuple[frozenset[int], int]]) -> Statements:
    """Return the statements by controller; a company that is named as its own controller is left out."""
    single: dict[int, list[int]] = {}
    sets: dict[frozenset[int], list[int]] = {}
    for members, company in (*((frozenset((one,)), company) for one, company in alone), *together):
        others = members - {company}
        if len(others) > 1:
            sets.setdefault(others, []).append(company)
        elif others:
            single.setdefault(min(others), []).append(company)
    return Statements(single, sets)
