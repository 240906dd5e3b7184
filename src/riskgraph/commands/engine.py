"""The commands `riskgraph db`: start, stop, reset, back up and restore the graph engine."""

import sys
from typing import Annotated

import typer

from .. import pipeline
from ..errors import UsageError
from ..terminal import report
from . import backup
from .arguments import Json, read_settings

app = typer.Typer(name="db", help="The graph engine.", no_args_is_help=True)
backup.add_commands(app)


@app.command("start")
def start_engine(as_json: Json = False) -> None:
    """Start the embedded engine (or check the configured Neo4j) and bring its schema to this version."""
    report.show_engine(pipeline.start_engine(read_settings()), as_json)


@app.command("stop")
def stop_engine(as_json: Json = False) -> None:
    """Stop the embedded engine."""
    report.show_stopped(pipeline.stop_engine(read_settings()), as_json)


@app.command("status")
def engine_status(as_json: Json = False) -> None:
    """Show whether the engine runs, where, and what it holds."""
    report.show_engine(pipeline.engine_status(read_settings()), as_json)


@app.command("reset")
def reset_engine(
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False, as_json: Json = False
) -> None:
    """Delete everything that the graph holds, and what was derived from it."""
    settings = read_settings()
    if not yes and not (
        sys.stdin.isatty() and typer.confirm(f"Delete the whole graph ({pipeline.name_of_graph(settings)})?")
    ):
        raise UsageError("nothing was deleted; use --yes to delete without confirmation")
    report.show_engine(pipeline.reset_engine(settings), as_json)
