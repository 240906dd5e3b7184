"""What to change in the graph so that nothing names a person any more, and how to change it back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from ...ingest.records import Holding, Mention, PartyKind
from ..engine.store import Row
from ..load.fold import Node, list_described
from ..load.write_statements import PARTY
from ..schema.graph_model import node_types
from ..schema.properties import PropertyType
from .acts import HeldRow, Mask
from .keyed import Keyed, describe_tombstone, split_version
from .replacement import Replacement, mask_text
from .traces import StoredTie, Traces, list_ties


@dataclass(frozen=True, slots=True)
class Step:
    """Rows of one kind of change: where (`at`), what to set, and both for the way back."""

    kind: str
    label: str
    rows: tuple[Row, ...]

    def reverse(self) -> "Step":
        """Build the step back."""
        rows = [{"at": row["back_at"], "set": row["back"], "back_at": row["at"], "back": row["set"]}
                for row in self.rows]  # fmt: skip
        return Step(self.kind, self.label, tuple(rows))


@dataclass(slots=True)
class Plan:
    """Everything that withholds a person's data: the steps in their order, the rows to recognise, and counts."""

    id: str
    tombstone: str
    keys: Mapping[str, str]
    replacement: Replacement
    steps: list[Step] = field(default_factory=list)
    held: dict[str, HeldRow] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, label: str, rows: Sequence[Row]) -> None:
        """Add a step if it changes something."""
        changing = tuple(row for row in rows if row["set"] != row["back"] or row["at"] != row["back_at"])
        if changing:
            self.steps.append(Step(kind, label, changing))


def build_plan(traces: Traces, tombstone: str, keyed: Keyed) -> Plan:
    """Build the plan that puts a tombstone in a person's place."""
    keys = {key: keyed.withhold(key) for key in traces.keys}
    replacement = Replacement(traces.id, tombstone, describe_tombstone(tombstone), traces.words, keys)
    plan = Plan(traces.id, tombstone, keys, replacement)
    plan_texts(plan, traces)
    plan_mentions(plan, traces)
    plan_ties(plan, traces)
    plan_nodes(plan, traces)
    plan_records(plan, traces, keyed)
    plan_things(plan, traces)
    plan_person(plan, traces)
    count_touched(plan, traces)
    return plan


def change(at: Any, given: Mapping[str, Any], changed: Mapping[str, Any], back_at: Any = None) -> Row:
    """Build one row: `given` are the properties before, `changed` the same ones after."""
    back = {name: given.get(name) for name in changed}
    return {"at": at, "set": dict(changed), "back_at": at if back_at is None else back_at, "back": back}


def plan_texts(plan: Plan, traces: Traces) -> None:
    """Mask the person's names in documents and cases."""
    for (label, id_), node in traces.texts.items():
        masked = {name: mask_text(text, plan.replacement.find_words(text)) for name, text in list_texts(label, node)}
        plan.add("node", label, [change(id_, node, masked)])


def list_texts(label: str, node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """List the texts of a thing that may name a person."""
    for item in node_types()[label].properties:
        value = node.get(item.name)
        if item.type is PropertyType.STRING and isinstance(value, str) and item.name not in ("id", "source", "record"):
            yield item.name, value


def plan_mentions(plan: Plan, traces: Traces) -> None:
    """Remove the words in which documents name the person, and mask the names in what is cited of others."""
    rows = [
        change_mention(tie, {"surface": None, "sentence": None}) for tie in traces.ties if tie.label == Mention.label
    ]
    for tie in traces.mentions:
        sentence = tie.properties.get("sentence") or ""
        masked = mask_text(sentence, plan.replacement.find_words(sentence))
        rows.append(change_mention(tie, {"sentence": masked or None}))
    plan.add("mention", Mention.label, rows)


def change_mention(tie: StoredTie, changed: Mapping[str, Any]) -> Row:
    """Build the row that changes one mention."""
    place = {name: tie.properties.get(name, -1) for name in ("start_char", "change")}
    at = {"start": tie.start, "end": tie.end, "record": tie.properties["record"], **place}
    return change(at, tie.properties, changed)


def plan_ties(plan: Plan, traces: Traces) -> None:
    """Rename the records of relationships, and the person where these name an end or a pledgee."""
    rows: dict[str, dict[tuple[str, ...], Row]] = {}
    for stored, record in traces.records.items():
        key = split_version(stored)[1]
        for label, start, end in list_ties(record):
            at = {"record": key, "start": start, "end": end}
            before: Row = {"record": key, "start_key": start, "end_key": end}
            named = {name: plan.tombstone for name in ("start_key", "end_key") if before[name] == plan.id}
            after = {"record": plan.keys[key], **named}
            back_at = {**at, "record": plan.keys[key]}
            rows.setdefault(label, {})[key, start, end] = change(at, before, after, back_at)
    for tie in traces.ties:
        if tie.properties.get("pledgee") == plan.id:
            at = {"record": tie.properties["record"], "start": tie.start, "end": tie.end}
            plan.add("tie", tie.label, [change(at, tie.properties, {"pledgee": plan.tombstone})])
    for label, part in rows.items():
        plan.add("tie", label, list(part.values()))
    plan.add("superseded", Holding.label, list_superseded(traces.superseded, plan))


def list_superseded(ties: Iterable[StoredTie], plan: Plan) -> list[Row]:
    """Build the rows that rename the records of better holdings, in every version of those that do not count."""
    named = {(tie.start, tie.end, key) for tie in ties for key in tie.properties["superseded_by"]}
    return [
        change({**at, "key": key}, {"key": key}, after, {**at, **after})
        for start, end, key in sorted(named)
        if key in plan.keys
        for at, after in [({"start": start, "end": end}, {"key": plan.keys[key]})]
    ]


def plan_nodes(plan: Plan, traces: Traces) -> None:
    """Rename the record that describes a node last."""
    described: dict[str, dict[tuple[str, str], Row]] = {}
    for stored, record in traces.records.items():
        key = split_version(stored)[1]
        for label, id_ in list_described([record.get("content")]):
            at, back_at = {"id": id_, "record": key}, {"id": id_, "record": plan.keys[key]}
            if (label, id_) != (PARTY, plan.id):
                row = change(at, {"record": key}, {"record": plan.keys[key]}, back_at)
                described.setdefault(label, {})[id_, key] = row
    for label, rows in described.items():
        plan.add("described", label, list(rows.values()))


def plan_records(plan: Plan, traces: Traces, keyed: Keyed) -> None:
    """Rename records, and take the person out of what they say."""
    rows = []
    texts = set(traces.texts)
    mentioned = {tie.properties["record"] for tie in (*traces.mentions, *traces.ties) if tie.label == Mention.label}
    for stored, record in traces.records.items():
        key = split_version(stored)[1]
        content, masks = change_content(record.get("content"), plan, texts)
        after: Row = {
            "key": keyed.withhold(stored),
            "hash": keyed.hash_content(record["hash"]),
            "content": content,
            "ties": [change_tie_text(tie, plan) for tie in record.get("ties") or ()] or None,
        }
        if record.get("replaces"):
            after["replaces"] = keyed.withhold(record["replaces"])
        rows.append(change(stored, record, after, after["key"]))
        if stored == key or keyed.hash_row(key) not in plan.held:
            has_text = bool(texts & set(list_described([record.get("content")]))) or key in mentioned
            plan.held[keyed.hash_row(key)] = HeldRow(after["hash"].rstrip("~"), masks, has_text)
    plan.add("node", "Record", rows)


def change_content(content: str | None, plan: Plan, texts: set[Node]) -> tuple[str | None, tuple[Mask, ...]]:
    """Take the person out of what a record says; return where its texts were masked too."""
    if content is None:
        return None, ()
    masks: list[Mask] = []
    changed = []
    for place, (label, item) in enumerate(orjson.loads(content)):
        if label == PARTY and item["id"] == plan.id:
            changed.append([label, describe_item(plan.tombstone)])
            continue
        new = {
            name: plan.replacement.replace_id(value) if isinstance(value, str) else value
            for name, value in item.items()
        }
        if (label, item["id"]) in texts:
            for name, text in list_texts(label, item):
                spans = plan.replacement.find_words(text)
                masks += [(place, name, begin, end) for begin, end in spans]
                new[name] = mask_text(text, spans)
        changed.append([label, new])
    return orjson.dumps(changed).decode(), tuple(masks)


def describe_item(tombstone: str) -> Row:
    """Build what a record says of a person who is no longer named."""
    return {"id": tombstone, "kind": PartyKind.PERSON.value, "name": describe_tombstone(tombstone)}


def change_tie_text(tie: str, plan: Plan) -> str:
    """Rename the person in `TYPE|start|end`."""
    label, start, end = next((parts for parts in list_ties({"ties": [tie]}) if plan.id in parts[1:]), (tie, "", ""))
    ends = (plan.tombstone if part == plan.id else part for part in (start, end))
    return "|".join((label, *ends)) if start or end else tie


def plan_things(plan: Plan, traces: Traces) -> None:
    """Rename the person in loans and figures."""
    for (label, id_), node in traces.things.items():
        texts = dict(list_texts(label, node))
        changed = {name: plan.replacement.replace_id(text) for name, text in (("id", id_), *texts.items())}
        plan.add("node", label, [change(id_, node, changed, changed["id"])])


def plan_person(plan: Plan, traces: Traces) -> None:
    """Leave of the person what every party must have."""
    person = traces.person
    name = describe_tombstone(plan.tombstone)
    kept = {"id": plan.tombstone, "kind": person["kind"], "name": name, "names": [name], "identifiers": [],
            "source": person.get("source"), "record": plan.keys.get(person.get("record") or "")}  # fmt: skip
    plan.add("node", PARTY, [change(plan.id, person, {**dict.fromkeys(person), **kept}, plan.tombstone)])


def count_touched(plan: Plan, traces: Traces) -> None:
    """Count what the steps touch."""
    plan.counts.update({
        "names": len({traces.person.get("name"), *(traces.person.get("names") or ())} - {None}),
        "record versions": len(traces.records),
        "relationships": len(traces.ties),
        "loans and figures": len(traces.things),
        "documents and cases": len(traces.texts),
    })  # fmt: skip
