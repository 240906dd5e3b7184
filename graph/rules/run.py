"""Rules run over the whole graph for one day; every hit becomes a finding with its sentence, row and evidence.

A finding's id is built from rule, key and day, so running a rule again for the same day leaves exactly what it finds
now: unchanged findings stay as they are, findings that no longer hold are deleted.
"""

import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from ...errors import EngineError, MeasureError, QueryTimeoutError, StatementError, UsageError
from ...ingest.near_words import suggest
from ...ingest.rejects import show_value
from ..engine.statements import read_statement
from ..engine.store import Row, Store, Transaction
from ..lenders import OWN_LENDERS, hash_lenders
from .algorithms import Algorithm, Hits, Read, choose_algorithm
from .pages import PAGE, read_in_pages
from .parameters import find_rules_of_user
from .rule_files import Rule
from .rule_header import SEVERITIES
from .sentences import Language, fill_sentence

logger = logging.getLogger(__name__)

AT_A_TIME = 2  # rules; more would share the memory of the engine for nothing on a small machine
BATCH = 2_000
SEPARATORS = re.compile(r"[|,\\]")  # of the parts of a key
# hits of one rule; a longer list is of no use, and the rule needs a stricter threshold
MOST_FINDINGS = 20_000
CONTROL = "control"  # what a rule needs


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """Outcome of one rule: how many findings, how long it took, and whether the result is complete."""

    rule: str
    findings: int
    seconds: float
    complete: bool
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Inputs shared by all rules of a run: its day, the day it is made, the algorithms, and the most hits of a rule.

    `page` is how many starts a rule that runs in pages takes at a time.
    `change` is the number of the graph's change from which the rules read; None where it is unknown.
    """

    as_of: date
    found_on: date
    algorithms: Mapping[str, Algorithm]
    most: int = MOST_FINDINGS
    page: int = PAGE
    change: int | None = None


def find(
    store: Store,
    as_of: date,
    rule_ids: Sequence[str] | None = None,
    *,
    found_on: date,
    algorithms: Mapping[str, Algorithm],
    most: int = MOST_FINDINGS,
    change: int | None = None,
    write_control: Callable[[], object] = lambda: None,
) -> list[RuleOutcome]:
    """Run some rules, or all of them, for a day and store what they find.

    Rules that need control find it in the graph, where `write_control` writes it while the others run: see
    `control_ties`. A rule that uses up its time budget, that the engine refuses or that returns an invalid row keeps
    its earlier findings and reports the failure; the other rules still run.
    """
    task = Task(as_of=as_of, found_on=found_on, algorithms=algorithms, most=most, change=change)
    rules = choose_rules(rule_ids, store.settings.rule_parameters)
    pool = ThreadPoolExecutor(AT_A_TIME, "rule")  # the engine works on one statement with one core
    wait = True
    try:
        run = partial(run_rule, store, task=task)
        begun = {rule.id: pool.submit(run, rule) for rule in rules if CONTROL not in rule.needs}
        write_control()
        begun |= {rule.id: pool.submit(run, rule) for rule in rules if CONTROL in rule.needs}
        return [begun[rule.id].result() for rule in rules]
    except KeyboardInterrupt:
        wait = False  # closing the store, which comes next, cancels the statements under way
        raise
    finally:
        pool.shutdown(wait=wait, cancel_futures=True)


def choose_rules(rule_ids: Sequence[str] | None, parameters: Path | None = None) -> list[Rule]:
    """Return the rules with these ids, or all, with the thresholds that the user's file sets."""
    rules = find_rules_of_user(parameters)
    unknown = [rule_id for rule_id in rule_ids or () if rule_id not in rules]
    if unknown:
        named, near = ", ".join(map(show_value, unknown)), suggest(unknown[0], rules)
        raise UsageError(f"there is no rule {named}{near}; the rules are: {', '.join(rules)}")
    return [rules[rule_id] for rule_id in (rules if rule_ids is None else rule_ids)]


def run_rule(store: Store, rule: Rule, task: Task) -> RuleOutcome:
    """Run one rule and store what it finds."""
    started = time.monotonic()
    try:
        hits = read_hits(store, rule, task)
        lenders = name_lenders(rule, store.settings.own_lenders)
        rows = [{**row, **lenders} for row in hits.rows]
        findings = make_findings(rule, rows, task.as_of, task.found_on)
        write_findings(store, rule, task.as_of, findings)
        write_run(store, rule, task)
    except QueryTimeoutError:
        limit = store.settings.rule_budget_s
        late = f"{rule.id} used up its time budget of {limit:g} s; its earlier findings are left as they are"
        return RuleOutcome(rule=rule.id, findings=0, seconds=measure_since(started), complete=False, error=late)
    except (EngineError, StatementError, MeasureError) as failure:
        return RuleOutcome(rule=rule.id, findings=0, seconds=measure_since(started), complete=False, error=str(failure))
    logger.info("%s: %s findings", rule.id, len(findings))
    return RuleOutcome(
        rule=rule.id, findings=len(findings), seconds=measure_since(started), complete=hits.cut is None, error=hits.cut
    )


def measure_since(started: float) -> float:
    """Return the seconds elapsed since a moment."""
    return round(time.monotonic() - started, 3)


def read_hits(store: Store, rule: Rule, task: Task) -> Hits:
    """Read or compute the hits of a rule, up to the limit."""
    most = task.most + 1  # one too many shows that there are more
    given = {"as_of": task.as_of, "most": most, "own_lenders": list(store.settings.own_lenders)}
    read = build_reader(store, rule, {**rule.parameters, **given})
    if rule.algorithm:
        hits = choose_algorithm(rule, task.algorithms).find(read, rule.parameters)
    else:
        hits = Hits(read_in_pages(read, rule, most, task.page) if rule.pages else read(rule.id))
    if len(hits.rows) <= task.most:
        return hits
    return Hits(hits.rows[: task.most], f"{rule.id} was cut at {task.most} hits; raise its thresholds")


def build_reader(store: Store, rule: Rule, given: Mapping[str, Any]) -> Read:
    """Build what reads the statements of a rule; all that it reads has the time budget of one rule."""
    deadline, statements = time.monotonic() + store.settings.rule_budget_s, rule.statements

    def read(name: str, /, **parameters: object) -> list[Row]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise QueryTimeoutError(f"{rule.id} has no time left to read {name}")
        return store.read(statements[name], {**given, **parameters}, left)

    return read


def make_findings(rule: Rule, rows: Iterable[Row], as_of: date, found_on: date) -> dict[str, Row]:
    """Turn rows into findings by id; two rows with one key are one finding, the first."""
    findings: dict[str, Row] = {}
    for row in rows:
        finding = make_finding(rule, settle(row), as_of, found_on)
        findings.setdefault(finding["id"], finding)
    return findings


def settle(row: Row) -> Row:
    """Remove from a row what may differ between runs of an engine: the order of records, the last digits of sums."""
    settled = {name: round(value, 6) if isinstance(value, float) else value for name, value in row.items()}
    return {**settled, "records": sorted({record for record in row["records"] if record})}


def make_finding(rule: Rule, row: Row, as_of: date, found_on: date) -> Row:
    """Turn one row of a rule into a finding."""
    key = "|".join(write_key(row[column]) for column in rule.key)
    parties = list(dict.fromkeys([row["party_id"], *row["party_ids"]]))
    return {
        "id": f"{rule.id}|{as_of.isoformat()}|{blake2b(key.encode(), digest_size=12).hexdigest()}",
        "rule": rule.id,
        "rule_version": rule.version,
        "key": key,
        "party": row["party_id"],
        "title_zh": fill_sentence(rule.sentence_zh, row, Language.ZH),
        "title_en": fill_sentence(rule.sentence_en, row, Language.EN),
        "severity": choose_severity(rule, row),
        "row": orjson.dumps({**row, **name_changes(rule)}, option=orjson.OPT_SORT_KEYS).decode(),
        "evidence": orjson.dumps({"path": parties, "records": row["records"]}).decode(),
        "as_of": as_of,
        "found_on": found_on,
        "parties": parties,
        "burdened": list_burdened(rule, row),
    }


def name_changes(rule: Rule) -> dict[str, dict[str, float]]:
    """Return the thresholds that a user's file set, for the row of a finding."""
    return {"parameters": {name: rule.parameters[name] for name in rule.changed}} if rule.changed else {}


def name_lenders(rule: Rule, own_lenders: Sequence[str]) -> dict[str, str]:
    """Return which setting of own lenders a rule read, for the row of a finding; nothing if it reads none."""
    reads = any("$own_lenders" in statement for statement in rule.statements.values())
    return {OWN_LENDERS: hash_lenders(own_lenders)} if reads else {}


def list_burdened(rule: Rule, row: Mapping[str, Any]) -> list[str]:
    """Return the ids of the parties whose score a hit counts against, each once."""
    named = (row[column] for column in rule.burdens)
    return list(dict.fromkeys(id_ for ids in named for id_ in (ids if isinstance(ids, list) else [ids])))


def choose_severity(rule: Rule, row: Mapping[str, Any]) -> str:
    """Return the severity of a hit: that of the rule, unless the row overrides it."""
    severity = str(row.get("hit_severity") or rule.severity)
    if severity not in SEVERITIES:
        raise StatementError(f"rule {rule.id}: hit_severity {severity!r} is not one of {', '.join(SEVERITIES)}")
    return severity


def write_key(value: object) -> str:
    """Write one part of a key."""
    parts = value if isinstance(value, list) else [value]
    return ",".join(SEPARATORS.sub(r"\\\g<0>", str(part)) for part in parts)


def write_findings(store: Store, rule: Rule, as_of: date, findings: Mapping[str, Row]) -> None:
    """Replace the stored findings of a rule and day with the given ones."""
    day = {"rule": rule.id, "as_of": as_of}
    stored = {row["id"]: row for row in store.read(read_statement("read/findings/findings_of_rule"), day)}
    changed = [id_ for id_, row in stored.items() if id_ in findings and not is_same(row, findings[id_])]
    gone = changed + [id_ for id_ in stored if id_ not in findings]
    new = [{**findings[id_], "found_on": stored[id_]["found_on"]} for id_ in changed]  # same places as in `gone`
    new += [finding for id_, finding in findings.items() if id_ not in stored]
    for first in range(0, max(len(gone), len(new)), BATCH):
        replace(store, gone[first : first + BATCH], new[first : first + BATCH])


def write_run(store: Store, rule: Rule, task: Task) -> None:
    """Record that a rule ran for a day; findings for earlier days are then history, even if it finds nothing now."""
    change = "" if task.change is None else str(task.change)
    run = {"rule": rule.id, "day": task.as_of.isoformat(), "found_on": task.found_on.isoformat(), "change": change}
    store.write(read_statement("write/rule_run"), run)


def is_same(stored: Mapping[str, Any], finding: Mapping[str, Any]) -> bool:
    """Check whether a stored finding equals the new one."""
    return all(stored[name] == finding[name] for name in stored if name != "found_on")


def replace(store: Store, gone: Sequence[str], new: Sequence[Row]) -> None:
    """Delete findings and write others in one transaction."""

    async def work(transaction: Transaction) -> None:
        if gone:
            await transaction.run(read_statement("write/forget_findings"), {"ids": list(gone)})
        if new:
            await transaction.run(read_statement("write/findings"), {"rows": list(new)})

    store.transact(work)
