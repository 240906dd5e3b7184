"""Correct a person's data: a wrong value is replaced in every version, and does not come back with a later delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import orjson

from ...errors import NotFoundError, UsageError
from ..engine.store import Row, Store, Transaction
from ..load.write_statements import PARTY
from .acts import Act, ActKind, append_act, note_act
from .beside import clear_files, hold_writers, mark_pending
from .delivered import plan_lines
from .derived import note_withheld, plan_conclusions
from .keyed import Keyed, open_keyed, split_version
from .perform import Done, Request, begin_act, check_person
from .plan import Plan, change
from .replacement import Replacement
from .steps import take_steps
from .traces import Traces, read_traces

FIELDS = ("name", "founded", "address", "phone", "jurisdiction")


def correct_person(
    store: Store, id_: str, right: Mapping[str, str], request: Request, *, dry_run: bool = False
) -> Done:
    """Replace the present values of fields by the right ones; raise `UsageError` where no source gives a value."""
    keyed = open_keyed(store.settings)
    check_fields(right)
    with hold_writers(store.settings):
        traces = store.transact(lambda transaction: read_traces(transaction, id_))
        if traces is None:
            raise NotFoundError(f"there is no party {id_[:80]!r} in the graph")
        check_person(traces)
        wrong = {name: find_wrong(traces, name, value) for name, value in right.items()}
        hashes = {name: (keyed.hash(name, str(value)),) for name, value in wrong.items()}
        act = replace(begin_act(request, traces.id, keyed), tombstone=id_, wrong=hashes, right=dict(right))
        plan = store.transact(lambda transaction: plan_correction(transaction, traces, act, keyed))
        if dry_run:
            return Done(ActKind.CORRECT, id_, dict(plan.counts))
        act = replace(act, counts=dict(plan.counts))
        mark_pending(store.settings)
        append_act(store.settings, act)
        carry_out_correction(store, act, plan)
        removed = clear_files(store, [str(value) for value in wrong.values()])
        return Done(act.kind, id_, {**plan.counts, "rejected rows": removed}, act)


def check_fields(right: Mapping[str, str]) -> None:
    """Raise `UsageError` for a field that cannot be corrected or a value that is none."""
    for name, value in right.items():
        if name not in FIELDS or not value.strip():
            raise UsageError(f"{name[:40]}={value[:40]} corrects nothing; the fields are {', '.join(FIELDS)}")
        if name == "founded":
            try:
                date.fromisoformat(value)
            except ValueError as error:
                raise UsageError(f"founded={value[:40]} is not a date of the form YYYY-MM-DD") from error


def find_wrong(traces: Traces, name: str, right: str) -> Any:
    """Find the value that is held of a field; raise `UsageError` if none is held, or the right one."""
    value = traces.person.get(name)
    if value is None:
        raise UsageError(f"no source gives {name} of this person: load one that does")
    if str(value) == right:
        raise UsageError(f"{name} is {right[:40]!r} already")
    return value


async def plan_correction(transaction: Transaction, traces: Traces, act: Act, keyed: Keyed) -> Plan:
    """Plan what to replace in the graph, from the hashes of wrong values."""
    before = traces.person.get("name")
    words = (before,) if before is not None and is_wrong("name", before, act, keyed) else ()
    replacement = Replacement(traces.id, traces.id, act.right.get("name", ""), words, {})
    plan = Plan(traces.id, traces.id, {key: key for key in traces.keys}, replacement)
    rows = []
    for stored, record in traces.records.items():
        if record.get("content"):
            items = [[label, correct(item, act, keyed) if (label, item["id"]) == (PARTY, traces.id) else item]
                     for label, item in orjson.loads(record["content"])]  # fmt: skip
            if items != orjson.loads(record["content"]):
                rows.append(change(stored, record, {"content": orjson.dumps(items).decode()}))
    plan.add("node", "Record", rows)
    plan.counts["record versions"] = sum(len(step.rows) for step in plan.steps)
    plan.counts["rows"] = len({split_version(row["at"])[1] for step in plan.steps for row in step.rows})
    plan.add("node", PARTY, [change(traces.id, traces.person, correct(traces.person, act, keyed))])
    await plan_conclusions(transaction, plan)
    await plan_lines(transaction, plan, [traces.records[row["at"]] for row in rows], ())
    return plan


def is_wrong(name: str, value: Any, act: Act, keyed: Keyed) -> bool:
    """Check whether a value of a field is one that the act replaces."""
    return value is not None and keyed.hash(name, str(value)) in act.wrong.get(name, ())


def correct(item: Mapping[str, Any], act: Act, keyed: Keyed) -> Row:
    """Put the right values into a description; a wrong name leaves the list of names too."""
    corrected = dict(item)
    for name, right in act.right.items():
        if is_wrong(name, item.get(name), act, keyed):
            corrected[name] = date.fromisoformat(right) if isinstance(item[name], date) else right
        if name == "name" and item.get("names"):
            names = (right if is_wrong(name, one, act, keyed) else one for one in item["names"])
            corrected["names"] = list(dict.fromkeys(names))
    return corrected


def carry_out_correction(store: Store, act: Act, plan: Plan) -> None:
    """Change the graph in one transaction."""

    async def work(transaction: Transaction) -> None:
        await take_steps(transaction, plan.steps)
        await note_act(transaction, act)
        await note_withheld(transaction, [plan.id])

    store.transact(work)


def read_right(pairs: Sequence[str]) -> dict[str, str]:
    """Read `field=value` as the command line gives it."""
    parts = [pair.partition("=") for pair in pairs]
    if not parts or any(not sign for _, sign, _ in parts):
        raise UsageError(f"--set takes field=value, once for each field; the fields are {', '.join(FIELDS)}")
    return {name.strip(): value.strip() for name, _, value in parts}
