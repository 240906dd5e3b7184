"""When better holdings and statements of control count instead of others, by the rows of those."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..time_point import LATEST, TimePoint
from .tables import Array, Flags, Indices, count_days

COLUMNS = ("superseded_since", "superseded_until", "superseded_from", "superseded_to")


@dataclass(frozen=True, slots=True)
class Replacements:
    """First and last days, by column; those of row `r` begin at `bounds[r]`."""

    bounds: Indices
    days: Mapping[str, Indices]

    def mark(self, rows: Indices, time_point: TimePoint) -> Flags:
        """Mark those of some rows instead of which a better one counts at a moment."""
        first = self.bounds[rows]
        counts = self.bounds[rows + 1] - first
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
        marked = self.mark_places(places, time_point)
        replaced: Flags = np.zeros(len(rows), dtype=bool)
        replaced[np.repeat(np.arange(len(rows)), counts)[marked]] = True
        return replaced

    def mark_places(self, places: Indices, time_point: TimePoint) -> Flags:
        """Mark the spans, by their places, that a moment is within."""
        as_of, as_known = count_days(time_point.as_of), count_days(time_point.as_known or LATEST)
        since, until, known, unknown = (self.days[name][places] for name in COLUMNS)
        marked: Flags = (since <= as_of) & (until >= as_of) & (known <= as_known) & (unknown >= as_known)
        return marked


def read_replacements(columns: Mapping[str, Array]) -> Replacements:
    """Read them from columns of lists, all of one length in each row."""
    offsets = columns[COLUMNS[0]].offsets.to_numpy()
    return Replacements(
        offsets - offsets[0],  # those of a part of a column do not begin at zero
        {name: columns[name].flatten().to_numpy(zero_copy_only=False) for name in COLUMNS},
    )
