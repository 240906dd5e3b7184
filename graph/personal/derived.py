"""What riskgraph itself concluded about a person: findings, scores, control and the list of changes."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from uuid import uuid4

from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..load.deliveries.ending import split
from ..load.write_statements import NEXT_CHANGE, NOTE_CHANGE
from .acts import PREFIX, read_act
from .keyed import Keyed
from .plan import Plan, change
from .replacement import Replacement

KEYS_AT_A_TIME = 200


async def plan_conclusions(transaction: Transaction, plan: Plan) -> None:
    """Add the steps that take the person out of findings and of the scores of others."""
    for label in ("Finding", "Score"):
        rows = await read_naming(transaction, read_statement(f"read/personal/{label.lower()}s"), plan)
        change_one = change_finding if label == "Finding" else change_score
        plan.add("node", label, [change_one(row["node"], plan.replacement) for row in rows])
        plan.counts[f"{label.lower()}s"] += len(rows)


async def read_naming(transaction: Transaction, statement: str, plan: Plan) -> list[Row]:
    """Read what names the person or one of the records, each once."""
    found: dict[str, Row] = {}
    for keys in split_keys(plan):
        given = {"id": plan.id, "keys": list(keys)}
        found.update({row["node"]["id"]: row for row in await transaction.run(statement, given)})
    return list(found.values())


async def plan_acts(transaction: Transaction, plan: Plan, keyed: Keyed) -> None:
    """Add the step that takes the right values of earlier corrections out of the record of acts in the graph."""
    rows = []
    for row in await transaction.run(read_statement("read/personal/acts")):
        act = read_act(row["content"])
        if act.party == keyed.hash_id(plan.id) and act.right:
            emptied = replace(act, right={}, tombstone=plan.tombstone).write()
            rows.append(change(f"{PREFIX}{act.id}", row, {"content": emptied}))
    plan.add("node", "State", rows)


def split_keys(plan: Plan) -> list[Sequence[str]]:
    """Split the keys of the person's records into parts, at least one."""
    return list(split(list(plan.keys), KEYS_AT_A_TIME)) or [()]


def change_finding(node: Row, replacement: Replacement) -> Row:
    """Build the row that changes a finding."""
    key = replacement.replace_id(node["key"])
    number = blake2b(key.encode(), digest_size=12).hexdigest()
    after = {
        "id": f"{node['rule']}|{node['as_of'].isoformat()}|{number}",
        "key": key,
        "party": replacement.replace_id(node["party"]),
        "burdened": [replacement.replace_id(id_) for id_ in node.get("burdened") or ()],
        "title_zh": replacement.replace_all(node["title_zh"]),
        "title_en": replacement.replace_all(node["title_en"]),
        "row": replacement.replace_in_json(node["row"]),
        "evidence": replacement.replace_in_json(node["evidence"]),
    }
    return change(node["id"], node, after, after["id"])


def change_score(node: Row, replacement: Replacement) -> Row:
    """Build the row that changes the score of another party."""
    return change(node["id"], node, {"signals": replacement.replace_in_json(node["signals"])})


async def replace_derived(transaction: Transaction, plan: Plan) -> None:
    """Remove the person's own scores, and rename the person in derived control and in the list of changes."""
    deleted = await transaction.run(read_statement("write/personal/delete_scores"), {"id": plan.id})
    plan.counts["own scores"] += sum(row["deleted"] for row in deleted)
    for keys in split_keys(plan):
        given = {"id": plan.id, "keys": list(keys)}
        found = await transaction.run(read_statement("read/personal/controls"), given)
        rows = [
            {"start": row["start"], "end": row["end"], "set": change_control(row["control"], plan)} for row in found
        ]
        if rows:
            await transaction.run(read_statement("write/personal/controls"), {"rows": rows})
    names = {"id": plan.id, "tombstone": plan.tombstone}
    await transaction.run(read_statement("write/personal/rename_in_changes"), names)


def change_control(control: Row, plan: Plan) -> Row:
    """Return the properties of derived control that name the person or the records, changed."""
    return {
        "circle": plan.replacement.replace_id(control["circle"]),
        "records": [plan.keys.get(key, key) for key in control.get("records") or ()],
        "jointly_with": [plan.tombstone if id_ == plan.id else id_ for id_ in control.get("jointly_with") or ()],
    }


async def note_withheld(transaction: Transaction, parties: Sequence[str]) -> None:
    """Record the change, and rename the graph: what was derived from it anywhere is made again and not continued."""
    number = (await transaction.run(NEXT_CHANGE))[0]["change"]
    await transaction.run(NOTE_CHANGE, {"change": number, "parties": list(parties)})
    await transaction.run(read_statement("write/state/content"), {"id": "identity", "content": uuid4().hex})
