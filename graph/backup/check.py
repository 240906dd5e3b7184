"""Check that the graph holds what was loaded: everything is read, counted, and compared with its hashes and keys."""

import logging
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import orjson

from ...errors import EngineError, EngineUnreachableError
from ..engine.statements import read_statement
from ..engine.store import Store
from ..load.deliveries.lines import split_lines
from ..load.fold import list_described
from ..personal.acts import ActKind, read_acts_in_graph
from ..personal.beside import hold_writers
from ..personal.keyed import Keyed, open_keyed
from ..schema.graph_model import node_types, relationship_types
from ..whole_graph import PAGE_BUDGET_S
from .back_up import count_all
from .read_graph import NODES, Page, list_parts, read_part
from .record_hashes import is_compared, is_intact

logger = logging.getLogger(__name__)

Report = Callable[[str], None]
SHOWN = 5  # examples of each kind of damage
KEYS_AT_A_TIME = 5_000


@dataclass(slots=True)
class Damage:
    """One kind of damage: how often it was found, and examples."""

    what: str
    count: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Check:
    """A check in progress: what was read, how many relationships of each type records name, and the damage found."""

    store: Store
    corrected: "Corrected"
    nodes: int = 0
    relationships: int = 0
    hashes: int = 0
    named: Counter[str] = field(default_factory=Counter)
    found: dict[str, Damage] = field(default_factory=dict)

    def add(self, what: str, examples: Sequence[str]) -> None:
        """Add damage; nothing for no examples."""
        if examples:
            damage = self.found.setdefault(what, Damage(what))
            damage.count += len(examples)
            damage.examples += examples[: SHOWN - len(damage.examples)]


@dataclass(frozen=True, slots=True)
class Corrected:
    """Recognises records that describe persons whose data was corrected: they keep the hash of the uncorrected row."""

    parties: frozenset[str]
    keyed: Keyed | None

    def describes(self, record: dict[str, Any]) -> bool:
        """Return whether a record describes such a person, or names one in what it describes."""
        if self.keyed is None:
            return False
        ids = (text for _, item in orjson.loads(record.get("content") or b"[]") for text in map(str, item.values()))
        return any(self.keyed.hash_id(text) in self.parties for text in ids)


def check_graph(store: Store, report: Report = logger.info) -> Check:
    """Read everything and return the check with the damage found; loads wait until it has ended."""
    with hold_writers(store.settings):
        check = Check(store, find_corrected(store))
        for name in list_parts():
            report(f"check: {name}")
            try:
                check_part(check, name)
            except EngineUnreachableError:
                raise
            except EngineError as error:
                check.add(f"{name} cannot be read", [str(error)])
        check_counts(check)
    return check


def find_corrected(store: Store) -> Corrected:
    """Find whose data was corrected."""
    parties = frozenset(act.party for act in read_acts_in_graph(store) if act.kind is ActKind.CORRECT)
    return Corrected(parties, open_keyed(store.settings) if parties else None)


def check_part(check: Check, name: str) -> None:
    """Check one label or relationship type."""
    kind, _, label = name.partition("/")
    for page in read_part(check.store, name):
        if kind == NODES:
            check.nodes += len(page)
            check_keys(check, label, page)
            check_contents(check, label, [values for _, values in page])
        else:
            check.relationships += len(page)
            if label in relationship_types():
                check_ties(check, label, [values for *_, values in page])


def check_keys(check: Check, label: str, page: Page) -> None:
    """Check that keys are unique and that the index finds each node by its key."""
    key = node_types()[label].key
    keys = [values[key] for _, values in page]
    check.add(f"{label} has several nodes with one key", [str(one) for one, other in pairwise(keys) if one == other])
    for part in cut(sorted(set(keys))):
        statement = f"UNWIND $keys AS key\nMATCH (node:{label} {{{key}: key}})\nRETURN collect(key) AS found"
        found: Counter[Any] = Counter(check.store.read(statement, {"keys": part}, PAGE_BUDGET_S)[0]["found"])
        lost = [str(one) for one in part if not found[one]]
        check.add(f"the index of {label} does not find a node by its key", lost)


def check_contents(check: Check, label: str, nodes: Sequence[dict[str, Any]]) -> None:
    """Check what records and delivered lines hold, and that other nodes name a record that is there."""
    if label == "Record":
        check_records(check, nodes)
    elif label == "DeliveredLines":
        check.add("delivered lines cannot be read", [node["id"] for node in nodes if not is_readable(node["text"])])
    elif any("record" in node for node in nodes):
        check_cited(check, label, nodes)


def check_records(check: Check, records: Sequence[dict[str, Any]]) -> None:
    """Check the hashes of records that make no relationship, and count the relationships that the others name."""
    for record in records:
        check.named.update(tie.partition("|")[0] for tie in record.get("ties") or ())
        if not record.get("ties") and is_compared(record):
            check.hashes += 1
            if not is_whole(check, record):
                check.add("a record does not have the hash of its content", [record["key"]])


def is_whole(check: Check, record: dict[str, Any]) -> bool:
    """Return whether a record has the hash of what it holds, or was corrected, and its content can be read."""
    try:
        list_described([record.get("content")])
        return is_intact(record) or check.corrected.describes(record)
    except (ValueError, TypeError, KeyError):
        return False


def is_readable(text: object) -> bool:
    """Return whether delivered lines can be decompressed, which checks their sum."""
    try:
        return isinstance(text, bytes) and bool(split_lines(text))
    except (zlib.error, UnicodeDecodeError):
        return False


def check_cited(check: Check, label: str, nodes: Sequence[dict[str, Any]]) -> None:
    """Check that the records are there which nodes name as those of their latest description."""
    cited = sorted({node["record"] for node in nodes if node.get("record")})
    there = {record["key"] for record in read_records(check, cited)}
    check.add(f"the record that {label} names is missing", [key for key in cited if key not in there])


def check_ties(check: Check, label: str, ties: Sequence[dict[str, Any]]) -> None:
    """Check that the records of current relationships are there, and the hashes of those that make one only."""
    current = [tie for tie in ties if tie.get("known_to") is None]
    records = {row["key"]: row for row in read_records(check, sorted({tie["record"] for tie in current}))}
    missing = [tie["record"] for tie in current if tie["record"] not in records]
    check.add(f"the record of a relationship {label} is missing", missing)
    for tie in current:
        record = records.get(tie["record"])
        if record and is_compared(record) and len(record["ties"] or ()) == 1:
            check.hashes += 1
            if not is_intact(record, (label, tie)) and not check.corrected.describes(record):
                check.add(f"a relationship {label} does not have the hash of its record", [record["key"]])


def read_records(check: Check, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Read records by their keys."""
    for part in cut(keys):
        yield from check.store.read(read_statement("read/backup/records_of_ties"), {"keys": part}, PAGE_BUDGET_S)


def cut(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut keys into parts of a size that a statement takes."""
    for first in range(0, len(keys), KEYS_AT_A_TIME):
        yield keys[first : first + KEYS_AT_A_TIME]


def check_counts(check: Check) -> None:
    """Check that all nodes and relationships can be reached, and that none that a record names is lost."""
    counted = count_all(check.store)
    if counted != (check.nodes, check.relationships):
        check.add(
            "the engine counts other numbers of nodes and relationships than can be read",
            [f"{counted[0]:,} and {counted[1]:,} counted, {check.nodes:,} and {check.relationships:,} read"],
        )
    for label in relationship_types():
        statement = f"MATCH ()-[tie:{label}]->() RETURN count(tie) AS count"
        count = check.store.read(statement, {}, PAGE_BUDGET_S)[0]["count"]
        if count != check.named[label]:
            example = f"{check.named[label]:,} named, {count:,} there"
            check.add(f"records name another number of relationships {label} than there are", [example])
