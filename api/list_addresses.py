"""The addresses of a party's lists, for answers that show only the beginning of one."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from ..graph.time_point import TimePoint


def write_addresses(party: str, lists: Iterable[str], time_point: TimePoint) -> dict[str, str]:
    """Return the address of some lists of a party for the same days, by the name of the list."""
    days = {"as_of": time_point.as_of, "as_known": time_point.as_known}
    asked = urlencode({name: day for name, day in days.items() if day is not None})
    return {name: f"/v1/parties/{quote(party, safe='')}/lists/{name}?{asked}" for name in lists}
