"""The commands `db backup`, `db restore` and `db check`: the whole graph in one file, and whether it is whole."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from ..errors import UsageError
from ..terminal.progress import Progress
from .arguments import Json, read_settings

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the backup.")]


def add_commands(engine: typer.Typer) -> None:
    """Add the commands to those on the graph engine."""
    engine.command("backup")(back_up_graph)
    engine.command("restore")(restore_graph)
    engine.command("check")(check_whole_graph)


def back_up_graph(path: File, as_json: Json = False) -> None:
    """Write everything that the graph holds into one new file, and read it back; others can read meanwhile."""
    from ..graph.backup.back_up import back_up
    from ..pipeline import open_whole_graph
    from ..terminal.backups import show_backed_up

    if path.exists():
        raise UsageError(f"{path} exists already; name a file that does not")
    with open_whole_graph(read_settings()) as store:
        show_backed_up(back_up(store, path, __version__, Progress()), as_json)


def restore_graph(
    path: File,
    replace: Annotated[bool, typer.Option("--replace", help="Delete what the graph holds first.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Replace without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Restore a backup into an empty graph, or in place of what the graph holds, on either engine."""
    from ..graph.backup.restore import check_backup, holds_data, restore
    from ..graph.engine.store import open_store
    from ..graph.search.search import NameIndex
    from ..pipeline import name_of_graph
    from ..terminal.backups import show_restored

    settings, progress = read_settings(), Progress()
    manifest = check_backup(path)
    with open_store(settings) as store:
        if holds_data(store):
            check_replace(name_of_graph(settings), path, replace, yes)
        restored = restore(store, path, manifest, progress, replace=replace)
        progress("restore: the name index follows")
        NameIndex(settings).follow(store)
    show_restored(restored, as_json)


def check_whole_graph(as_json: Json = False) -> None:
    """Read everything that the graph holds, and compare it with the hashes and keys that were stored with it."""
    from ..graph.backup.check import check_graph
    from ..pipeline import open_whole_graph
    from ..terminal.backups import show_check

    with open_whole_graph(read_settings()) as store:
        check = check_graph(store, Progress())
    show_check(check, as_json)
    raise typer.Exit(1 if check.found else 0)


def check_replace(graph: str, path: Path, replace: bool, yes: bool) -> None:
    """Ask before a graph that holds something is replaced; raise `UsageError` where that is not wanted."""
    if not replace:
        raise UsageError(f"the graph ({graph}) is not empty; use --replace to delete what it holds and restore {path}")
    question = f"Delete the whole graph ({graph}) and restore {path}?"
    if not yes and not (sys.stdin.isatty() and typer.confirm(question)):
        raise UsageError("nothing was changed; use --replace --yes to replace the graph without confirmation")
