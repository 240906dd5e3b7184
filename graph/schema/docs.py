"""The page that describes the graph model, written from the schema."""

from collections.abc import Iterable, Iterator

from .graph_model import INDEXES, VERSION, node_types, own_relationship_types, relationship_types
from .properties import Property

HEAD = """# What the graph holds

Generated from `ingest/records` and `graph/schema`; `python -m riskgraph.graph.schema.docs > docs/graph-model.md`
regenerates it. Schema version {version}.

`None` (no property) means unknown, never zero. Shares are fractions. Every relationship holds in the world from
`valid_from` to `valid_to` (exclusive) and stands in our books from `known_from` to `known_to` (exclusive): a change
closes one version and opens the next, nothing is overwritten.

Beside its label a party bears `Company`, `Person` or `PublicBody`. A `Record` is `ABOUT` the parties it describes, and
about a loan, figure, lawsuit or document as soon as a second record or version describes that too; until then the
thing names its only record in `record`. A relationship that a source makes carries the key of its record. A `Finding`
`CONCERNS` parties. `CONTROLS` relationships are derived for a day by `riskgraph find` from votes, statements and
circles of family and concert; no source makes them.
"""


def describe_schema() -> str:
    """Build the page."""
    return "\n".join([HEAD.format(version=VERSION), *describe_nodes(), *describe_relationships(), *describe_indexes()])


def describe_nodes() -> Iterator[str]:
    """Build the section on nodes."""
    yield "## Nodes\n"
    for kind in node_types().values():
        yield f"### `{kind.label}`\n\n{kind.meaning} Key: `{kind.key}`.\n"
        yield from describe_properties(kind.properties)


def describe_relationships() -> Iterator[str]:
    """Build the section on relationships."""
    yield "## Relationships\n"
    for kind in relationship_types().values():
        yield f"### `(Party)-[:{kind.label}]->({kind.end_label})`\n\n{kind.meaning}\n"
        yield from describe_properties(kind.properties)
    for own in own_relationship_types().values():
        yield f"### `({own.start_label})-[:{own.label}]->({own.end_label})`\n\n{own.meaning}\n"
        yield from describe_properties(own.properties) if own.properties else ()


def describe_properties(properties: Iterable[Property]) -> Iterator[str]:
    """Build the table of properties."""
    yield "| property | type | meaning |\n|---|---|---|"
    for item in properties:
        yield f"| `{item.name}` | {item.type.value} | {item.meaning} |"
    yield ""


def describe_indexes() -> Iterator[str]:
    """Build the section on indexes."""
    yield "## Looked up beside keys\n"
    yield ", ".join(f"`{label}.{name}`" for label, name in INDEXES) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe_schema())
