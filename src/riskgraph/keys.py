"""The commands on who may call the API: the local token."""

import typer

from .arguments import read_settings
from .terminal.printing import print_line

app = typer.Typer(name="key", help="Print the local token.", no_args_is_help=True)


@app.callback()
def key() -> None:
    """Let callers into the API."""


@app.command()
def token() -> None:
    """Print the token with which you, on this machine, ask the API without a key; make it if there is none."""
    from .api.callers.local_token import ensure_token

    print_line(ensure_token(read_settings().data_dir))
