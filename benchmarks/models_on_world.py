"""The graph network against the rules, the party's own indicators and typed degrees, on the demo world's later years.

Run it with `python benchmarks/models_on_world.py`; it writes `models/learn/experiments/world.results.md` and prints it.
"""

from demo_world import COMPANIES, SEED, load_world

from riskgraph.models.learn.results import write_results
from riskgraph.training import compare_on_graph, train_on_graph


def main() -> None:
    """Make a world, load it, train on its past and compare on its later days."""
    with load_world() as store:
        model = train_on_graph(store, "world")
        comparison = compare_on_graph(store, model)
    about = (
        f"The fictional world of {COMPANIES:,} companies, seed {SEED}: {comparison.parties:,} companies asked about, "
    )
    chosen = "The network's groups of features were chosen on the validation day."
    place = write_results(model, comparison, f"{about}{comparison.defaults:,} of them defaulted. {chosen}")
    print(place.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
