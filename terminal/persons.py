"""What `riskgraph person` prints: what was done to persons' data, and what an act touched."""

from collections.abc import Iterable, Mapping

from ..graph.personal.acts import Act
from ..graph.personal.perform import Done
from .printing import print_json, print_line

DONE = {
    "erase": "erased: this person is {tombstone} in the graph now",
    "restrict": "restricted: this person is {tombstone} in the graph until the restriction is lifted",
    "lift": "the restriction is lifted: the person is {tombstone} again",
    "correct": "the data of {tombstone} is corrected",
}
NEXT = (
    "run `riskgraph find` and `riskgraph score` to make findings and scores from what the graph holds now, and\n"
    "`riskgraph db stop` to clear the journal of the embedded engine; files that were delivered are yours to delete"
)


def show_acts(acts: Iterable[Act], as_json: bool) -> None:
    """Print the record of acts in order."""
    listed = list(acts)
    if as_json:
        print_json([build_act_json(act) for act in listed])
        return
    for act in listed:
        print_line(f"{act.at[:16].replace('T', ' ')}  {act.kind}  {act.tombstone}  by {act.by}: {act.reason}")
        print_line(f"  {act.basis}; {write_counts(act.counts)}")
    if not listed:
        print_line("no person's data was erased, restricted or corrected")


def build_act_json(act: Act) -> dict[str, object]:
    """Return what programs read of an act; hashes stay in the record."""
    names = ("id", "kind", "at", "by", "reason", "basis", "tombstone", "counts")
    return {name: getattr(act, name) for name in names} | {"fields": sorted(act.wrong)}


def show_done(done: Done, as_json: bool) -> None:
    """Print what an act did."""
    if as_json:
        print_json(
            {"kind": done.kind, "party": done.tombstone, "counts": dict(done.counts), "dry_run": done.act is None}
        )
        return
    if done.act is None:
        print_line(f"{done.kind} would touch {write_counts(done.counts)}; nothing was changed")
        return
    print_line(DONE[done.kind].format(tombstone=done.tombstone))
    print_line(f"touched: {write_counts(done.counts)}")
    print_line(NEXT)


def write_counts(counts: Mapping[str, int]) -> str:
    """Write how much was touched."""
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or "nothing"
