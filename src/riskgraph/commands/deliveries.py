"""The commands `riskgraph deliveries`: what was loaded when, its lines, and the last delivery of a source undone."""

from typing import Annotated

import typer

from .. import pipeline
from ..terminal.progress import Progress
from .arguments import Json, read_settings

app = typer.Typer(name="deliveries", help="List what was loaded when; take the last delivery of a source back.")


@app.callback(invoke_without_command=True)
def deliveries_or_list(
    context: typer.Context,
    source: Annotated[str | None, typer.Option(help="Only deliveries of this source.")] = None,
    as_json: Json = False,
) -> None:
    """List what was loaded when, with counts; take the last delivery of a source back."""
    if context.invoked_subcommand is None:
        from ..terminal.lists.deliveries import show_deliveries

        show_deliveries(pipeline.list_deliveries(read_settings(), source), as_json)


@app.command("show")
def show_delivery(
    delivery: Annotated[str, typer.Argument(metavar="ID", help="Id of a delivery.")],
    rows: Annotated[bool, typer.Option("--rows", help="Print the lines of its file as they were delivered.")] = False,
    as_json: Json = False,
) -> None:
    """Show one delivery, or the lines of its file as they were delivered."""
    from ..terminal.lists.deliveries import show_deliveries, show_lines

    settings = read_settings()
    if rows:
        with pipeline.open_graph(settings) as store:
            show_lines(pipeline.read_delivered(store, delivery), as_json)
    else:
        show_deliveries(pipeline.find_delivery(settings, delivery), as_json)


@app.command("undo")
def undo_delivery(
    delivery: Annotated[str, typer.Argument(metavar="ID", help="Id of the delivery, the last one of its source.")],
    as_json: Json = False,
) -> None:
    """Take the last delivery of a source back: what it created is removed, what it closed is current again."""
    from ..terminal.lists.deliveries import show_undone

    show_undone(pipeline.undo_delivery(read_settings(), delivery, Progress()), as_json)
