"""Which relationships count on a day, where better ones count instead on others."""

from datetime import date

import numpy as np
import pyarrow as pa

from riskgraph.graph.snapshot.replacements import COLUMNS, read_replacements
from riskgraph.graph.snapshot.tables import count_days
from riskgraph.graph.time_point import TimePoint

FIRST, LAST = count_days(date(2000, 1, 1)), count_days(date(9999, 12, 31))


def test_a_part_of_a_column_is_read_like_the_whole() -> None:
    begin, end = [[FIRST, FIRST], None, [FIRST], None], [[LAST, LAST], None, [LAST], None]
    whole = {name: pa.array(days) for name, days in zip(COLUMNS, (begin, end, begin, end), strict=True)}
    part = read_replacements({name: column.slice(1) for name, column in whole.items()})
    assert part.mark(np.arange(3), TimePoint(date(2023, 1, 1))).tolist() == [False, True, False]
