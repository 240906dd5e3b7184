"""What sources state about control: one controller of a company, or several who control it together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..matrices import Indices


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


def find_stated_share(rows: Iterable[StatedShare]) -> float | None:
    """Return the fraction that a source states for the controllers together, the largest of several sources.

    Where a source gives one for each controller, they add up.
    """
    together: dict[str, float] = {}
    added: dict[str, float] = {}
    for row in rows:
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


def join_statements(
    alone: Iterable[tuple[int, int]], together: Iterable[tuple[frozenset[int], int]], circle: Indices
) -> Statements:
    """Return the statements when each circle is one party; a set within one circle is that circle alone."""
    single: dict[int, list[int]] = {}
    sets: dict[frozenset[int], list[int]] = {}
    for members, company in (*((frozenset((one,)), company) for one, company in alone), *together):
        merged, held = frozenset(circle[list(members)].tolist()), int(circle[company])
        if len(merged) > 1:
            sets.setdefault(merged - {held}, []).append(held)
        elif held not in merged:
            single.setdefault(min(merged), []).append(held)
    for members in [members for members in sets if len(members) == 1]:
        single.setdefault(min(members), []).extend(sets.pop(members))
    return Statements(single, sets)
