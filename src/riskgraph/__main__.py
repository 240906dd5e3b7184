"""The program `riskgraph`: it imports the command line, and ends in one sentence if that is stopped with Ctrl-C."""

import os
import signal
import sys
from typing import NoReturn

from .commands.exits import INTERRUPTED, explain_stop


def main() -> None:
    """Run a command; Ctrl-C while its modules are imported ends as it does later."""
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else a shell started it to ignore Ctrl-C
    if heeded:
        signal.signal(signal.SIGINT, leave)
    from .cli import main as run_command

    if heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run_command()


def leave(*_: object) -> NoReturn:
    """End at once: nothing is open yet, and an exception could be lost in the module that is being imported."""
    sys.stderr.write(f"riskgraph: {explain_stop(sys.argv[1:3])}\n")
    sys.stderr.flush()
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
