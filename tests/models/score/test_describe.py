"""The page on scoring says what the policy says."""

from pathlib import Path

from riskgraph.models.policy import read_policy
from riskgraph.models.score.docs import write_page, write_scoring

PAGE = Path(__file__).parents[3] / "docs" / "scoring.md"


def test_page_on_scoring_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_scoring(read_policy())


def test_page_names_every_signal(tmp_path: Path) -> None:
    write_page(read_policy(), tmp_path / "scoring.md")
    page = (tmp_path / "scoring.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in page for code in read_policy().measures)
