"""What `db backup`, `db restore` and `db check` print."""

from dataclasses import asdict

from ..graph.backup.archive import Manifest
from ..graph.backup.back_up import BackedUp
from ..graph.backup.check import Check
from ..graph.backup.restore import Restored
from .printing import print_json, print_line
from .written_numbers import write_count

REMEDY = (
    "Restore the last backup: riskgraph db restore FILE --replace; or empty the graph with riskgraph db reset and load "
    "its sources again"
)


def show_backed_up(backed_up: BackedUp, as_json: bool) -> None:
    """Print what a backup holds and how large it is."""
    manifest = backed_up.manifest
    if as_json:
        print_json({"file": str(backed_up.path), "bytes": backed_up.bytes, **asdict(manifest)})
        return
    print_line(f"{backed_up.path}: {backed_up.bytes / 1e6:,.1f} MB, verified; {describe(manifest)}")
    print_line(f"it holds personal data; restore it with: riskgraph db restore {backed_up.path}")


def show_restored(restored: Restored, as_json: bool) -> None:
    """Print what was restored."""
    if as_json:
        print_json({
            "nodes": restored.nodes, "relationships": restored.relationships, "manifest": asdict(restored.manifest)
        })  # fmt: skip
        return
    print_line(f"restored and counted: {describe(restored.manifest)}")


def show_check(check: Check, as_json: bool) -> None:
    """Print whether a graph is damaged, how, and what to do."""
    if as_json:
        counts = {"nodes": check.nodes, "relationships": check.relationships, "hashes": check.hashes}
        print_json({**counts, "damage": [asdict(damage) for damage in check.found.values()]})
        return
    for damage in check.found.values():
        print_line(f"{damage.what}: {damage.count:,}, such as {', '.join(damage.examples)}")
    read = (
        f"{write_count(check.nodes, 'node')} and {write_count(check.relationships, 'relationship')} were read, "
        f"{write_count(check.hashes, 'hash', 'hashes')} compared"
    )
    print_line(f"the graph is damaged; {read}. {REMEDY}" if check.found else f"no damage was found; {read}")


def describe(manifest: Manifest) -> str:
    """Describe what a backup holds, and of which state of the graph."""
    return (
        f"{write_count(manifest.nodes, 'node')}, {write_count(manifest.relationships, 'relationship')} of schema "
        f"{manifest.schema} at change {manifest.change}, made {manifest.made_at} on {manifest.engine}"
    )
