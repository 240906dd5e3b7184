"""How commands end: with one sentence on the error channel and an exit code, never with a traceback."""

import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:  # a command that is stopped early needs this module before any library
    from pydantic import ValidationError

INTERRUPTED = 130


def refuse_words(error: Exception) -> NoReturn:
    """Print in one sentence what is wrong with a command line; a command without words has shown its help."""
    message = " ".join(error.format_message().split())  # type: ignore[attr-defined]
    if not message:
        sys.exit(2)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "riskgraph"
    stop(f"{message[0].lower()}{message[1:].rstrip('.')}; see {command} --help", 2)


def explain_stop(command: list[str]) -> str:
    """Return in one sentence what a command that was stopped with Ctrl-C has stored, and how to go on."""
    match command:
        case ["serve", *_]:
            return "the API has stopped; what is stored is unchanged, and the same command serves it again"
        case ["load" | "extract" | "demo" | "find" | "score", *_]:
            return "stopped; what was stored so far is kept, and the same command run again completes it"
        case ["db", "restore", *_]:
            return "stopped; if it had begun to write, every command says so until the same command has run to its end"
        case _:
            return "stopped; what was stored before is kept; run the same command again"


def stop(message: str, code: int) -> NoReturn:
    """Print one sentence on the error channel and exit."""
    sys.stderr.write(f"riskgraph: {message}\n")
    sys.exit(code)


def explain_settings(error: "ValidationError") -> str:
    """Name the settings that are wrong, without their values: one may be a secret."""
    faults = ((f"RISKGRAPH_{'_'.join(map(str, item['loc']))}".upper(), item["msg"]) for item in error.errors())
    return "; ".join(f"{name}: {reason.removeprefix('Value error, ')}" for name, reason in faults)
