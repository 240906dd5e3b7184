"""What sources state about control: one controller of a company, or several who control it together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property


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
