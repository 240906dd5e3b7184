"""Deliveries: each load of a file is a node with what was delivered when, and what became of its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ....errors import UsageError
from ....ingest.delivered import DeliveredFile
from ...engine.statements import read_statement
from ...engine.store import Row, Store, Transaction


@dataclass(frozen=True, slots=True)
class OpenDelivery:
    """A delivery under way; `files` are the ids of earlier deliveries of the same file."""

    id: str
    recorded_at: date
    earlier: tuple[str, ...]


def read_deliveries(store: Store, source: str) -> list[Row]:
    """Read the deliveries of a source, in order."""
    return [row["delivery"] for row in store.read(read_statement("read/deliveries/of_source"), {"source": source})]


def check_undone(deliveries: Sequence[Row]) -> None:
    """Raise `UsageError` if the source has a delivery that is half taken back."""
    for delivery in deliveries:
        if delivery.get("undoing"):
            raise UsageError(
                f"delivery {delivery['id']} is half taken back: run `riskgraph deliveries undo {delivery['id']}` first"
            )


def begin_delivery(
    store: Store, source: str, file: DeliveredFile, known_from: date, interrupted_after: int | None
) -> OpenDelivery:
    """Create the node of a delivery, or go on with the one that was interrupted.

    `interrupted_after` is the number of the last delivery before an interrupted load, None after a load that ended:
    what that load completed is not delivered a second time.
    """
    return store.transact(lambda transaction: find_or_create(transaction, source, file, known_from, interrupted_after))


async def find_or_create(
    transaction: Transaction, source: str, file: DeliveredFile, known_from: date, interrupted_after: int | None
) -> OpenDelivery:
    """Find the interrupted delivery of a file or create the next of its source."""
    found = await transaction.run(read_statement("read/deliveries/of_source"), {"source": source})
    stored = [row["delivery"] for row in found]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    content = {
        "source": source, "file": file.name, "kind": "full" if file.full else "delta", "hash": file.hash,
        "mapping": file.mapping, "known_from": known_from,
    }  # fmt: skip
    same = [one for one in stored if is_same(one, content, interrupted_after)]
    if same:
        current = same[-1]
    else:
        number = max((one["number"] for one in stored), default=0) + 1
        current = {**content, "id": f"{source}:{number}", "number": number, "recorded_at": now}
        await transaction.run(read_statement("write/deliveries/create"), {"id": current["id"], "content": current})
    earlier = tuple(one["id"] for one in stored if one["file"] == file.name)
    return OpenDelivery(current["id"], date.fromisoformat(current["recorded_at"][:10]), earlier)


def is_same(stored: Row, content: Row, interrupted_after: int | None) -> bool:
    """Check whether a stored delivery is the one to go on with: of the same bytes, and part of an interrupted load."""
    if interrupted_after is None or content["hash"] is None or stored.get("undone_at"):
        return False
    return stored["number"] > interrupted_after and all(stored.get(name) == value for name, value in content.items())


def finish_delivery(store: Store, delivery: OpenDelivery, counts: Row) -> None:
    """Store the counts of a delivery and the time of its end."""
    ended_at = datetime.now(UTC).isoformat(timespec="seconds")
    change_delivery(store, delivery.id, {**counts, "ended_at": ended_at})


def change_delivery(store: Store, id_: str, content: Row) -> None:
    """Store what became of a delivery."""
    store.write(read_statement("write/deliveries/change"), {"id": id_, "content": content})


def find_later_full(deliveries: Iterable[Row], file: str, known_from: date) -> Row | None:
    """Find a full delivery of a file for a later day than the one to load."""
    later = (
        one for one in deliveries
        if one["file"] == file and one["kind"] == "full" and not one.get("undone_at") and one["known_from"] > known_from
    )  # fmt: skip
    return max(later, key=lambda one: one["known_from"], default=None)
