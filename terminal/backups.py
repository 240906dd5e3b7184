"""What `db backup` and `db restore` print."""

from dataclasses import asdict

from ..graph.backup.archive import Manifest
from ..graph.backup.back_up import BackedUp
from ..graph.backup.restore import Restored
from .printing import print_json, print_line
from .written_numbers import write_count


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


def describe(manifest: Manifest) -> str:
    """Describe what a backup holds, and of which state of the graph."""
    return (
        f"{write_count(manifest.nodes, 'node')}, {write_count(manifest.relationships, 'relationship')} of schema "
        f"{manifest.schema} at change {manifest.change}, made {manifest.made_at} on {manifest.engine}"
    )
