"""The references that a load has used: each keeps the content that was added first."""

import pytest

from riskgraph.graph.load.used_references import UsedReferences


def test_a_used_reference_is_found_with_the_start_of_its_content() -> None:
    with UsedReferences() as used:
        used.add([("a|1", "x" * 40), ("a|2", "y" * 40)])
        assert used.find(["a|2", "a|3", "a|1"]) == ["y" * 16, None, "x" * 16]


@pytest.mark.parametrize("again", ["0" * 16, "z" * 16])
def test_a_reference_keeps_the_content_that_was_added_first(again: str) -> None:
    with UsedReferences() as used:
        used.add([("a|1", "x" * 16)])
        used.add([("a|1", again), ("a|2", "y" * 16)])
        assert used.find(["a|1", "a|2"]) == ["x" * 16, "y" * 16]
