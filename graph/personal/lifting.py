"""Put back what a restriction took out, also in versions that were written meanwhile."""

from collections.abc import Sequence

from ..engine.store import Row, Transaction
from ..load import write_statements as statements
from ..load.deliveries.ending import ENDED, split
from .keyed import split_version
from .plan import Step, change
from .steps import take_steps
from .traces import KEYS_AT_A_TIME

RECORD = "Record"


async def take_back(transaction: Transaction, steps: Sequence[Step]) -> None:
    """Take the steps of a restriction back, the last one first."""
    for step in (step.reverse() for step in reversed(steps)):
        await take_steps(transaction, [await restore_records(transaction, step) if step.label == RECORD else step])


async def restore_records(transaction: Transaction, step: Step) -> Step:
    """Build the step that restores every version of the records, each by the hash of what it says."""
    keys = {split_version(row["at"])[1]: split_version(row["back_at"])[1] for row in step.rows}
    contents = {row["back"]["hash"].rstrip(ENDED): row["set"] for row in step.rows}
    records = await read_versions(transaction, [*keys, *(row["at"] for row in step.rows)])
    rows = [restore_record(record, keys, contents) for record in records.values()]
    return Step(step.kind, step.label, tuple(row for row in rows if row is not None))


def restore_record(record: Row, keys: dict[str, str], contents: dict[str, Row]) -> Row | None:
    """Build the row that restores one version; None for one that was never withheld."""
    version, key = split_version(record["key"])
    plain = record["hash"].rstrip(ENDED)
    if key not in keys or plain not in contents:
        return None
    given = contents[plain]
    after: Row = {
        "key": f"{version}{keys[key]}",
        "hash": given["hash"].rstrip(ENDED) + record["hash"][len(plain) :],
        "content": given["content"],
        "ties": given["ties"],
    }
    if record.get("replaces"):
        before, replaced = split_version(record["replaces"])
        after["replaces"] = f"{before}{keys.get(replaced, replaced)}"
    return change(record["key"], record, after, after["key"])


async def read_versions(transaction: Transaction, keys: Sequence[str]) -> dict[str, Row]:
    """Read records and the versions that they replaced, by key."""
    found: dict[str, Row] = {}
    wanted = set(keys)
    while wanted:
        for part in split(sorted(wanted), KEYS_AT_A_TIME):
            rows = await transaction.run(statements.READ_RECORDS, {"keys": list(part)})
            found.update((row["record"]["key"], row["record"]) for row in rows)
        wanted = {row["replaces"] for row in found.values() if row.get("replaces")} - found.keys() - wanted
    return found
