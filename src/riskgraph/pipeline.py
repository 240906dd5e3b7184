"""The flow as functions: load, read texts, find, score, view, serve; the command line and the demo call them.

sources -> records -> graph -> texts -> rules and measures -> signals -> score -> answers
"""

import logging
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from .answers.notes.completeness import explain_loads
from .answers.registers import sources
from .answers.registers.sources import SourceStatus
from .errors import NotFoundError, SourceError, UsageError
from .graph.engine.choose import find_engine
from .graph.engine.embedded import find_running, make_data_dir, stop_embedded
from .graph.engine.process_locks import GATE, hold_reset
from .graph.engine.statements import read_statement
from .graph.engine.status import EngineStatus, count_graph
from .graph.engine.store import Store
from .graph.export.export import export_csv, export_jsonl
from .graph.load.load import load_arrival
from .graph.load.loading import Loaded
from .graph.read.source_loads import read_loads
from .graph.rules.run import RuleOutcome
from .graph.schema.prepare import prepare
from .graph.search.search import NameIndex
from .graph.time_point import TimePoint
from .ingest.near_words import suggest
from .ingest.rejects import RejectsFile
from .ingest.source import Source, open_source
from .settings import Settings

if TYPE_CHECKING:  # what a command needs of these is imported when it runs: a status must not wait for scipy
    from .answers.answer import Answer
    from .answers.party.party_file import PartyFile
    from .answers.paths import PathsBetween, PathsQuestion
    from .graph.load.deliveries.undo import Undone
    from .graph.load.mentions import Extracted
    from .graph.read.deliveries import DeliveryView
    from .graph.search.hits import Found
    from .models.score.scored import ScoringResult

logger = logging.getLogger(__name__)

PrintLine = Callable[[str], None]
EXPORTS = {"csv": export_csv, "jsonl": export_jsonl}


def open_graph(settings: Settings) -> Store:
    """Return a store whose schema is of this version."""
    store = Store(find_engine(settings), settings)
    with ExitStack() as unless_prepared:
        unless_prepared.callback(store.close)
        prepare(store)
        unless_prepared.pop_all()
    return store


def open_whole_graph(settings: Settings) -> Store:
    """Return a store for what looks at the whole graph; warn of loads that have not ended."""
    store = open_graph(settings)
    for note in explain_loads(store.read(read_statement("read/source_loads"))):
        logger.warning(note.en)
    return store


def start_engine(settings: Settings) -> EngineStatus:
    """Start the engine if it does not run, and bring its schema to this version."""
    with open_graph(settings) as store:
        return count_graph(store)


def engine_status(settings: Settings) -> EngineStatus:
    """Return whether the engine runs, without starting it."""
    if settings.neo4j_uri is None and (not settings.data_dir.is_dir() or find_running(settings.data_dir) is None):
        return EngineStatus(False, "embedded")
    with Store(find_engine(settings), settings) as store:
        return count_graph(store)


def stop_engine(settings: Settings) -> bool:
    """Stop the embedded engine; return whether one was running."""
    return stop_embedded(settings)


def name_of_graph(settings: Settings) -> str:
    """Name the graph that these settings lead to."""
    return settings.neo4j_uri or str(settings.data_dir)


def reset_engine(settings: Settings) -> EngineStatus:
    """Delete everything in the graph, in steps that fit into memory, and what was derived from it.

    It waits for loads, restores and other writers. An API on the same data directory answers 503 meanwhile; the version
    goes first, so that its `/ready` says so too.
    """
    from .graph.personal.beside import hold_writers

    with hold_writers(settings), Store(find_engine(settings), settings) as store, hold_reset(settings.data_dir):
        store.write(read_statement("write/state/forget_schema"))
        while store.write(read_statement("write/delete_some"))[0]["deleted"]:
            pass
        for name in ("names", "snapshots", "rejects", "models", "restricted"):
            shutil.rmtree(settings.data_dir / name, ignore_errors=True)
        prepare(store)
        return count_graph(store)


def load_source(settings: Settings, name: str, path: Path, known_from: date, progress: PrintLine) -> Loaded:
    """Load a source by its name or mapping file; list its rejects beside the graph."""
    started = time.monotonic()
    source = open_source(name)
    if not path.exists():
        raise SourceError(f"{path} does not exist; give the folder or file that holds the source's rows")
    progress(f"{source.name}: the graph is opened")
    with open_graph(settings) as store:
        loaded = load_into(store, source, path, known_from, progress)
    return replace(loaded, seconds=round(time.monotonic() - started, 3))


def load_into(store: Store, source: Source, path: Path, known_from: date, progress: PrintLine) -> Loaded:
    """Load a source into an open store, and let the name index follow."""
    started = time.monotonic()
    rejects = RejectsFile(store.settings.data_dir / "rejects" / f"{source.name}.jsonl")
    left_out: Counter[tuple[str, str]] = Counter()
    with wait_for_turn(rejects.path.with_suffix(".lock"), source.name, progress), rejects:
        count = load_arrival(
            store, source.open(path, known_from), rejects.add, progress,
            lambda place, reason: left_out.update(((place.file, reason),)),
        )  # fmt: skip
    progress(f"{source.name}: the name index follows")
    NameIndex(store.settings).follow(store)
    seconds = round(time.monotonic() - started, 3)
    listed = rejects.path if count.rejected else None
    return Loaded(source.name, count, listed, list_counts(rejects.counts), list_counts(left_out), seconds)


def list_counts(counts: Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """List files and reasons with their numbers of rows, the most frequent first."""
    return tuple((file, reason, number) for (file, reason), number in counts.most_common())


@contextmanager
def wait_for_turn(lock: Path, source: str, progress: PrintLine) -> Iterator[None]:
    """Wait until no other load of a source is under way on this data directory: each writes the list of its rejects."""
    make_data_dir(lock.parent)
    with FileLock(lock.parent.parent / GATE):  # what holds all locks sees this one, or is passed once it has ended
        lock.touch()
    try:
        turn = FileLock(lock).acquire(blocking=False)
    except Timeout:
        progress(f"{source}: another load of this source is under way; this one begins when it has ended")
        turn = FileLock(lock).acquire()
    with turn:
        yield


def list_sources(settings: Settings) -> list[SourceStatus]:
    """Return every source with what was last loaded of it; the engine is asked only if it runs."""
    loads: dict[str, dict[str, Any]] = {}
    if engine_status(settings).running:
        with Store(find_engine(settings), settings) as store:
            loads = read_loads(store.read(read_statement("read/source_loads")))
    return sources.list_sources(loads)


def list_deliveries(settings: Settings, source: str | None) -> "Answer[tuple[DeliveryView, ...]]":
    """Return every delivery, or those of one source."""
    from .answers.access.graph_access import ask
    from .answers.registers.deliveries import answer_deliveries

    with open_graph(settings) as store:
        return ask(store, lambda access: answer_deliveries(access, source))


def find_delivery(settings: Settings, id_: str) -> "Answer[tuple[DeliveryView, ...]]":
    """Return one delivery."""
    answer = list_deliveries(settings, None)
    found = tuple(one for one in answer.content if one.id == id_)
    if not found:
        raise NotFoundError(f"there is no delivery {id_[:120]!r}; `riskgraph deliveries` lists them")
    return replace(answer, content=found)


def read_delivered(store: Store, id_: str) -> Iterator[tuple[int, str]]:
    """Read the lines of a delivery as they were delivered, with their numbers."""
    from .graph.load.deliveries.lines import read_lines

    lines = read_lines(store, id_)
    first = next(lines, None)
    if first is None:
        raise NotFoundError(f"no lines are kept of a delivery {id_[:120]!r}; `riskgraph deliveries` lists deliveries")
    yield first
    yield from lines


def undo_delivery(settings: Settings, id_: str, progress: PrintLine) -> "Undone":
    """Take the last delivery of a source back, and let the name index follow."""
    from .graph.load.deliveries.undo import undo_delivery as undo

    with open_graph(settings) as store:
        source = id_.rpartition(":")[0]
        lock = settings.data_dir / "rejects" / f"{source.replace('/', '_')}.lock"
        with wait_for_turn(lock, source, progress):
            undone = undo(store, id_)
        NameIndex(settings).follow(store)
        return undone


def find_everything(settings: Settings, as_of: date, rules: Sequence[str] | None) -> list[RuleOutcome]:
    """Derive control for the day, then run rules over the whole graph."""
    from .finding import find_in_graph

    with open_whole_graph(settings) as store:
        return find_in_graph(store, as_of, rules)


def extract_documents(settings: Settings, language: str | None) -> "Extracted":
    """Read the documents in the graph."""
    from .graph.load.mentions import SOURCE, extract_from_graph

    turn = wait_for_turn(settings.data_dir / "rejects" / f"{SOURCE}.lock", SOURCE, logger.info)
    with open_whole_graph(settings) as store, turn:
        return extract_from_graph(store, language)


def score_parties(settings: Settings, as_of: date, words: Sequence[str] | None) -> "ScoringResult":
    """Score the parties that the words name, or every company."""
    from .scoring import score_graph

    with open_whole_graph(settings) as store:
        parties = [resolve(store, name) for name in words] if words else None
        return score_graph(store, as_of, parties)


def view_party(
    settings: Settings, words: str, as_of: date, as_known: date | None, regime: str, *, whole: bool = False
) -> "PartyFile":
    """Return everything known about the party that the words name, with its owners under a regime.

    With `whole` its lists are read to their ends.
    """
    from .answers.access.graph_access import ask
    from .answers.party.party_file import answer_party_file
    from .models.ownership.regimes import RegimeId

    if regime not in list(RegimeId):
        raise UsageError(f"{regime!r} is no rule on beneficial owners; those are: {', '.join(RegimeId)}")
    with open_graph(settings) as store:
        party, time_point = resolve(store, words), TimePoint(as_of, as_known)
        applied = RegimeId(regime)
        return ask(store, lambda access: answer_party_file(access, party, time_point, applied, whole=whole))


def search_names(settings: Settings, words: str, kind: str | None, limit: int, after: str | None) -> "Answer[Found]":
    """Return a page of the parties that the words fit best."""
    from .answers.access.graph_access import ask
    from .answers.search import answer_search, read_place

    place = read_place(after)
    with open_graph(settings) as store:
        return ask(store, lambda access: answer_search(access, words, kind, limit, place))


def find_paths(
    settings: Settings, start: str, end: str, time_point: TimePoint, asked: "PathsQuestion"
) -> "Answer[PathsBetween]":
    """Return a page of the paths between the parties that the words name."""
    from .answers.access.graph_access import ask
    from .answers.paths import answer_paths

    with open_graph(settings) as store:
        one, other = resolve(store, start), resolve(store, end)
        return ask(store, lambda access: answer_paths(access, one, other, time_point, asked))


def resolve(store: Store, words: str) -> str:
    """Return the id of the party that the words name."""
    index = NameIndex(store.settings)
    index.follow(store)
    return index.resolve_party(words)


def export_graph(settings: Settings, format_: str, path: Path) -> Mapping[str, int]:
    """Write every node and relationship to files; return the number of rows of each kind."""
    if format_ not in EXPORTS:
        near = suggest(format_, EXPORTS)
        raise UsageError(f"{format_!r} is not an export format{near}; use one of: {', '.join(EXPORTS)}")
    with open_whole_graph(settings) as store:
        return EXPORTS[format_](store, path)
