"""The page that describes the fragments, written from their headers."""

from collections.abc import Iterator

from ..engine.fragments import Fragment, find_fragments

HEAD = """# The fragments of Cypher

Generated from the headers of `cypher/fragments` by `python -m riskgraph.graph.rules.fragment_docs > docs/fragments.md`.

A fragment is a named piece of Cypher shared by statements and rules. When a statement is read, `@holds(tie)` is
replaced by the body of `cypher/fragments/holds.cypher`; a fragment may use others. Arguments are names of variables,
properties or parameters, never values. An unknown fragment, a wrong number of arguments, a fragment that calls itself,
or an argument whose name the body already uses is refused, and the error names the file. `riskgraph rules show ID`
prints a rule with its fragments expanded. The version of a rule is computed from its expanded text: changing a fragment
changes the version of every rule that uses it.
"""


def describe_fragments() -> str:
    """Build the page."""
    return "\n".join([HEAD, *(line for item in find_fragments().values() for line in describe_fragment(item))])


def describe_fragment(fragment: Fragment) -> Iterator[str]:
    """Write the section of one fragment."""
    yield f"## `@{fragment.name}({', '.join(fragment.arguments)})`\n\n{fragment.means}\n"
    yield from (f"- `{name}`: {text}" for name, text in fragment.arguments.items())
    yield f"\n```cypher\n{fragment.body}\n```\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe_fragments())
