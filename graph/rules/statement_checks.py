"""Checks of a rule's statement: read-only, bounded, every result named, every parameter declared."""

import re
from collections.abc import Mapping, Set

from ...errors import StatementError

# parameters that `find` passes to every rule
GIVEN = frozenset({"as_of", "most", "own_lenders"})
COMMENT = re.compile(r"//[^\n]*")
LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'")
WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|LOAD|DROP)\b")
LENGTH = re.compile(r"-\[[^\]|]*(?:\|[^\]*]*)*\*(?P<bounds>[^\]{]*)")
BOUNDED = re.compile(r"\s*(\d+|\d*\s*\.\.\s*\d+)\s*")
QUANTIFIER = re.compile(r"\)\s*(?:\{(?P<bounds>[^}:]*)\}|(?P<open>[+*])\s*(?:\(|$|\n))")
QUANTITY = re.compile(r"\s*(\d+|\d*\s*,\s*\d+)\s*")
LAST_RETURN = re.compile(r"^RETURN\s+(?:DISTINCT\s+)?", re.MULTILINE)
END_OF_RETURN = re.compile(r"^(ORDER BY|SKIP|LIMIT)\b", re.MULTILINE)
ALIAS = re.compile(r".*\sAS\s+(?P<name>[a-z_][a-z0-9_]*)", re.DOTALL)


def check_statement(text: str, name: str, returns: tuple[str, ...], declared: Set[str]) -> None:
    """Refuse a statement that writes, is unbounded, or contradicts its header."""
    plain = make_plain(text)
    check_read_only(plain, name)
    check_bounds(plain, name)
    check_parameters(plain, name, declared)
    found = read_columns(plain, name)
    if found != returns:
        raise StatementError(f"rule {name}: it returns {', '.join(found)}, the header says {', '.join(returns)}")
    if not re.search(r"^LIMIT \$most\s*\Z", plain, re.MULTILINE):
        raise StatementError(f"rule {name}: it does not end with LIMIT $most")


def check_reads(text: str, reads: Mapping[str, str], name: str) -> None:
    """Refuse an algorithm's rule that has a statement of its own, or whose reads write or are unbounded.

    Whether reads, parameters and columns are those of the algorithm is checked where the algorithm is known.
    """
    if make_plain(text).strip():
        raise StatementError(f"rule {name}: its body is an algorithm, a statement below the header would not run")
    if not reads:
        raise StatementError(f"rule {name}: the header does not say what the algorithm reads")
    plain = [make_plain(statement) for statement in reads.values()]
    for statement in plain:
        check_read_only(statement, name)
        check_bounds(statement, name)
        read_columns(statement, name)
    if not any("as_of" in list_parameters(statement) for statement in plain):
        raise StatementError(f"rule {name}: it does not ask for the day $as_of")


def check_pages(text: str, name: str, declared: Set[str]) -> None:
    """Refuse a statement of starts that writes, is unbounded, or takes what the rule does not give."""
    plain = make_plain(text)
    check_read_only(plain, name)
    check_bounds(plain, name)
    read_columns(plain, name)
    if unknown := list_parameters(plain) - declared - GIVEN:
        raise StatementError(f"rule {name}: its pages take the parameter {', '.join(sorted(unknown))}, which it lacks")


def make_plain(text: str) -> str:
    """Remove comments and literals from a statement."""
    return LITERAL.sub("''", COMMENT.sub("", text))


def check_read_only(plain: str, name: str) -> None:
    """Refuse a statement that writes."""
    writing = WRITING.search(plain)
    if writing:
        raise StatementError(f"rule {name}: a rule only reads, this one uses {writing[0]}")


def check_bounds(plain: str, name: str) -> None:
    """Refuse a path of variable length that has no upper bound."""
    for match in LENGTH.finditer(plain):
        if not BOUNDED.fullmatch(match["bounds"]):
            raise StatementError(f"rule {name}: the path {match[0].strip()}] has no upper bound")
    for match in QUANTIFIER.finditer(plain):
        if match["open"] or not QUANTITY.fullmatch(match["bounds"]):
            raise StatementError(f"rule {name}: the repeated path {match[0].strip()} has no upper bound")


def check_parameters(plain: str, name: str, declared: Set[str]) -> None:
    """Refuse parameters that are used without being declared, or declared without being used."""
    used = list_parameters(plain)
    if unknown := used - declared - GIVEN:
        raise StatementError(f"rule {name}: the header does not declare the parameter {', '.join(sorted(unknown))}")
    if idle := declared - used:
        raise StatementError(f"rule {name}: the statement does not use the parameter {', '.join(sorted(idle))}")
    if "as_of" not in used:
        raise StatementError(f"rule {name}: it does not ask for the day $as_of")


def list_parameters(plain: str) -> set[str]:
    """Return the names of the parameters that a statement takes."""
    return set(re.findall(r"\$([A-Za-z_]\w*)", plain))


def read_columns(plain: str, name: str) -> tuple[str, ...]:
    """Return the names of the columns of the last RETURN; every one is named with AS."""
    starts = list(LAST_RETURN.finditer(plain))
    if not starts:
        raise StatementError(f"rule {name}: it returns nothing")
    clause = plain[starts[-1].end() :]
    end = END_OF_RETURN.search(clause)
    columns = []
    for item in split_items(clause[: end.start()] if end else clause):
        alias = ALIAS.fullmatch(item.strip())
        if alias is None:
            raise StatementError(f"rule {name}: the result {item.strip()!r} has no name, add `AS name`")
        columns.append(alias["name"])
    return tuple(columns)


def split_items(clause: str) -> list[str]:
    """Split at the commas that stand outside all brackets."""
    items, depth = [""], 0
    for letter in clause:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            items.append("")
        else:
            items[-1] += letter
    return items
