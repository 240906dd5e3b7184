"""The references that a load has used: each keeps the content that was noted first."""

import pytest

from riskgraph.graph.load.used_references import SeenReferences


def test_a_reference_that_was_noted_is_found_by_the_beginning_of_its_content() -> None:
    with SeenReferences() as seen:
        seen.note([("a|1", "x" * 40), ("a|2", "y" * 40)])
        assert seen.find(["a|2", "a|3", "a|1"]) == ["y" * 16, None, "x" * 16]


@pytest.mark.parametrize("again", ["0" * 16, "z" * 16])
def test_what_was_noted_first_stays(again: str) -> None:
    with SeenReferences() as seen:
        seen.note([("a|1", "x" * 16)])
        seen.note([("a|1", again), ("a|2", "y" * 16)])
        assert seen.find(["a|1", "a|2"]) == ["x" * 16, "y" * 16]
