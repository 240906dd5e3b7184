"""The grades of scored companies."""

from collections.abc import Mapping


def write_grades(grades: Mapping[str, int]) -> str:
    """Write how many companies have which grade."""
    return "companies by grade / 各等级企业数: " + ", ".join(f"{grade} {count:,}" for grade, count in grades.items())
