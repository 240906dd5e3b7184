"""Erase, restrict and lift: what is done to one person's data, in the graph, beside it and on record."""

import getpass
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from ...errors import NotFoundError, UsageError
from ...ingest.records import PartyKind
from ...settings import Settings
from ..engine.store import Store, Transaction
from ..whole_graph import read_nodes
from .acts import BASES, Act, ActKind, append_act, forget_corrections, list_standing, note_act, read_acts_on_file
from .beside import clear_files, hold_writers, mark_pending, remove_sealed, seal, unseal
from .delivered import plan_lines
from .derived import note_withheld, plan_acts, plan_conclusions, replace_derived
from .keyed import ERASED, RESTRICTED, Keyed, is_tombstone, name_tombstone, open_keyed
from .lifting import take_back
from .plan import Plan, build_plan
from .steps import take_steps
from .traces import Traces, read_traces

Report = Callable[[str], None]
SCHEMES = {ActKind.ERASE: ERASED, ActKind.RESTRICT: RESTRICTED}


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for what, why, and on what legal basis; an empty basis is that of the kind."""

    kind: ActKind
    reason: str
    by: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did or, for a dry run, would do; `tombstone` is the id that the person has in the graph then."""

    kind: ActKind
    tombstone: str
    counts: Mapping[str, int]
    act: Act | None = None


def withhold_person(store: Store, id_: str, request: Request, *, dry_run: bool = False) -> Done:
    """Erase or restrict a person; raise `UsageError` for a party that is not a person.

    A restricted person can be erased: the restriction is lifted first.
    """
    settings = store.settings
    keyed = open_keyed(settings)
    with hold_writers(settings):
        restricted = find_restricted(settings, id_)
        if restricted is not None and request.kind is ActKind.RESTRICT:
            raise UsageError("the data of this person is restricted already")
        if restricted is not None:
            if dry_run:
                return Done(request.kind, restricted.tombstone, restricted.counts)
            _, id_ = lift(store, restricted, request, clear=False)
        plan, traces = make_plan(store, id_, SCHEMES[request.kind], keyed)
        if dry_run:
            return Done(request.kind, plan.tombstone, dict(plan.counts))
        act = build_act(request, plan, traces, keyed)
        mark_pending(settings)
        append_act(settings, act)
        if request.kind is ActKind.ERASE:
            forget_corrections(settings, act.party)
        return carry_out(store, act, plan, traces)


def make_plan(store: Store, id_: str, scheme: str, keyed: Keyed) -> tuple[Plan, Traces]:
    """Read what the graph holds of a person, and plan what to put in its place."""
    return store.transact(lambda transaction: read_plan(transaction, id_, scheme, keyed))


async def read_plan(transaction: Transaction, id_: str, scheme: str, keyed: Keyed) -> tuple[Plan, Traces]:
    """Read the traces of a person; raise an error for what is no person."""
    traces = await read_traces(transaction, id_)
    if traces is None:
        raise NotFoundError(f"there is no party {id_[:80]!r} in the graph")
    check_person(traces)
    plan = build_plan(traces, name_tombstone(scheme, keyed.hash_id(id_)), keyed)
    await plan_acts(transaction, plan, keyed)
    await plan_conclusions(transaction, plan)
    await plan_lines(transaction, plan, traces.records.values(), plan.replacement.words)
    return plan, traces


def check_person(traces: Traces) -> None:
    """Raise `UsageError` if a party is not a natural person or has been erased."""
    kind = traces.person["kind"]
    if kind != PartyKind.PERSON.value:
        raise UsageError(f"{traces.id[:80]} is a {kind}, and these rights are those of natural persons")
    if is_tombstone(traces.id):
        raise UsageError(f"{traces.id[:80]} was erased already: nothing is left of this person's data")


def begin_act(request: Request, id_: str, keyed: Keyed) -> Act:
    """Begin the record of an act: what is on record whatever the graph holds."""
    return Act(
        id=uuid4().hex[:12],
        kind=request.kind,
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        by=request.by or getpass.getuser(),
        reason=request.reason,
        basis=request.basis or BASES[request.kind],
        fingerprint=keyed.fingerprint,
        party=keyed.hash_id(id_),
        tombstone="",
    )


def build_act(request: Request, plan: Plan, traces: Traces, keyed: Keyed) -> Act:
    """Build the record of an act, which holds no value of the person."""
    described = set(traces.person.get("identifiers") or ())
    return replace(
        begin_act(request, traces.id, keyed),
        tombstone=plan.tombstone,
        identifiers=tuple(sorted(keyed.hash("identifier", identifier) for identifier in described)),
        rows=plan.held,
        counts=dict(plan.counts),
    )


def carry_out(store: Store, act: Act, plan: Plan, traces: Traces) -> Done:
    """Change the graph in one transaction, then the files beside it."""
    if act.kind is ActKind.RESTRICT:
        seal(store.settings, act.tombstone, plan.steps)
    else:
        remove_sealed(store.settings, name_tombstone(RESTRICTED, act.party))

    async def work(transaction: Transaction) -> None:
        await replace_derived(transaction, plan)
        await take_steps(transaction, plan.steps)
        await note_act(transaction, act)
        await note_withheld(transaction, [plan.tombstone])

    store.transact(work)
    counts = dict(plan.counts)
    counts["rejected rows"] = clear_files(store, (*plan.replacement.words, traces.id))
    return Done(act.kind, act.tombstone, counts, act)


def lift_restriction(store: Store, id_: str, request: Request, *, dry_run: bool = False) -> Done:
    """Put a restricted person's data back."""
    with hold_writers(store.settings):
        restricted = find_restricted(store.settings, id_)
        if restricted is None:
            raise NotFoundError(f"{id_[:80]!r} names no person whose data is restricted; `riskgraph person` lists them")
        if dry_run:
            return Done(ActKind.LIFT, restricted.tombstone, restricted.counts)
        act, id_ = lift(store, restricted, request)
        return Done(ActKind.LIFT, id_, restricted.counts, act)


def lift(store: Store, restricted: Act, request: Request, *, clear: bool = True) -> tuple[Act, str]:
    """Take the steps of a restriction back; return the act and the person's id."""
    settings, keyed = store.settings, open_keyed(store.settings)
    steps = unseal(settings, restricted.tombstone)
    act = replace(
        begin_act(replace(request, kind=ActKind.LIFT, basis=request.basis or BASES[request.kind]), "", keyed),
        party=restricted.party,
        tombstone=restricted.tombstone,
        counts=restricted.counts,
    )
    id_ = next(row["back"]["id"] for step in steps if step.label == "Party" for row in step.rows if "id" in row["back"])
    mark_pending(settings)
    append_act(settings, act)

    async def work(transaction: Transaction) -> None:
        await take_back(transaction, steps)
        await note_act(transaction, act)
        await note_withheld(transaction, [id_])

    store.transact(work)
    remove_sealed(settings, restricted.tombstone)
    if clear:
        clear_files(store)
    return act, str(id_)


def find_restricted(settings: Settings, id_: str) -> Act | None:
    """Find the standing restriction of a person, by the id it had or by that of the tombstone."""
    digest = open_keyed(settings).hash_id(id_)
    for act in list_standing(read_acts_on_file(settings)):
        if act.kind is ActKind.RESTRICT and (act.party == digest or act.tombstone == id_):
            return act
    return None


def list_persons(store: Store) -> Iterator[str]:
    """List the ids of all persons in the graph."""
    for page in read_nodes(store, "Party", ("id", "kind")):
        yield from (row[0] for row in page if row[1] == PartyKind.PERSON.value)
