"""The two channels of a command: results for people or programs, and errors."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from rich.console import Console
from rich.markup import escape
from rich.table import Table

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(content: object) -> None:
    """Print a result for programs."""
    sys.stdout.write(orjson.dumps(content, default=str).decode() + "\n")


def write_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line."""
    for line in lines:
        print_json(line)


def print_line(text: str) -> None:
    """Print a line for people."""
    console.print(escape(text))


def make_table(*columns: str) -> Table:
    """Return an empty table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
