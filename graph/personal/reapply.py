"""Carry out again what a restored graph no longer knows, and clear the files of a host that has not heard of an act."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from ...errors import StorageError
from ..engine.store import Store, Transaction
from .acts import Act, ActKind, append_act, list_standing, note_act, read_acts_in_graph, read_acts_on_file
from .beside import clear_files, hold_writers, is_pending, mark_pending, name_sealed, remove_sealed, unseal
from .correction import carry_out_correction, plan_correction
from .keyed import Keyed, open_keyed
from .lifting import take_back
from .perform import SCHEMES, carry_out, list_persons, make_plan
from .plan import Plan
from .traces import read_traces

logger = logging.getLogger(__name__)


def follow_acts(store: Store) -> None:
    """Bring the graph and this data directory to the same acts; raise `StorageError` if their key is another one."""
    in_graph = {act.id: act for act in read_acts_in_graph(store)}
    on_file = read_acts_on_file(store.settings)
    missing = [act for act in on_file if act.id not in in_graph]
    unheard = [act for id_, act in in_graph.items() if id_ not in {act.id for act in on_file}]
    if not missing and not unheard and not is_pending(store.settings):
        return
    keyed = open_keyed(store.settings)
    check_key(keyed, (*missing, *unheard))
    with hold_writers(store.settings):
        mark_pending(store.settings)
        standing = {act.id for act in list_standing((*in_graph.values(), *on_file))}
        for act in missing:
            apply_again(store, act, keyed, stands=act.id in standing)
        for act in unheard:
            append_act(store.settings, act)
        clear_files(store)


def check_key(keyed: Keyed, acts: Sequence[Act]) -> None:
    """Raise `StorageError` if acts were hashed with another key: persons could not be recognised."""
    if any(act.fingerprint != keyed.fingerprint for act in acts):
        raise StorageError(
            "persons were erased with another key than the one of this data directory: restore its file "
            "personal-data.key, or set RISKGRAPH_ERASURE_KEY as where they were erased"
        )


def apply_again(store: Store, act: Act, keyed: Keyed, *, stands: bool) -> None:
    """Carry out one act that the graph does not know; what was ended since, or finds no person, is only noted.

    A restriction that a restored backup brought back, with what it sealed, is lifted again.
    """
    if act.kind is ActKind.LIFT and name_sealed(store.settings, act.tombstone).is_file():
        lift_again(store, act)
        return
    found = find_person(store, act, keyed) if stands else None
    if found is None:
        store.transact(lambda transaction: note_act(transaction, act))
        return
    if act.kind is ActKind.CORRECT:
        correct_again(store, act, found, keyed)
        return
    plan, traces = make_plan(store, found, SCHEMES[act.kind], keyed)
    carry_out(store, replace(act, rows={**act.rows, **plan.held}), plan, traces)
    logger.warning("%s of %s is carried out again: the graph was restored from before it", act.kind, act.tombstone)


def lift_again(store: Store, act: Act) -> None:
    """Put back what a restriction took out of the graph that the backup was made of."""
    steps = unseal(store.settings, act.tombstone)

    async def work(transaction: Transaction) -> None:
        await take_back(transaction, steps)
        await note_act(transaction, act)

    store.transact(work)
    remove_sealed(store.settings, act.tombstone)


def correct_again(store: Store, act: Act, id_: str, keyed: Keyed) -> None:
    """Correct what a restored graph holds of a person."""

    async def plan(transaction: Transaction) -> Plan | None:
        traces = await read_traces(transaction, id_)
        return None if traces is None else await plan_correction(transaction, traces, act, keyed)

    if (planned := store.transact(plan)) is not None:
        carry_out_correction(store, act, planned)


def find_person(store: Store, act: Act, keyed: Keyed) -> str | None:
    """Find the person of an act in the graph by the hash of the id."""
    return next((id_ for id_ in list_persons(store) if keyed.hash_id(id_) == act.party), None)
