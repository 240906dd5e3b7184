"""Commands written so that they run when they are pasted into a shell."""

import shlex
import shutil
import sys
from pathlib import Path

from ..settings import Settings


def write_command(settings: Settings, *words: str) -> str:
    """Return a command of riskgraph with the graph it is about and a program that this shell finds."""
    place = "" if settings.neo4j_uri else f"RISKGRAPH_DATA_DIR={shlex.quote(str(settings.data_dir.absolute()))} "
    return f"{place}{find_program()} {shlex.join(words)}"


def find_program() -> str:
    """Return `riskgraph` where the shell finds the program that runs now, else how to start it from any folder."""
    program = Path(sys.executable).with_name("riskgraph")
    if shutil.which("riskgraph") == str(program):
        return "riskgraph"
    if program.is_file():
        return shlex.quote(str(program))
    return f"{shlex.quote(sys.executable)} -m riskgraph"
