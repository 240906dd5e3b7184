"""What is kept of a source: its identity, the terms on which it is held, and what its last load did."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import orjson

from ....errors import SourceError
from ....ingest.delivered import Arrival, SourceTerms
from ....ingest.source_name import fold_source_name
from ...engine.statements import read_statement
from ...engine.store import Row, Store
from ...read.source_loads import BEGUN, PREFIX, list_trust, read_loads
from .delivery import read_deliveries

AFTER = "interrupted_after"  # the number of the last delivery before a load that has not ended


@dataclass(frozen=True, slots=True)
class Begun:
    """Whether a load is the first of its source, and after which delivery an interrupted one began, if one was."""

    first: bool
    interrupted_after: int | None


def read_states(store: Store) -> dict[str, Row]:
    """Read what is kept of every source, by its name."""
    return read_loads(store.read(read_statement("read/source_loads")))


def check_identity(store: Store, terms: SourceTerms) -> None:
    """Raise `SourceError` if the name belongs to another source: nothing of that one may be replaced by this one."""
    states = read_states(store)
    folded = fold_source_name(terms.name)
    for name in states:
        if name != terms.name and fold_source_name(name) == folded:
            raise SourceError(
                f"the name {terms.name!r} looks like {name!r}, which is another source in the graph: "
                "write it in the same way, or give this source another name"
            )
    stored = states.get(terms.name, {})
    if not terms.templates or not stored.get("templates"):
        return
    if stored.get("publisher") != terms.publisher:
        raise SourceError(
            f"{terms.name} is a source of {stored.get('publisher')} in the graph, and this mapping is of "
            f"{terms.publisher}: give it another name; nothing was stored"
        )
    known, given = set(stored["templates"]), set(terms.templates)
    if not (known <= given or given <= known):
        strange = min(given - known)
        raise SourceError(
            f"another mapping was loaded under the name {terms.name}: this one names rows and parties differently "
            f"({strange}); give it another name; nothing was stored"
        )


def begin_load(store: Store, terms: SourceTerms) -> Begun:
    """Record that a load has begun, and the terms of its source.

    If the load is interrupted, the register of sources reports it, and the next load looks records up before writing.
    """
    stored = read_states(store).get(terms.name)
    before = stored or {}
    after = before.get(AFTER)
    if BEGUN not in before:
        after = max((one["number"] for one in read_deliveries(store, terms.name)), default=0)
    content = before | list_terms(terms, before) | {BEGUN: date.today().isoformat(), AFTER: after}
    write_state(store, terms.name, content)
    return Begun(stored is None, after if BEGUN in before else None)


def list_terms(terms: SourceTerms, before: Mapping[str, Any]) -> Row:
    """Return the known terms of a source; templates that an earlier mapping had are kept."""
    known = {name: value for name, value in asdict(terms).items() if value is not None and name != "name"}
    return known | {"templates": sorted({*terms.templates, *before.get("templates", ())})}


def read_trust(store: Store) -> dict[str, float]:
    """Read the trust of every source."""
    return list_trust(store.read(read_statement("read/source_loads")))


def write_statistics(store: Store, arrival: Arrival, counts: Mapping[str, Any]) -> None:
    """Store the counts of a load for the register of sources."""
    before = read_states(store).get(arrival.terms.name, {})
    kept = {name: value for name, value in before.items() if name not in (BEGUN, AFTER)}
    write_state(store, arrival.terms.name, {**kept, "loaded_on": arrival.known_from.isoformat(), **counts})


def forget_interrupted(store: Store, source: str) -> None:
    """Forget an interrupted load of which everything was taken back."""
    state = read_states(store).get(source, {})
    if BEGUN not in state:
        return
    left = [one for one in read_deliveries(store, source) if not one.get("undone_at")]
    if not any(one["number"] > state.get(AFTER, 0) for one in left):
        write_state(store, source, {name: value for name, value in state.items() if name not in (BEGUN, AFTER)})


def write_state(store: Store, source: str, content: Mapping[str, Any]) -> None:
    """Store the state of a source's last load."""
    store.write(
        read_statement("write/state/content"), {"id": f"{PREFIX}{source}", "content": orjson.dumps(content).decode()}
    )
