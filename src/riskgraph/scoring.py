"""Scores for a day: snapshot, findings and forecast to tables of signals, stored as `Score` nodes."""

import importlib.util
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from filelock import FileLock

from .finding import find_in_graph, read_findings_of
from .graph.engine.cursor import read_cursor
from .graph.engine.statements import read_statement
from .graph.engine.store import Store
from .graph.rules.run import RuleOutcome, find
from .graph.snapshot.held_graph import FOLDER
from .graph.snapshot.take import take_snapshot
from .models.economy import Economy, Forecast
from .models.learn.stored_models import find_latest, load_model
from .models.learn.trained_model import predict
from .models.networks.rule_algorithms import ALGORITHMS
from .models.policy import Policy, read_policy
from .models.read_economy import read_economy
from .models.score.assessment import Assessment, assess_parties
from .models.score.scored import ScoringResult
from .models.score.table import write_table_json

logger = logging.getLogger(__name__)

BATCH = 1_000
NO_GRADE = "none"
RULES_ON_SCORES = ("struck_off_well_scored",)  # they have no points, so that a score never rests on itself


def score_graph(
    store: Store, as_of: date, parties: Sequence[str] | None, outcomes: Sequence[RuleOutcome] | None = None
) -> ScoringResult:
    """Score the named parties, or every company, and store the tables.

    `outcomes` are those of all rules where they ran for the day just now; otherwise they run first.
    """
    change = read_cursor(store).change  # before anything is read: what changes meanwhile makes the scores older
    economy = read_day(store, as_of)
    policy = read_policy()
    outcomes = outcomes or find_in_graph(store, as_of)
    findings = read_findings_of(store, as_of)
    forecast = forecast_defaults(store.settings.data_dir / "models", economy, policy)
    assessments = assess_parties(economy, findings, policy, forecast, parties)
    grades: dict[str, int] = {}
    kept = []
    with FileLock(store.settings.data_dir / "find.lock"):  # a backup holds all scores of a day, or none
        for batch in in_batches(assessments):
            for assessment in batch:
                grade = assessment.table.grade or NO_GRADE
                grades[grade] = grades.get(grade, 0) + 1
            store.write(read_statement("write/scores"), {"rows": [score_row(item, as_of, change) for item in batch]})
            kept += batch if parties else []
        on_scores = find(store, as_of, RULES_ON_SCORES, found_on=date.today(), algorithms=ALGORITHMS, change=change)
    version = forecast.model_version if forecast else None
    incomplete = tuple(outcome.rule for outcome in (*outcomes, *on_scores) if not outcome.complete)
    order = [*(band.grade for band in policy.bands), NO_GRADE]
    ordered = {grade: grades[grade] for grade in order if grade in grades}
    return ScoringResult(as_of, ordered, tuple(kept), policy.version, version, len(findings), incomplete)


def read_day(store: Store, as_of: date) -> Economy:
    """Return everything known for a day as arrays; kept on disk until the graph changes."""
    return read_economy(take_snapshot(store, as_of, None, store.settings.data_dir / FOLDER))


def forecast_defaults(folder: Path, economy: Economy, policy: Policy) -> Forecast | None:
    """Ask the latest trained model, if there is one and torch is installed."""
    place = find_latest(folder)
    if place is None:
        return None
    if importlib.util.find_spec("torch") is None:
        logger.warning("a trained model is there but torch is not: scores are made without it (extra 'gnn')")
        return None
    return predict(load_model(place), economy, policy.assumptions)


def score_row(assessment: Assessment, as_of: date, change: int) -> dict[str, Any]:
    """Return the properties of a `Score` node."""
    table = assessment.table
    return {
        "id": f"{assessment.party}|{as_of.isoformat()}|{date.today().isoformat()}",
        "party": assessment.party,
        "value": table.value,
        "grade": table.grade,
        "signals": write_table_json(table),
        "policy_version": table.policy_version,
        "model_version": assessment.model_version,
        "as_of": as_of,
        "scored_on": date.today(),
        "change": change,
    }


def in_batches(assessments: Iterable[Assessment]) -> Iterator[list[Assessment]]:
    """Return assessments in batches."""
    iterator = iter(assessments)
    while batch := list(islice(iterator, BATCH)):
        yield batch
