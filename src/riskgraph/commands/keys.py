"""The commands on who may call the API: named callers with their keys and roles, and the local token."""

from typing import Annotated

import typer

from ..api.callers.roles import Role
from ..terminal.keys import COLUMNS, show_keys, show_new_key
from ..terminal.printing import print_line
from .arguments import Json, read_day, read_settings

app = typer.Typer(
    name="key", help="Let callers into the API: create, list, revoke; print the local token.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the caller, as the log shows it.")]


@app.command()
def create(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the caller may call; docs/running.md has the table.")],
    expires: Annotated[
        str | None, typer.Option(metavar="DATE", help="Last day on which the key counts; without end if not given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Add a caller and print its key, this once: only a hash is kept."""
    from ..api.callers.keys import create_key

    last = read_day(expires) if expires else None
    key = create_key(read_settings().data_dir, name, role, last)
    show_new_key(name, role.value, last, key, as_json)


@app.command("list")
def list_callers(as_json: Json = False) -> None:
    """List the callers with role, days of creation, expiry and last use."""
    from ..api.callers.keys import read_keys

    keys = read_keys(read_settings().data_dir)
    show_keys([{name: getattr(key, name) for name in COLUMNS} for key in keys], as_json)


@app.command()
def revoke(name: Name, as_json: Json = False) -> None:
    """Take a caller's key back; running servers refuse it from their next request on."""
    from ..api.callers.keys import revoke_key
    from ..terminal.printing import print_json

    revoke_key(read_settings().data_dir, name)
    if as_json:
        print_json({"revoked": name})
    else:
        print_line(f"the key of {name} is revoked")


@app.command()
def token() -> None:
    """Print the token with which you, on this machine, ask the API without a key; make it if there is none."""
    from ..api.callers.local_token import ensure_token

    print_line(ensure_token(read_settings().data_dir))


@app.command()
def logged(
    party: Annotated[str, typer.Argument(metavar="PARTY", help="An id or name, as a caller wrote it.")],
) -> None:
    """Print what the log of the API has in place of a party, to find who asked for it."""
    from ..api.callers.asked_parties import AskedParties

    print_line(AskedParties(read_settings()).name(party))
