"""The smallest world that shows a difference, and its description."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date

from ..oracle.deliveries import HoldingRow, PartyRow, RelationRow, Row, World
from .hunt import Found, Hunt
from .undone import pair_undone

Place = tuple[int, int]  # of a row: its delivery, and its number in it


def minimise(hunt: Hunt, found: Found, rounds: int = 4) -> Found:
    """Leave rows out of a world as long as the same question is answered wrongly in the same field."""
    for _ in range(rounds):
        places = list(list_places(found.world))
        alone = keep_shown(hunt, found, [leave_out(found.world, {place}) for place in places])
        needless = [place for place, world in zip(places, alone, strict=True) if world]
        together = keep_shown(
            hunt, found, [leave_out(found.world, set(needless[: n + 1])) for n in range(len(needless))]
        )
        smaller = [one for one in together if one]
        if not smaller:
            return found
        found = smaller[-1]
    return found


def keep_shown(hunt: Hunt, found: Found, worlds: Sequence[World]) -> list[Found | None]:
    """Return for each world the difference that it still shows, or None."""
    question = found.difference.question
    shown = {id(one.world): one for one in hunt.examine(worlds, [] if question.about == "load" else [question])
             if one.difference.sign == found.difference.sign}  # fmt: skip
    return [shown.get(id(world)) for world in worlds]


def list_places(world: World) -> Iterator[Place]:
    """Return the place of every row, the last first."""
    for number in reversed(range(len(world.deliveries))):
        for row in reversed(range(len(world.deliveries[number].rows))):
            yield number, row


def leave_out(world: World, places: set[Place]) -> World:
    """Return a world without some rows; a delivery without rows goes too, with the undo that takes it back."""
    kept = [
        replace(delivery, rows=tuple(row for place, row in enumerate(delivery.rows) if (number, place) not in places))
        for number, delivery in enumerate(world.deliveries)
    ]
    undone = pair_undone(kept)
    return replace(
        world, deliveries=tuple(one for place, one in enumerate(kept) if kept[undone.get(place, place)].rows)
    )


def describe(found: Found) -> Iterator[str]:
    """Describe a difference and its world, a line per row."""
    difference, question = found.difference, found.difference.question
    asked = f"{question.about} of {question.party} as of {question.as_of}"
    yield f"{asked}{f' as known {question.as_known}' if question.as_known else ''}: {difference.field}"
    yield f"  product: {write_value(difference.product)}"
    yield f"  truth:   {write_value(difference.truth)}"
    for source in found.world.sources:
        yield f"  source {source.name}: trust {source.trust / 100:g}{'' if source.parcels else ', no parcels'}"
    for delivery in found.world.deliveries:
        what = "undo" if delivery.undo else "full" if delivery.full else "delta"
        yield f"  {delivery.source} delivers on {delivery.day} ({what}):"
        yield from (f"    {describe_row(row)}" for row in delivery.rows)


def describe_row(row: Row) -> str:
    """Describe a row by what it says."""
    match row:
        case PartyRow():
            return f"party {row.party}{describe_rest(row, ('party',))}"
        case HoldingRow():
            return f"{row.key}: {row.start} holds of {row.end}{describe_rest(row, ('key', 'start', 'end'))}"
        case RelationRow():
            return f"{row.key}: {row.start} {row.kind} {row.end}{describe_rest(row, ('key', 'start', 'end', 'kind'))}"


def describe_rest(row: Row, said: tuple[str, ...]) -> str:
    """Describe the fields that differ from their defaults."""
    parts = [(field.name, getattr(row, field.name), field.default) for field in fields(row) if field.name not in said]
    return "".join(f" {name}={write_value(value)}" for name, value, default in parts if value not in (None, default))


def write_value(value: object) -> str:
    """Write a value in a fixed order, so that runs can be compared."""
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(write_value, value))) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {write_value(value[key])}" for key in sorted(value)) + "}"
    return str(value) if isinstance(value, str | date) else repr(value)
