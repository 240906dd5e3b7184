"""The header of a rule file: `// name: value` lines that state what the rule finds and needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...errors import StatementError
from .sentences import FORMATS, list_columns, list_formats

REQUIRED = (
    "id", "title", "title_zh", "severity", "status", "key", "returns", "why", "innocent", "unseen", "source",
    "sentence_en", "sentence_zh",
)  # fmt: skip
OPTIONAL = ("needs", "burdens", "algorithm", "reads", "pages")
SEVERITIES = ("low", "medium", "high")
STATUSES = ("stable", "experimental")
NEEDS = ("control",)
# every rule returns these: the party it is about, all parties it concerns, the records of the ties it rests on
REQUIRED_COLUMNS = ("party_id", "party_ids", "records")
LINE = re.compile(r"//\s?(?P<text>.*)")
FIELD = re.compile(r"(?P<name>[a-z_]+):\s*(?P<value>.*)")
PARAMETER = re.compile(r"(?P<name>[a-z_]+)\s*=\s*(?P<value>-?\d+(?:\.\d+)?)\s+—\s+(?P<reason>\S.*)")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A named number of a rule and the reason for it."""

    name: str
    value: float
    reason: str


def read_header(text: str, name: str) -> tuple[dict[str, str], tuple[Threshold, ...]]:
    """Read the `// name: value` lines on top; a line indented further continues the one above."""
    header: dict[str, str] = {}
    thresholds: list[Threshold] = []
    for field, value in read_header_fields(text, name):
        if field == "param":
            thresholds.append(read_threshold(value, name))
        elif field not in REQUIRED + OPTIONAL:
            raise StatementError(f"rule {name}: the header has an unknown line {field!r}")
        elif field in header:
            raise StatementError(f"rule {name}: the header has the line {field!r} twice")
        else:
            header[field] = value
    return header, tuple(thresholds)


def read_header_fields(text: str, name: str) -> list[tuple[str, str]]:
    """Return the header's lines as pairs of name and value."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        comment = LINE.fullmatch(line)
        if comment is None:
            break
        content = comment["text"]
        field = FIELD.fullmatch(content)
        if content.startswith("  ") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {content.strip()}".strip())
        elif field is None:
            raise StatementError(f"rule {name}: the header line {content!r} is not `name: value`")
        else:
            found.append((field["name"], field["value"].strip()))
    return found


def read_threshold(value: str, name: str) -> Threshold:
    """Read `name = number — reason`."""
    match = PARAMETER.fullmatch(value)
    if match is None:
        raise StatementError(f"rule {name}: `param: {value}` is not `name = number — reason`")
    number = float(match["value"]) if "." in match["value"] else int(match["value"])
    return Threshold(match["name"], number, match["reason"])


def check_header(header: Mapping[str, str], name: str) -> None:
    """Refuse a header that lacks a line or holds an invalid value."""
    missing = [field for field in REQUIRED if not header.get(field)]
    if missing:
        raise StatementError(f"rule {name}: the header lacks {', '.join(missing)}")
    if header["id"] != name:
        raise StatementError(f"rule {name}: the id {header['id']!r} is not the name of the file")
    for field, allowed in (("severity", SEVERITIES), ("status", STATUSES)):
        if header[field] not in allowed:
            raise StatementError(f"rule {name}: {field} {header[field]!r} is not one of {', '.join(allowed)}")
    unknown = set(split_names(header.get("needs", ""))) - set(NEEDS)
    if unknown:
        raise StatementError(f"rule {name}: it needs {', '.join(sorted(unknown))}, which is not computed")


def check_columns(header: Mapping[str, str], returns: tuple[str, ...], name: str) -> None:
    """Refuse a rule whose key or sentences use a column that it does not return."""
    missing = [column for column in REQUIRED_COLUMNS if column not in returns]
    if missing:
        raise StatementError(f"rule {name}: it does not return {', '.join(missing)}")
    for field in ("sentence_en", "sentence_zh"):
        unknown = [column for column in list_columns(header[field]) if column not in returns]
        if unknown:
            raise StatementError(f"rule {name}: {field} uses {', '.join(unknown)}, which it does not return")
        strange = [spec for spec in list_formats(header[field]) if spec not in FORMATS]
        if strange:
            raise StatementError(f"rule {name}: {field} uses the unknown format {', '.join(strange)}")
    for line, what in (("key", "the key"), ("burdens", "what it burdens,")):
        unknown = [column for column in split_names(header.get(line, "")) if column not in returns]
        if unknown:
            raise StatementError(f"rule {name}: {what} {', '.join(unknown)} is not among the columns")


def split_names(value: str) -> tuple[str, ...]:
    """Split names at commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip())
