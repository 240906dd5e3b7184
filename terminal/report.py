"""What the commands print that load, run, extract and export: a few lines for people, or JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.markup import escape

from ..answers.registers.sources import SourceStatus, list_terms, write_source
from ..graph.engine.status import EngineStatus
from ..graph.load.loading import Loaded
from ..graph.read.source_loads import BEGUN
from ..graph.rules.run import RuleOutcome
from .printing import console, make_table, print_json, print_line
from .written_numbers import write_count

if TYPE_CHECKING:
    from ..graph.load.mentions import Extracted


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
        print_json({
            **count, "seconds": loaded.seconds, "rejects": loaded.rejects and str(loaded.rejects),
            "reasons": list_reasons(loaded.reasons), "left_out": list_reasons(loaded.left_out),
        })  # fmt: skip
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
    for file, reason, rows in loaded.left_out:
        print_line(f"  a value of {write_count(rows, 'row')} of {file} is left out: {reason}")
    if loaded.rejects:
        for file, reason, rows in loaded.reasons[:20]:
            print_line(f"  {write_count(rows, 'row')} of {file}: {reason}")
        print_line(f"each rejected row with its remedy: {loaded.rejects}")


def list_reasons(reasons: Iterable[tuple[str, str, int]]) -> list[dict[str, str | int]]:
    """List counted reasons as JSON has them."""
    return [{"file": file, "reason": reason, "rows": rows} for file, reason, rows in reasons]


def show_sources(sources: Sequence[SourceStatus], as_json: bool) -> None:
    """Print the register of sources."""
    if as_json:
        print_json([write_source(status) for status in sources])
        return
    for status in sources:
        last = status.last_load or {}
        loaded = "never loaded"
        if BEGUN in last:
            loaded = f"a load was begun on {last[BEGUN]} and was broken off or still runs: wait for it, or run it again"
        elif last:
            loaded = (
                f"loaded {last['loaded_on']}: {write_count(last['read'], 'row')} read, {last['rejected']:,} rejected"
            )
        terms = list_terms(status)
        if terms["trust"] is None:
            console.print(f"[bold]{escape(status.name)}[/bold]  {loaded}; no terms are stored of it")
            continue
        title = terms["title"] or {}
        names = " / ".join(filter(None, (title.get("en"), title.get("zh"))))
        console.print(f"[bold]{escape(status.name)}[/bold]  {escape(names)}")
        print_line(f"  {terms['publisher']}; licence: {terms['licence']}; legal basis: {terms['legal_basis']}")
        due = f"refreshed every {write_count(terms['refresh_days'], 'day')}" if terms["refresh_days"] else "no refresh"
        print_line(f"  trust {terms['trust']:g}, {due}; {loaded}")


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
