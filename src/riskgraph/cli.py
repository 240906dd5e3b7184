"""The command line: one thin command per verb. Exit 0: done; 1: problems in the input or the engine; 2: wrong usage."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

from . import __version__, pipeline
from .answers.defaults import PAGE, PATH_HOPS, REGIME
from .commands import deliveries, engine, keys, listing, person, rules
from .commands.arguments import Json, change_settings, read_day, read_known_day, read_settings
from .commands.exits import INTERRUPTED, explain_settings, explain_stop, refuse_words, stop
from .commands.records import show_by_id
from .errors import NotFoundError, RiskgraphError, UsageError
from .graph.time_point import TimePoint
from .ingest.records.words import PartyKind
from .settings import Settings
from .terminal import report
from .terminal.printing import print_line, write_lines
from .terminal.progress import Progress

PARSER_ERROR: type[Exception] = typer.BadParameter.__mro__[1]  # what the parser raises; typer does not export it
app = typer.Typer(
    name="riskgraph",
    help="A knowledge graph for corporate credit and contagion risk.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in (engine, rules, deliveries, person, keys):
    app.add_typer(group.app)
app.command()(listing.findings)
app.command()(listing.changes)

Day = Annotated[str | None, typer.Option(metavar="DATE", help="YYYY-MM-DD; today if not given.")]
Parameters = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="YAML with thresholds of rules; otherwise RISKGRAPH_RULE_PARAMETERS, if set."),
]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port of the API; RISKGRAPH_PORT if not given.")]
After = Annotated[str | None, typer.Option(metavar="WORD", help="The page after the one that named this word.")]
Words = Annotated[
    str, typer.Argument(metavar="PARTY", help="An id, an identifier (uscc:..., cn-stock:600519), or an exact name.")
]


def main() -> None:
    """Run a command; every error ends in one sentence and an exit code, never in a traceback."""
    try:
        code = app(prog_name="riskgraph", standalone_mode=False)
    except PARSER_ERROR as error:
        refuse_words(error)
    except ValidationError as error:
        stop(f"a setting is wrong: {explain_settings(error)}", 2)
    except UsageError as error:
        stop(str(error), 2)
    except RiskgraphError as error:
        stop(str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        stop(f"{error.filename or 'the system'}: {error.strerror or error}; what was stored before is intact", 1)
    if code == INTERRUPTED:
        stop(explain_stop(sys.argv[1:3]), INTERRUPTED)
    sys.exit(code or 0)


def show_version(asked: bool) -> None:
    """Print the version and leave."""
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def run(version: Annotated[bool, typer.Option("--version", callback=show_version, is_eager=True)] = False) -> None:
    """Show who stands behind a company, which of its ties could hurt it, how risky it is, and why."""


@app.command()
def demo(
    serve: Annotated[bool, typer.Option(help="Serve the API afterwards.")] = True,
    companies: Annotated[int, typer.Option(min=300, help="Size of the fictional world.")] = 3000,
    seed: Annotated[int, typer.Option(help="Another seed gives another world.")] = 7,
    port: Port = None,
) -> None:
    """Go the whole way on the fictional world, print one real answer, then serve the API."""
    from .api.server.listen import check_access, take_port
    from .demo import demo_settings, run_demo

    settings = demo_settings(change_settings(port=port))
    if serve:
        check_access(settings)
        take_port(settings).close()  # a port that is taken is reported before the work, not after it
    run_demo(settings, companies, seed, print_line)
    if serve:
        replace_process("serve", settings)


def replace_process(command: str, settings: Settings) -> NoReturn:
    """Become another command on the same data: what the one before imported and held is given back."""
    sys.stdout.flush()
    place = {"RISKGRAPH_DATA_DIR": str(settings.data_dir), "RISKGRAPH_PORT": str(settings.port)}
    os.execve(sys.executable, [sys.executable, "-P", "-m", str(__package__), command], os.environ | place)


@app.command()
def load(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A name under ingest/sources, or a mapping file.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder or file to load.")],
    as_known: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day the rows entered our books; today if not given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Load a source; rows that cannot be used are listed with their place, reason and remedy."""
    settings = read_settings()
    loaded = pipeline.load_source(settings, source, path, read_known_day(as_known), Progress())
    report.show_load(loaded, as_json)
    raise typer.Exit(1 if loaded.count.rejected else 0)


@app.command()
def sources(as_json: Json = False) -> None:
    """List the sources: publisher, licence, legal basis, trust, freshness, counts, rejects."""
    report.show_sources(pipeline.list_sources(read_settings()), as_json)


@app.command()
def extract(
    path: Annotated[
        Path | None, typer.Argument(help='JSON lines {"id", "text"}; without it, the documents in the graph.')
    ] = None,
    language: Annotated[str, typer.Option(help="auto, zh or en.")] = "auto",
    format_: Annotated[str, typer.Option("--format", help="jsonl is the only one.")] = "jsonl",
    as_json: Json = False,
) -> None:
    """Read texts: companies, people, amounts, dates, events; link them to the parties of the graph."""
    settings = read_settings()
    if language not in ("auto", "zh", "en") or format_ != "jsonl":
        raise UsageError("--language is auto, zh or en; --format is jsonl")
    if path is not None:
        from .graph.load.mentions import extract_from_file

        write_lines(extract_from_file(path, None if language == "auto" else language))
        return
    report.show_extract(pipeline.extract_documents(settings, None if language == "auto" else language), as_json)


@app.command()
def find(
    rule: Annotated[
        list[str] | None, typer.Option(help="Id of a rule; several times for several; all if not given.")
    ] = None,
    as_of: Day = None,
    parameters: Parameters = None,
    as_json: Json = False,
) -> None:
    """Run rules and graph measures over the whole graph and store what they find."""
    outcomes = pipeline.find_everything(change_settings(rule_parameters=parameters), read_day(as_of), rule)
    report.show_outcomes(outcomes, as_json)
    raise typer.Exit(0 if all(outcome.complete for outcome in outcomes) else 1)


@app.command()
def score(
    parties: Annotated[
        list[str] | None, typer.Argument(metavar="[PARTY ...]", help="Every company if not given.")
    ] = None,
    as_of: Day = None,
    parameters: Parameters = None,
    as_json: Json = False,
) -> None:
    """Score parties: a table of signals whose contributions add up."""
    from .terminal.page.page import show_scores

    scored = pipeline.score_parties(change_settings(rule_parameters=parameters), read_day(as_of), parties or None)
    show_scores(scored, as_json)
    raise typer.Exit(1 if scored.incomplete else 0)


@app.command()
def show(
    party: Words,
    as_of: Day = None,
    as_known: Day = None,
    regime: Annotated[str, typer.Option(metavar="ID", help="Rule on beneficial owners to apply.")] = REGIME,
    whole: Annotated[bool, typer.Option("--all", help="Print every list to its end.")] = False,
    as_json: Json = False,
) -> None:
    """Show everything known about a party; or what a record key or another id leads to, such as a row as delivered."""
    known = None if as_known is None else read_day(as_known)
    from .terminal.page.page import show_page

    settings = read_settings()
    try:
        file = pipeline.view_party(settings, party, read_day(as_of), known, regime, whole=whole)
    except NotFoundError as error:
        show_by_id(settings, party, error, as_json=as_json)
    else:
        show_page(file, as_json, whole=whole)


@app.command()
def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="A name, a part of one, or an identifier.")],
    kind: Annotated[PartyKind | None, typer.Option(help="Only parties of this kind.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Most parties on a page.")] = PAGE,
    after: After = None,
    as_json: Json = False,
) -> None:
    """Search for parties by name or identifier; each hit has its reason."""
    from .terminal.lists.hits import show_hits

    show_hits(pipeline.search_names(read_settings(), words, kind.value if kind else None, limit, after), as_json)


@app.command()
def paths(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A party, named as for `show`.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Another one.")],
    types: Annotated[
        str | None, typer.Option(metavar="OWNS,...", help="Relationship types to follow, separated by commas.")
    ] = None,
    max_hops: Annotated[int, typer.Option(min=1, max=8, help="Longest path to look for.")] = PATH_HOPS,
    min_share: Annotated[
        float | None, typer.Option(min=0, max=1, help="Leave out holdings known to be smaller, as a fraction.")
    ] = None,
    nominees: Annotated[bool, typer.Option(help="Follow ties between nominees and their principals.")] = True,
    shortest: Annotated[bool, typer.Option("--shortest", help="Only the shortest paths.")] = False,
    hubs: Annotated[bool, typer.Option("--hubs", help="Rank paths through banks and other hubs like others.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Most paths on a page.")] = PAGE,
    after: After = None,
    as_of: Day = None,
    as_known: Day = None,
    as_json: Json = False,
) -> None:
    """Find how two parties are connected; the paths that mean most come first."""
    from .answers.paths import PathsQuestion, read_place
    from .graph.read.tie_filter import TieFilter
    from .graph.schema.graph_model import choose_types
    from .terminal.lists.paths import show_paths

    asked = PathsQuestion(
        types=choose_types(types), followed=TieFilter(min_share, nominees), max_hops=max_hops, limit=limit,
        only_shortest=shortest, hubs=hubs, after=read_place(after),
    )  # fmt: skip
    time_point = TimePoint(read_day(as_of), None if as_known is None else read_day(as_known))
    show_paths(pipeline.find_paths(read_settings(), start, end, time_point, asked), as_json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 if not set.")] = None,
    port: Port = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64)] = None,
    tls_certificate: Annotated[Path | None, typer.Option(metavar="FILE", help="Speak TLS with it (PEM).")] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", help="Key of the certificate (PEM).")] = None,
) -> None:
    """Serve the API."""
    from .api.server.serve import serve as serve_api

    settings = change_settings(host=host, port=port, workers=workers, tls_certificate=tls_certificate, tls_key=tls_key)
    serve_api(settings, print_line, to_terminal=sys.stdout.isatty())


@app.command()
def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="csv (a folder) or jsonl (a file).")],
    path: Annotated[Path, typer.Argument(metavar="PATH")],
    as_json: Json = False,
) -> None:
    """Write every node and relationship to files."""
    report.show_export(pipeline.export_graph(read_settings(), format_, path), as_json)


if __name__ == "__main__":
    main()
