"""The whole graph, of all days, as Arrow files: read once per state of the graph and cut to a day by `snapshot`."""

import logging
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from ..engine.store import Store
from ..new_folder import new_folder
from ..schema.graph_model import node_types, relationship_types
from ..schema.properties import Property, PropertyType
from ..whole_graph import NODES_PER_PAGE, read_nodes, read_ties
from .snapshot import ENDS, THINGS
from .tables import Array, Positions, Table, choose_arrow_type, map_table, read_columns, write_table
from .write import PARTY_COLUMNS, list_held_properties, list_property_names, list_thing_properties

logger = logging.getLogger(__name__)

Base = Mapping[str, Table]


def hold_base(store: Store, target: Path) -> Base:
    """Return the whole graph as tables; read them from the store unless `target` holds them already.

    Ids of parties, lawsuits and documents are replaced by row numbers in their tables, -1 where there is none.
    """
    if target.is_dir():
        try:
            return open_base(target)
        except (OSError, ValueError) as error:  # pyarrow's errors are among them
            logger.warning("%s cannot be used and is read again: %s", target.name, error)
            shutil.rmtree(target)
    if not target.is_dir():
        with new_folder(target) as part:
            read_base(store, part)
        logger.info("the graph is read into %s", target.name)
    return open_base(target)


def open_base(folder: Path) -> dict[str, Table]:
    """Map the tables of a folder into memory."""
    return {label: Table(map_table(folder / f"{label}.arrow")) for label in (*THINGS, *relationship_types())}


def read_base(store: Store, folder: Path) -> None:
    """Read every table from the store into a folder."""
    positions: dict[str, Positions] = {}
    parties = pa.array([], pa.large_string())
    for label in THINGS:
        properties = list_thing_properties(label)
        schema = make_schema(properties, PARTY_COLUMNS.get(label))
        batches = read_things(store, label, positions)
        table = Table(write_table(folder / f"{label}.arrow", schema, batches, (node_types()[label].key,)))
        if label in ENDS:
            positions[label] = Positions(table.texts("id"))
        if label == "Party":
            parties = table.texts("id")
    for label, kind in relationship_types().items():
        schema = make_schema(add_ends(list_held_properties(label)), "start", "end")
        ties = read_edges(store, label, parties, positions["Party"], positions[kind.end_label])
        write_table(folder / f"{label}.arrow", schema, ties, ("start", "end"))


def make_schema(properties: tuple[Property, ...], *places: str | None) -> Array:
    """Return the columns of a table, those named by `places` as row numbers."""
    return pa.schema(
        [(item.name, pa.int64() if item.name in places else choose_arrow_type(item)) for item in properties]
    )


def add_ends(properties: tuple[Property, ...]) -> tuple[Property, ...]:
    """Put the two ends before the properties of a relationship."""
    text = replace(properties[0], type=PropertyType.STRING)
    return (replace(text, name="start"), replace(text, name="end"), *properties)


def read_things(store: Store, label: str, positions: Mapping[str, Positions]) -> Iterator[dict[str, Array]]:
    """Return the nodes of a kind as columns."""
    properties = list_thing_properties(label)
    party = PARTY_COLUMNS.get(label)
    for rows in read_nodes(store, label, list_property_names(properties)):
        columns = read_columns(properties, rows)
        if party is not None:
            columns[party] = pa.array(positions["Party"].find(columns[party]))
        yield columns


def read_edges(
    store: Store, label: str, parties: Array, starts: Positions, ends: Positions
) -> Iterator[dict[str, Array]]:
    """Return the relationships of a type as columns, every version of them."""
    properties = list_held_properties(label)
    for first in range(0, len(parties), NODES_PER_PAGE):
        asked = parties.slice(first, NODES_PER_PAGE).to_pylist()
        for rows in read_ties(store, label, list_property_names(properties), asked):
            columns = read_columns(add_ends(properties), rows)
            columns["start"] = pa.array(starts.find(columns["start"]))
            columns["end"] = pa.array(ends.find(columns["end"]))
            yield columns
