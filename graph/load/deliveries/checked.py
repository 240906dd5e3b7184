"""Check the files of a delivery before the first change."""

from collections.abc import Callable
from dataclasses import dataclass

from ....errors import SourceError
from ....ingest.delivered import Arrival, DeliveredFile
from ...engine.store import Store
from ...personal.incoming import Guard
from .delivery import check_undone, find_later_full, read_deliveries
from .ending import Left, check_left, find_left
from .survey import Survey, survey_file

NOTHING_LEFT = Left((), 0)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be loaded, with what is known of it beforehand."""

    file: DeliveredFile
    survey: Survey | None = None
    left: Left = NOTHING_LEFT


def check_files(store: Store, arrival: Arrival, guard: Guard, progress: Callable[[str], None]) -> list[Checked]:
    """Check what can be checked before the first change: that no delivery is half taken back, and full deliveries."""
    deliveries = read_deliveries(store, arrival.terms.name)
    check_undone(deliveries)
    checked: list[Checked] = []
    for file in arrival.files:
        if not file.full:
            checked.append(Checked(file))
            continue
        if later := find_later_full(deliveries, file.name, arrival.known_from):
            raise SourceError(
                f"{file.name} is a full delivery for {arrival.known_from}, but that for {later['known_from']} is "
                f"loaded already ({later['id']}): load full deliveries in the order of their days"
            )
        survey = survey_file(arrival.terms.name, file, guard, progress)
        of_file = [one["id"] for one in deliveries if one["file"] == file.name]
        left = find_left(store, arrival.terms.name, of_file, survey, arrival.known_from)
        check_left(arrival.terms.name, file, survey, left)
        checked.append(Checked(file, survey, left))
    return checked
