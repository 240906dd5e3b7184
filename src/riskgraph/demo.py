"""The whole way on the fictional world: generate, load, read texts, find, train, score, and one real answer."""

import importlib.util
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread

from .answers.access.graph_access import ask
from .answers.party.party_file import answer_party_file
from .commands.pasteable_commands import write_command
from .errors import MeasureError, UsageError
from .finding import find_in_graph
from .graph.engine.statements import read_statement
from .graph.engine.store import Store
from .graph.load.mentions import extract_from_graph
from .graph.read.source_loads import read_loads
from .graph.rules.run import RuleOutcome
from .graph.time_point import TimePoint
from .ingest.source import open_source
from .ingest.world import write_world
from .models.learn.trained_model import TrainedModel
from .pipeline import load_into, open_graph
from .scoring import score_graph
from .settings import Settings
from .terminal.grades import write_grades
from .terminal.page.page import show_page
from .terminal.progress import Progress
from .training import prepare_training

PrintLine = Callable[[str], None]
FOLDER = "demo"
SECOND = 1.0
TODAY = date(2023, 12, 31)  # the last day of the world


def demo_settings(settings: Settings) -> Settings:
    """Return the settings of the demo: on the embedded engine it has a data directory of its own."""
    if settings.neo4j_uri or settings.data_dir.name == FOLDER:
        return settings
    return settings.model_copy(update={"data_dir": settings.data_dir / FOLDER})


def run_demo(settings: Settings, companies: int, seed: int, print_line: PrintLine) -> None:
    """Run every step and print the page of one company with findings of many rules."""
    with step(print_line, "the engine starts"):
        store = open_graph(settings)
    with store:
        refuse_other_data(store, f"{companies}-{seed}")
        folder = settings.data_dir / f"world-{companies}-{seed}"
        with step(print_line, f"1/6 a fictional economy of {companies:,} companies is made"):
            write_world(folder, companies, seed)
        with step(print_line, "2/6 every row is loaded with its record", wait=False):
            loaded = load_into(store, open_source("world"), folder, TODAY, Progress())
        print_line(
            f"    {loaded.count.read:,} rows, {loaded.count.stored:,} stored, {loaded.count.rejected:,} rejected"
        )
        read_texts(store, print_line)
        with ThreadPoolExecutor(1) as beside:
            learning = begin_training(store, beside, print_line)
            outcomes = run_rules(store, print_line)
            report_training(learning, print_line)
        with step(print_line, "6/6 every company is scored"):
            scored = score_graph(store, TODAY, None, outcomes)
        print_line(f"    {write_grades(scored.grades)}")
        party = choose_party(store)
        print_line(f"\n{write_command(settings, 'show', party, '--as-of', str(TODAY))}\n")
        show_page(ask(store, lambda access: answer_party_file(access, party, TimePoint(TODAY))), as_json=False)
    print_next_commands(settings, party, print_line)


def print_next_commands(settings: Settings, party: str, print_line: PrintLine) -> None:
    """Print commands to try next, each as it can be pasted into this shell or another one."""
    print_line(f"\nthe demo's data is in {settings.data_dir}; to try next, in any shell:")
    commands = [("show", party, "--as-of", str(TODAY), "--json"), ("rules",), ("sources",)]
    for words in commands if settings.neo4j_uri else [*commands, ("db", "stop")]:
        print_line(f"    {write_command(settings, *words)}")
    if not settings.neo4j_uri:
        print_line(
            f"the last command stops the engine; otherwise it stops after {settings.engine_idle_minutes:g} idle minutes"
        )


def read_texts(store: Store, print_line: PrintLine) -> None:
    """Read the news and filings of the world, if the extra for texts is installed."""
    if importlib.util.find_spec("spacy") is None:
        print_line("3/6 news and filings are not read: install the extra 'text'")
        return
    with step(print_line, "3/6 news and filings are read"):
        extracted = extract_from_graph(store, None)
    print_line(f"    {extracted.documents:,} documents, {extracted.mentions:,} mentions linked to parties")


def run_rules(store: Store, print_line: PrintLine) -> list[RuleOutcome]:
    """Run all rules, and print which of them were incomplete."""
    with step(print_line, "4/6 control is derived, rules run over the whole graph"):
        outcomes = find_in_graph(store, TODAY)
    print_line(f"    {sum(outcome.findings for outcome in outcomes):,} findings by {len(outcomes)} rules")
    for outcome in outcomes:
        if not outcome.complete:
            print_line(f"    NOT COMPLETE: {outcome.rule}: {outcome.error or 'cut'}")
    return outcomes


def begin_training(store: Store, beside: ThreadPoolExecutor, print_line: PrintLine) -> "Future[TrainedModel] | None":
    """Begin to train the graph network on the world's past, if the extra for it is installed."""
    if importlib.util.find_spec("torch_geometric") is None:
        return None
    with step(print_line, "    the world's past is read; the graph network (step 5) learns from it beside the rules"):
        return beside.submit(prepare_training(store, "world"))


def report_training(learning: "Future[TrainedModel] | None", print_line: PrintLine) -> None:
    """Wait for the graph network and print what it was trained on."""
    if learning is None:
        print_line("5/6 no graph network: install the extra 'gnn'")
        return
    try:
        with step(print_line, "5/6 waiting for the graph network, which learns beside the rules"):
            model = learning.result()
    except MeasureError as error:  # a small world can be without a default
        print_line(f"    no graph network: {error}")
        return
    days = model.experiment.days
    print_line(f"    model {model.version}: learnt on {len(days.train)} days up to {max(days.train)}")


@contextmanager
def step(print_line: PrintLine, text: str, *, wait: bool = True) -> Iterator[None]:
    """Print the step under way, and how long it took; while it has no progress of its own, that it is still running."""
    started, ended = time.monotonic(), Event()
    print_line(f"{text} ...")
    waiting = Thread(target=report_waiting, args=(ended, started), daemon=True)
    if wait:
        waiting.start()
    try:
        yield
    finally:
        ended.set()
    if wait:
        waiting.join()
    print_line(f"    done in {time.monotonic() - started:.1f} s")


def report_waiting(ended: Event, started: float) -> None:
    """Report every few seconds how long a step has been running, until it has ended."""
    progress = Progress(at_once=False)
    while not ended.wait(SECOND):
        progress(f"    running for {time.monotonic() - started:.0f} s")


def refuse_other_data(store: Store, world: str) -> None:
    """Refuse to mix the fictional world with somebody's own data, or with another fictional world."""
    loaded = read_loads(store.read(read_statement("read/source_loads")))
    others = sorted(loaded.keys() - {"world", "texts"})
    if others:
        raise UsageError(
            f"the graph holds {', '.join(others)}; the demo does not mix with it: unset RISKGRAPH_NEO4J_URI"
        )
    named = {"id": "demo", "content": world}
    held = store.write(read_statement("write/state/first_content"), named)[0]["content"]
    if held != world:
        command = write_command(store.settings, "db", "reset")
        raise UsageError(
            f"the graph holds the fictional world {held} (companies-seed), not {world}; empty it: {command}"
        )


def choose_party(store: Store) -> str:
    """Choose the company with findings of the most different rules, and a text to quote."""
    rows = store.read(read_statement("read/findings/most_found"), {"as_of": TODAY, "limit": 1})
    if not rows:
        raise UsageError("the rules found nothing in this world; try another --seed or more --companies")
    return str(rows[0]["id"])
