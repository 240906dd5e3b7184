"""The file truth.json: the schemes, the innocent look-alikes, and the cause of every default."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from .csv_files import PartyIds
from .days import NO_DAY, to_date
from .economy.default_spread import CHANNELS, History
from .sampling import Ints
from .schemes.instance import Instance
from .world import World

Json = dict[str, object]


def write_truth(
    folder: Path, world: World, cases: list[Instance], history: History, party_ids: PartyIds, facilities: Ints
) -> None:
    """Write the truth entry by entry, to bound memory."""
    head = {"seed": world.seed, "companies": len(world.companies), "persons": world.persons.count}
    guilty = [_write_case(case, party_ids, facilities) for case in cases if case.guilty]
    innocent = [_write_case(case, party_ids, facilities) for case in cases if not case.guilty]
    with (folder / "truth.json").open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"world": ' + _to_json(head))
        for name, entries in (
            ("schemes", iter(guilty)),
            ("innocent", iter(innocent)),
            ("defaults", _write_defaults(history, party_ids)),
        ):
            file.write(f',\n"{name}": [')
            for place, entry in enumerate(entries):
                file.write((",\n" if place else "\n") + _to_json(entry))
            file.write("\n]")
        file.write("}\n")


def _write_case(case: Instance, party_ids: PartyIds, facilities: Ints) -> Json:
    written: Json = {
        "id": case.id,
        "scheme": case.scheme,
        "variant": case.variant,
        "planted": case.planted,
        "members": {role: [party_ids.find_id(code) for code in codes] for role, codes in case.members.items()},
        "keys": [party_ids.find_id(code) for code in case.keys],
        "facilities": [f"world:F{facilities[row]:06d}" for row in case.facilities],
        "begins_on": _write_day(case.begins_on),
    }
    if not case.guilty:
        written["reason"] = {"en": case.reason[0], "zh": case.reason[1]}
    return written


def _write_defaults(history: History, party_ids: PartyIds) -> Iterator[Json]:
    failed = np.flatnonzero(history.defaulted_on != NO_DAY)
    order = failed[np.argsort(history.defaulted_on[failed], kind="stable")]
    for company in order.tolist():
        channel, source = int(history.channel[company]), int(history.source[company])
        day = to_date(int(history.defaulted_on[company]))
        yield {
            "company": party_ids.find_id(company),
            "year": day.year,
            "on": day.isoformat(),
            "cause": "contagion" if channel else "own",
            "from": party_ids.find_id(source) if channel else None,
            "by": CHANNELS[channel].value,
        }


def _write_day(day: int) -> str | None:
    return None if day == NO_DAY else to_date(day).isoformat()


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
