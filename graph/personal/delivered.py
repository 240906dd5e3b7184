"""Empty the lines in which a delivery names a person, among those kept as they were delivered."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, islice

from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..load.deliveries.lines import compress, empty_rows, split_lines
from .keyed import split_version
from .plan import Plan, change
from .replacement import bound_word

Places = Mapping[str, set[int]]  # numbers of first lines, by delivery


async def plan_lines(transaction: Transaction, plan: Plan, records: Iterable[Row], words: Sequence[str]) -> None:
    """Add the step that empties the lines of records, the same lines in other deliveries, and lines with the words."""
    places, sources = find_places(records)
    parts = await transaction.run(read_statement("read/deliveries/parts_of_sources"), {"sources": sorted(sources)})
    same: set[str] = set()
    for part in parts:
        if places.get(part["delivery"]):
            same |= read_places(await read_part(transaction, part["id"]), places[part["delivery"]])
    pattern = re.compile("|".join(map(bound_word, words))) if words else None
    named: dict[str, set[int]] = defaultdict(set)
    for part in parts:
        row = await read_part(transaction, part["id"])
        named[row["delivery"]].update(
            number
            for number, line in enumerate(split_lines(row["text"]), row["first"])
            if number in places.get(row["delivery"], ())
            or line.rstrip("\r\n") in same
            or (pattern is not None and pattern.search(line))
            or names_id(line, plan)
        )
    for delivery, numbers in named.items():
        if numbers:
            ids = [part["id"] for part in parts if part["delivery"] == delivery]
            plan_delivery(plan, [await read_part(transaction, id_) for id_ in ids], numbers)
            plan.counts["delivered lines"] += len(numbers)


def plan_delivery(plan: Plan, parts: Iterable[Row], numbers: Collection[int]) -> None:
    """Add the steps that empty the rows with some lines of one delivery, whose rows may go on from part to part."""
    ordered = sorted(parts, key=lambda row: row["first"])
    lines = [split_lines(row["text"]) for row in ordered]
    emptied = empty_rows(chain.from_iterable(lines), numbers)
    for row, before in zip(ordered, lines, strict=True):
        after = [*islice(emptied, len(before))]
        if after != before:
            plan.add("node", "DeliveredLines", [change(row["id"], row, {"text": compress(after)})])


def names_id(line: str, plan: Plan) -> bool:
    """Check whether a line has the id that is withheld; one without a scheme may be any number."""
    return ":" in plan.id and plan.replacement.replace_id(line) != line


async def read_part(transaction: Transaction, id_: str) -> Row:
    """Read one part."""
    return (await transaction.run(read_statement("read/deliveries/part"), {"id": id_}))[0]


def find_places(records: Iterable[Row]) -> tuple[Places, set[str]]:
    """Find on which lines of which deliveries records came, and from which sources.

    A version that says that its record has ended came with no line: its place is that of the version before it.
    """
    places: dict[str, set[int]] = defaultdict(set)
    sources: set[str] = set()
    for record in records:
        sources.add(split_version(record["key"])[1].partition("|")[0])
        line = str(record.get("place", "")).rpartition(":")[2]
        if record.get("delivery") and line.isdigit() and record.get("valid_to") is None:
            places[record["delivery"]].add(int(line))
    return places, sources


def read_places(part: Row, numbers: set[int]) -> set[str]:
    """Read the lines with these numbers in a part."""
    lines = split_lines(part["text"])
    found = (lines[number - part["first"]] for number in numbers if 0 <= number - part["first"] < len(lines))
    return {line.rstrip("\r\n") for line in found} - {""}
