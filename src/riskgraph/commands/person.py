"""The commands on a natural person's data: erase, restrict, correct, and the record of what was done."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import NotFoundError, UsageError
from ..graph.engine.store import Store
from ..settings import Settings
from .arguments import Json, read_settings

if TYPE_CHECKING:
    from ..graph.personal.perform import Done

app = typer.Typer(name="person", help="Erase, restrict or correct a natural person's data; list what was done.")

Words = Annotated[str, typer.Argument(metavar="PARTY", help="An id, an identifier, or an exact name.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; it is put on record. Name no erased value in it.")]
Basis = Annotated[
    str,
    typer.Option(metavar="TEXT", help="Legal basis; otherwise the articles of PIPL and GDPR on this right."),
]
By = Annotated[str, typer.Option(metavar="NAME", help="Who does it; otherwise the user of this system.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would be touched, and change nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


@app.callback(invoke_without_command=True)
def person_or_list(context: typer.Context, as_json: Json = False) -> None:
    """List what was done to persons' data: who, when, why, on what basis, and how much was touched."""
    if context.invoked_subcommand is None:
        from ..graph.personal.acts import read_acts_on_file
        from ..pipeline import open_graph
        from ..terminal.persons import show_acts

        settings = read_settings()
        with open_graph(settings):  # brings the file and the graph to the same acts
            show_acts(read_acts_on_file(settings), as_json)


@app.command()
def erase(
    party: Words,
    reason: Reason,
    basis: Basis = "",
    by: By = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Erase a person's data from every version, index and snapshot; holdings stay under an id without a name."""
    from ..graph.personal.acts import ActKind
    from ..graph.personal.perform import Done, Request, withhold_person

    request = Request(ActKind.ERASE, reason, by, basis)

    def do(store: Store, id_: str, dry: bool) -> Done:
        return withhold_person(store, id_, request, dry_run=dry)

    carry_out(party, do, dry_run, yes, as_json)


@app.command()
def restrict(
    party: Words,
    reason: Reason,
    lift: Annotated[bool, typer.Option("--lift", help="End the restriction.")] = False,
    basis: Basis = "",
    by: By = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Keep a person's data, but show it to no one and use it in no answer, until the restriction is lifted."""
    from ..graph.personal.acts import ActKind
    from ..graph.personal.perform import Done, Request, lift_restriction, withhold_person

    request = Request(ActKind.LIFT if lift else ActKind.RESTRICT, reason, by, basis)

    def do(store: Store, id_: str, dry: bool) -> Done:
        if lift:
            return lift_restriction(store, id_, request, dry_run=dry)
        return withhold_person(store, id_, request, dry_run=dry)

    carry_out(party, do, dry_run, yes, as_json)


@app.command()
def correct(
    party: Words,
    reason: Reason,
    right: Annotated[
        list[str],
        typer.Option("--set", metavar="FIELD=VALUE", help="The right value of a field; one for each."),
    ],
    basis: Basis = "",
    by: By = "",
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Replace a wrong value of a person's data in every version; later deliveries do not bring it back."""
    from ..graph.personal.acts import ActKind
    from ..graph.personal.correction import correct_person, read_right
    from ..graph.personal.perform import Done, Request

    values, request = read_right(right), Request(ActKind.CORRECT, reason, by, basis)

    def do(store: Store, id_: str, dry: bool) -> Done:
        return correct_person(store, id_, values, request, dry_run=dry)

    carry_out(party, do, dry_run, yes, as_json)


def carry_out(party: str, do: Callable[[Store, str, bool], "Done"], dry_run: bool, yes: bool, as_json: bool) -> None:
    """Show what an act would touch, ask, and do it; without a terminal it needs `--yes`."""
    from ..pipeline import open_graph
    from ..terminal.persons import show_done

    settings = read_settings()
    with open_graph(settings) as store:
        id_ = find_party(settings, store, party)
        if dry_run or not yes:
            planned = do(store, id_, True)
            if dry_run or sys.stdin.isatty():
                show_done(planned, as_json)
            if dry_run:
                return
            if not (sys.stdin.isatty() and typer.confirm("Do this?")):
                raise UsageError("nothing was changed; use --yes to do it without confirmation")
        show_done(do(store, id_, False), as_json)


def find_party(settings: Settings, store: Store, words: str) -> str:
    """Find the party that words name; a restricted or erased person also by the id that it had."""
    from ..graph.personal.acts import ActKind, list_standing, read_acts_on_file
    from ..graph.personal.keyed import open_keyed
    from ..pipeline import resolve

    try:
        return resolve(store, words)
    except NotFoundError:
        digest = open_keyed(settings).hash_id(words.strip())
        for act in list_standing(read_acts_on_file(settings)):
            if act.party == digest and act.kind is ActKind.RESTRICT:
                return act.tombstone
            if act.party == digest and act.kind is ActKind.ERASE:
                raise UsageError(f"this person was erased on {act.at[:10]} and is {act.tombstone} now") from None
        raise
