"""Print tables for people and JSON for programs; progress goes to the error channel."""

import math
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..answers.notes import Note
from ..answers.registers.sources import SourceStatus, write_source
from ..graph.engine.status import EngineStatus
from ..graph.load.load import Loaded
from ..graph.read.source_loads import BEGUN
from ..graph.rules.run import RuleOutcome

if TYPE_CHECKING:
    from ..graph.load.mentions import Extracted

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)
NUMBERS = re.compile(r"[\d,]+")  # what changes from line to line of one stage
PROGRESS_S = 5.0
LONGEST_LIST, FEW = 12, 5  # most of a list on one page, unless `--all` is said: where each counts, and for a glance
WHOLE: ContextVar[bool] = ContextVar("whole", default=False)
WHOLE_FROM = 1000  # numbers from here on are shown without decimals


def print_json(content: object) -> None:
    """Print a result for programs."""
    sys.stdout.write(orjson.dumps(content, default=str).decode() + "\n")


def write_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line."""
    for line in lines:
        print_json(line)


def print_line(text: str) -> None:
    """Print a line for people."""
    console.print(escape(text))


def write_count(number: int, noun: str, several: str | None = None) -> str:
    """Return a number with its noun: 1 row, 2 rows."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


@contextmanager
def whole_lists(asked: bool) -> Iterator[None]:
    """Print every list to its end meanwhile, if that is asked for."""
    before = WHOLE.set(asked)
    yield
    WHOLE.reset(before)


def room_for(most: int) -> int:
    """Return how many items of a list are printed: all of them where whole lists are asked for."""
    return sys.maxsize if WHOLE.get() else most


def join_first(words: Sequence[str], most: int = LONGEST_LIST) -> str:
    """Join words; add how many are left out."""
    room = room_for(most)
    more = f" and {len(words) - room:,} more" if len(words) > room else ""
    return ", ".join(words[:room]) + more


def write_note(note: Note) -> str:
    """Write a note in both languages with the first records it rests on."""
    cited = f"  [{join_first(note.records, FEW)}]" if note.records else ""
    return f"{note.en} / {note.zh}{cited}"


def print_first(lines: Sequence[str], most: int, indent: str = "  ") -> None:
    """Print the first lines of a list, and how many more there are."""
    room = room_for(most)
    for line in lines[:room]:
        print_line(f"{indent}{line}")
    print_rest(len(lines) - room, indent)


def print_rest(left_out: int, indent: str = "  ") -> None:
    """Print how many lines of a list were left out, if any."""
    if left_out > 0:
        print_line(f"{indent}and {left_out:,} more")


def write_number(number: float) -> str:
    """Write a number as people read it: amounts with thousands set apart, ratios with four digits."""
    whole = float(number).is_integer() or abs(number) >= WHOLE_FROM
    return f"{number:,.0f}" if whole else f"{number:,.4g}"


def write_grades(grades: Mapping[str, int]) -> str:
    """Write how many companies have which grade."""
    return "companies by grade / 各等级企业数: " + ", ".join(f"{grade} {count:,}" for grade, count in grades.items())


class Progress:
    """Progress of a long command, printed every few seconds: dimmed on a terminal, plain lines elsewhere.

    A terminal shows the first line at once, unless that is not wanted; elsewhere a short command prints none.
    """

    def __init__(self, *, at_once: bool = True) -> None:
        self._printed_at = -math.inf if at_once and errors.is_terminal else time.monotonic()
        self._stage = ""

    def __call__(self, text: str) -> None:
        """Print the stage of the command, unless the same stage was printed a moment ago."""
        now, stage = time.monotonic(), NUMBERS.sub("", text)
        if now - self._printed_at >= PROGRESS_S or self._stage not in ("", stage):
            self._printed_at, self._stage = now, stage
            errors.print(escape(text), style="dim")


def make_table(*columns: str) -> Table:
    """Return an empty table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def show_engine(status: EngineStatus, as_json: bool) -> None:
    """Print whether the engine runs and what it holds."""
    if as_json:
        print_json(asdict(status))
    elif not status.running:
        print_line("the embedded engine does not run; riskgraph db start starts it")
    else:
        print_line(f"{status.kind} at {status.uri}, schema {status.schema_version}")
        print_line(
            f"{write_count(status.parties or 0, 'party', 'parties')}, {write_count(status.records or 0, 'record')}"
        )


def show_stopped(was_running: bool, as_json: bool) -> None:
    """Print whether an engine was stopped."""
    if as_json:
        print_json({"stopped": was_running})
    else:
        print_line("the engine is stopped" if was_running else "no engine was running")


def show_load(loaded: Loaded, as_json: bool) -> None:
    """Print the counts of a load and why rows were rejected."""
    count = asdict(loaded.count)
    if as_json:
        reasons = [{"file": file, "reason": reason, "rows": rows} for file, reason, rows in loaded.reasons]
        print_json(
            {**count, "seconds": loaded.seconds, "rejects": loaded.rejects and str(loaded.rejects), "reasons": reasons}
        )
        return
    ended = f"{write_count(count['ended'], 'record')} ended; " if count["ended"] else ""
    print_line(
        f"{loaded.source}: {write_count(count['read'], 'row')} read = {count['stored']:,} stored "
        f"+ {count['unchanged']:,} unchanged + {count['rejected']:,} rejected; "
        f"{ended}"
        f"{write_count(count['parties'], 'new party', 'new parties')}, "
        f"{write_count(count['relationships'], 'new relationship')}; "
        f"{loaded.seconds:.1f} s, {count['peak_rss_mb']:.0f} MB"
    )
    if loaded.rejects:
        for file, reason, rows in loaded.reasons[:20]:
            print_line(f"  {write_count(rows, 'row')} of {file}: {reason}")
        print_line(f"each rejected row with its remedy: {loaded.rejects}")


def show_sources(sources: Sequence[SourceStatus], as_json: bool) -> None:
    """Print the register of sources."""
    if as_json:
        print_json([write_source(status) for status in sources])
        return
    for status in sources:
        source, last = status.source, status.last_load or {}
        loaded = "never loaded"
        if BEGUN in last:
            loaded = f"a load was begun on {last[BEGUN]} and has not ended: wait for it, or run it again"
        elif last:
            loaded = (
                f"loaded {last['loaded_on']}: {write_count(last['read'], 'row')} read, {last['rejected']:,} rejected"
            )
        if source is None:
            console.print(f"[bold]{escape(status.name)}[/bold]  {loaded}; its terms are in its own mapping file")
            continue
        console.print(
            f"[bold]{escape(status.name)}[/bold]  {escape(source.title['en'])} / {escape(source.title['zh'])}"
        )
        print_line(f"  {source.publisher}; licence: {source.licence}; legal basis: {source.legal_basis}")
        print_line(f"  trust {source.trust:g}, refreshed every {write_count(source.refresh_days, 'day')}; {loaded}")


def show_outcomes(outcomes: Sequence[RuleOutcome], as_json: bool) -> None:
    """Print what each rule found."""
    if as_json:
        print_json([asdict(outcome) for outcome in outcomes])
        return
    table = make_table("rule", "findings", "seconds", "complete")
    for outcome in outcomes:
        table.add_row(outcome.rule, str(outcome.findings), f"{outcome.seconds:.2f}", outcome.error or "yes")
    console.print(table)
    findings = write_count(sum(outcome.findings for outcome in outcomes), "finding")
    print_line(f"{findings} by {write_count(len(outcomes), 'rule')}")


def show_extract(extracted: "Extracted", as_json: bool) -> None:
    """Print how many documents were read and how many mentions were linked."""
    if as_json:
        print_json({"documents": extracted.documents, "mentions": extracted.mentions, **asdict(extracted.count)})
    else:
        mentions = write_count(extracted.mentions, "mention")
        print_line(f"{write_count(extracted.documents, 'document')} read, {mentions} linked to parties")


def show_export(rows: Mapping[str, int], as_json: bool) -> None:
    """Print how many rows of each kind were written."""
    if as_json:
        print_json(dict(rows))
    else:
        print_line(", ".join(f"{count:,} {name}" for name, count in rows.items()))
