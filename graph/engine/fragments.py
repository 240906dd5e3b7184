"""Fragments: named pieces of Cypher in `cypher/fragments/`, written `@name(variable, ...)` where they are used.

The header of a fragment says what it means and what each argument is; in its body `@argument` is replaced. Arguments
are names of variables or of parameters, never values: values reach a statement as parameters only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...errors import StatementError

HEADER = re.compile(r"// (?P<name>[a-z_]+): (?P<text>\S.*)")
SIGNATURE = re.compile(r"(?P<name>[a-z_]+)\((?P<arguments>[a-z_]+(?:, [a-z_]+)*)\)")
GIVEN = re.compile(r"\$?[A-Za-z_][A-Za-z0-9_]*")
# comments and literals are left as they are; any other @ has to be a call
PIECE = re.compile(r"//[^\n]*|'(?:[^'\\]|\\.)*'|@(?P<name>[a-z_]+)\((?P<arguments>[^()]*)\)|@\w*")
ARGUMENT = re.compile(r"@(?P<name>[a-z_]+)\b(?!\()")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of Cypher with its meaning; `arguments` maps each name to what it has to be."""

    name: str
    means: str
    arguments: Mapping[str, str]
    body: str


@cache
def find_fragments() -> Mapping[str, Fragment]:
    """Read every packaged fragment, by its name."""
    folder = files("riskgraph.cypher").joinpath("fragments")
    paths = sorted((file for file in folder.iterdir() if file.name.endswith(".cypher")), key=lambda file: file.name)
    fragments = (read_fragment(file.read_text(encoding="utf-8"), file.name.removesuffix(".cypher")) for file in paths)
    return {fragment.name: fragment for fragment in fragments}


def read_fragment(text: str, name: str) -> Fragment:
    """Read a fragment; raise `StatementError` if its header is incomplete or does not match its body."""
    lines = text.splitlines()
    count = next((place for place, line in enumerate(lines) if not line.startswith("//")), len(lines))
    matches = [HEADER.fullmatch(line) for line in lines[:count]]
    if any(match is None for match in matches):
        raise StatementError(f"fragment {name}: a line of the header is not `name: text`")
    header = {match["name"]: match["text"] for match in matches if match is not None}
    signature = SIGNATURE.fullmatch(header.pop("fragment", ""))
    if signature is None or signature["name"] != name:
        raise StatementError(f"fragment {name}: the header lacks `fragment: {name}(argument, ...)`")
    means, body = header.pop("means", ""), "\n".join(lines[count:])
    arguments = tuple(signature["arguments"].split(", "))
    if not means or not body or tuple(header) != arguments:
        raise StatementError(f"fragment {name}: it needs `means`, a line on each argument in their order, and a body")
    used = {match["name"] for match in ARGUMENT.finditer(body)}
    if used != set(arguments):
        raise StatementError(f"fragment {name}: its body uses {sorted(used)}, its arguments are {sorted(arguments)}")
    return Fragment(name, means, header, body)


def expand_fragments(text: str, place: str, fragments: Mapping[str, Fragment] | None = None) -> str:
    """Replace every `@name(...)` of a statement; raise `StatementError`, naming the place, for a wrong call."""
    return _expand(text, place, find_fragments() if fragments is None else fragments, ())


def _expand(text: str, place: str, fragments: Mapping[str, Fragment], within: tuple[str, ...]) -> str:
    def replace(match: re.Match[str]) -> str:
        if not match[0].startswith("@"):
            return match[0]
        name = match["name"]
        if name not in fragments:
            raise StatementError(f"{place}: {match[0]!r} calls no fragment; a call is @name(variable, ...)")
        if name in within:
            raise StatementError(f"{place}: the fragment {name} calls itself")
        body = _fill(fragments[name], [part.strip() for part in match["arguments"].split(",")], place)
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        indent = (
            "" if within else line[: len(line) - len(line.lstrip())]
        )  # a fragment is indented once, where it is used
        return _expand(body, place, fragments, (*within, name)).replace("\n", "\n" + indent)

    return PIECE.sub(replace, text)


def _fill(fragment: Fragment, given: list[str], place: str) -> str:
    """Put the given variables into the body of a fragment."""
    if len(given) != len(fragment.arguments):
        wanted = f"{fragment.name}({', '.join(fragment.arguments)})"
        raise StatementError(f"{place}: @{wanted} is called with {len(given)} arguments")
    for variable in given:
        if not GIVEN.fullmatch(variable):
            raise StatementError(f"{place}: @{fragment.name}: {variable!r} is not the name of a variable or parameter")
        if re.search(rf"(?<![@.:$'\w]){re.escape(variable)}\b(?!\s*[:(])", fragment.body):
            raise StatementError(f"{place}: @{fragment.name} uses the name {variable} itself; call yours differently")
    values = dict(zip(fragment.arguments, given, strict=True))
    return ARGUMENT.sub(lambda match: values[match["name"]], fragment.body)
