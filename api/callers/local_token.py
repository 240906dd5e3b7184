"""The token with which the user who started the server asks it without a key, from a file that only that user can read.

Another user of the machine can reach the port but not the file. The token counts on connections within the machine.
"""

import re
import secrets
from pathlib import Path

from filelock import FileLock

from ...errors import UsageError
from ...graph.engine.embedded import make_data_dir
from .private_file import read_private, write_private

TOKEN_FILE = "api.token"
LOCK_FILE = "api.lock"
TOKEN = re.compile(r"rgt_[A-Za-z0-9_-]{43}")
REMEDY = "delete it, and `riskgraph key token` or `riskgraph serve` makes another"


def ensure_token(folder: Path) -> str:
    """Return the local token of a data directory; make one if there is none."""
    make_data_dir(folder)
    with FileLock(folder / LOCK_FILE):
        token = read_token(folder)
        if token is None:
            token = f"rgt_{secrets.token_urlsafe(32)}"
            write_private(folder / TOKEN_FILE, f"{token}\n")
        return token


def read_token(folder: Path) -> str | None:
    """Return the local token of a data directory, None if there is none; raise UsageError when it cannot be trusted."""
    path = folder / TOKEN_FILE
    text = read_private(path, f"others may know the token: {REMEDY}")
    if text is None:
        return None
    token = text.strip()
    if not TOKEN.fullmatch(token):
        raise UsageError(f"{path} holds no token; {REMEDY}")
    return token
