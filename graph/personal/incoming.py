"""Rows that are delivered again of persons who were erased or restricted, or whose data was corrected."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from typing import Any, cast

from ...errors import RecordError
from ...ingest.records import Entry, Item, Mention, Party, PartyKind, Reject, Tie
from ...ingest.records.declaration import Value, read_fields
from ...ingest.rejects import make_reject
from ..engine.store import Store
from ..load.entry_rows import EntryRows, read_entry
from ..load.write_statements import FIND_PARTIES
from .acts import Act, ActKind, HeldRow, list_standing, read_acts_in_graph
from .keyed import WITHHELD, Keyed, describe_tombstone, open_keyed
from .replacement import Replacement, mask_text

OWN_TEXTS = "texts"  # the source of what riskgraph reads in documents: their texts are masked already
NOT_AGAIN = "the row describes, by its identifier, a person whose data was erased or restricted at the person's request"
CHANGED_TEXT = "its text named a person whose data was erased or restricted, and has changed"
RESTRICTED_ROW = "the row is about a person whose data is restricted"
REMEDY = "do not load it; `riskgraph person` lists what was done when, and on what basis"
LIFT_FIRST = "load it when the restriction has ended; `riskgraph person` lists restrictions"
IDS_KEPT = 200_000


@dataclass(slots=True)
class Guard:
    """Reads entries into rows so that no erased or corrected value comes back; it knows the acts that stand.

    `absent` are restricted persons that this graph does not hold: nothing of them is loaded. `lines` are the lines of
    the file on which such rows begin.
    """

    keyed: Keyed | None = None
    tombstones: Mapping[str, str] = field(default_factory=dict)
    restricted: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, HeldRow] = field(default_factory=dict)
    restricted_rows: frozenset[str] = frozenset()
    corrections: Mapping[str, Sequence[Act]] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    _ids: dict[str, str] = field(default_factory=dict)

    def read(self, source: str, entry: Entry) -> EntryRows | Reject:
        """Read one entry; raise nothing, but return a reject where the row may not come back."""
        rows = read_entry(source, entry)
        if self.keyed is None:
            return rows
        corrected = self._correct(entry)
        kept = rows if corrected is entry else keep_hash(read_entry(source, corrected), rows.hash)
        withheld = self._withhold(source, corrected, kept, self.keyed)
        if withheld is not rows:
            self.lines.add(entry.place.row)
        return withheld

    def name_rows(self, source: str, reference: str) -> list[str]:
        """Return the keys under which a row of this reference may be stored."""
        plain = f"{source}|{reference}"
        return [plain] if self.keyed is None else [plain, self.keyed.withhold(plain)]

    def _withhold(self, source: str, entry: Entry, rows: EntryRows, keyed: Keyed) -> EntryRows | Reject:
        """Take erased persons out of an entry."""
        number, digest = keyed.hash_row(rows.key), keyed.hash_content(rows.hash)
        held = self.rows.get(number)
        hashes = {id_: self._hash(id_) for id_ in list_ids(entry.items)}
        named = {id_: self.tombstones[found] for id_, found in hashes.items() if found in self.tombstones}
        if held is None and not named:
            return self._reject_strange(entry, keyed) or rows
        absent = any(tombstone in self.absent for tombstone in named.values())
        same = held is not None and held.hash == digest and not absent
        if not same and (self._is_restricted(number, source) or self.restricted.intersection(named.values())):
            return refuse(entry, number, RESTRICTED_ROW, LIFT_FIRST)
        if not same and held is not None and held.has_text and source != OWN_TEXTS:
            return refuse(entry, number, CHANGED_TEXT, REMEDY)
        masks = held.masks if held is not None and same else ()
        items = mask_items(entry.items, masks)
        items = tuple(withhold_item(item, named, held is not None and held.has_text) for item in items)
        return keep_hash(read_entry(source, replace(entry, reference=f"{WITHHELD}{number}", items=items)), digest)

    def _is_restricted(self, number: str, source: str) -> bool:
        """Check whether a version of a row names a restricted person: a new one could not be put back in its place."""
        return number in self.restricted_rows and source != OWN_TEXTS

    def _hash(self, id_: str) -> str:
        """Compute the hash of an id; the ids of a load repeat."""
        found = self._ids.get(id_)
        if found is None and self.keyed is not None:
            if len(self._ids) >= IDS_KEPT:
                self._ids.clear()
            found = self._ids[id_] = self.keyed.hash_id(id_)
        return found or ""

    def _reject_strange(self, entry: Entry, keyed: Keyed) -> Reject | None:
        """Reject a row that describes a withheld person under another id."""
        for item in entry.items:
            if isinstance(item, Party) and item.kind is PartyKind.PERSON:
                hashes = (keyed.hash("identifier", identifier) for identifier in item.identifiers)
                if any(found in self.identifiers for found in hashes):
                    return refuse(entry, keyed.hash_row(entry.reference), NOT_AGAIN, REMEDY, (item.id,))
        return None

    def _correct(self, entry: Entry) -> Entry:
        """Put right values in the place of wrong ones that were corrected."""
        if not self.corrections or self.keyed is None:
            return entry
        keyed = self.keyed
        items = tuple(
            correct_item(item, self.corrections.get(self._hash(item.id), ()), keyed)
            if isinstance(item, Party)
            else item
            for item in entry.items
        )
        return entry if items == entry.items else replace(entry, items=items)


def open_guard(store: Store) -> Guard:
    """Read the acts that stand in the graph."""
    acts = list_standing(read_acts_in_graph(store))
    if not acts:
        return Guard()
    withheld = [act for act in acts if act.kind is not ActKind.CORRECT]
    restricted = frozenset(act.tombstone for act in withheld if act.kind is ActKind.RESTRICT)
    found = store.read(FIND_PARTIES, {"ids": sorted(restricted)}) if restricted else []
    corrections: dict[str, list[Act]] = {}
    for act in acts:
        if act.kind is ActKind.CORRECT:
            corrections.setdefault(act.party, []).append(act)
    return Guard(
        keyed=open_keyed(store.settings),
        tombstones={act.party: act.tombstone for act in withheld},
        restricted=restricted,
        absent=restricted - {row["id"] for row in found},
        identifiers={found: act.tombstone for act in withheld for found in act.identifiers},
        rows={key: row for act in withheld for key, row in act.rows.items()},
        restricted_rows=frozenset(key for act in withheld if act.kind is ActKind.RESTRICT for key in act.rows),
        corrections=corrections,
    )


@cache
def list_id_fields(kind: Any) -> tuple[str, ...]:
    """List the fields of a record that hold ids."""
    return tuple(item.name for item in read_fields(kind) if item.value in (Value.ID, Value.PARTY))


def list_ids(items: Iterable[Item]) -> list[str]:
    """List every id that the items of a row have."""
    values = (getattr(item, name) for item in items for name in list_id_fields(cast(Hashable, type(item))))
    return [value for value in values if value is not None]


def withhold_item(item: Item, named: Mapping[str, str], has_text: bool) -> Item:
    """Put tombstones in the place of ids, and take the words of mentions out."""
    if isinstance(item, Party) and item.id in named:
        tombstone = named[item.id]
        return Party(id=tombstone, kind=PartyKind.PERSON, name=describe_tombstone(tombstone))
    changed: dict[str, Any] = {}
    for id_, tombstone in named.items():
        replacement = Replacement(id_, tombstone, "", (), {})
        for part in fields(item):
            value = changed.get(part.name, getattr(item, part.name))
            if isinstance(value, str) and id_ in value:
                changed[part.name] = replacement.replace_id(value)
    if isinstance(item, Mention) and (has_text or item.start in named):
        changed |= {"surface": None, "sentence": None} if item.start in named else {"sentence": None}
    return replace(item, **changed) if changed else item


def mask_items(items: tuple[Item, ...], masks: Sequence[tuple[int, str, int, int]]) -> tuple[Item, ...]:
    """Mask the places in the texts of a row where the person is named; ties do not count as places."""
    if not masks:
        return items
    things = [item for item in items if not isinstance(item, Tie)]
    for place, name, begin, end in masks:
        masked = mask_text(getattr(things[place], name), [(begin, end)])
        things[place] = replace(things[place], **{name: masked})  # type: ignore[arg-type]
    return (*things, *(item for item in items if isinstance(item, Tie)))


def keep_hash(rows: EntryRows, digest: str) -> EntryRows:
    """Set in each row the hash by which it is compared with the stored one."""
    (rows.ties[0][1] if rows.is_one_tie else rows.record)["hash"] = digest
    rows.record["hash"] = digest
    return replace(rows, hash=digest)


def correct_item(item: Party, acts: Sequence[Act], keyed: Keyed) -> Party:
    """Put the right values of corrections in the place of the wrong ones."""
    for act in acts:
        for name, right in act.right.items():
            value, wrong = getattr(item, name), act.wrong.get(name, ())
            if value is not None and keyed.hash(name, str(value)) in wrong:
                item = replace(item, **{name: right if isinstance(value, str) else date.fromisoformat(right)})  # type: ignore[arg-type]
            if name == "name" and item.names:
                names = tuple(one for one in item.names if keyed.hash(name, one) not in wrong)
                item = replace(item, names=names)
    return item


def refuse(entry: Entry, number: str, reason: str, remedy: str, describes: tuple[str, ...] = ()) -> Reject:
    """Build the reject of a row that may not come back; it shows no value of the row."""
    error = RecordError(reason, column="", value="", remedy=remedy)
    return make_reject(entry.place, error, describes, f"{WITHHELD}{number}")
