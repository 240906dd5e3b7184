"""What a thing says of days after the one asked for: a page about an earlier day leaves it out, as a score does."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ....ingest.records.declaration import Mark, find_marked


def leave_out_later(record: type, thing: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Return a thing without ends that come after the day; where there is one, without what is true only at its end."""
    later = {name for name in find_marked(record, Mark.ENDS) if thing.get(name) is not None and thing[name] > as_of}
    gone = later.union(find_marked(record, Mark.LAST_STATE) if later else ())
    return {name: value for name, value in thing.items() if name not in gone}
