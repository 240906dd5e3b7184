"""`docs/scoring.md` as the policy has it: how to read a score, and what each signal counts for."""

from pathlib import Path

from ..measures import list_measures
from ..policy import Policy, Scale
from ..signals import SignalKind

PAGE = Path("docs/scoring.md")
KINDS = {
    "ability": "Ability to pay",
    "conduct": "Willingness to pay",
    "structure": "Place among others",
    "model": "Forecast",
}

HEAD = """# How a score comes about, and how to read it

This page is written by `riskgraph.models.score.docs` from `models/policy.yml` and the measures; a test compares them.

A score runs from {lowest:g} (worst) to {highest:g} (best). It is a table: a line `base` with {base:g} points, one line
per signal, and their sum. Nothing acts on a score outside its table.

- **Each line** has a code, the value that was seen, the points it adds or takes away, a sentence in Chinese and in
  English, the day for which it holds, and its evidence: keys of records and figures (`party|name|period`), ids of
  loans, ties as `TYPE|start|end`, or the version of the model.
- **Unknown is not zero.** A signal that applies to the party but whose value is not known has a line of its own without
  a value, with the points in the column "unknown". A company outside the financial section of whose ability to
  pay nothing is known loses {lost:g} points, so that it begins at {grade}.
- **One currency.** Ties and net assets are set against each other in CNY (what names no currency is in CNY); an amount
  in another currency or in a unit such as 万元 is unknown to `guarantee_multiple` and to the losses passed on. What
  several sources say of one pair counts once: the largest sum of one source.
- **No line** means that a signal does not apply: who never borrowed has no line on overdue loans, a person none on
  accounts, and a bank none on its debt ratio, so that the grade of a bank rests on its conduct and ties alone.
- **The line `limit`** appears where the sum would leave the scale, so that the lines still add up to the score.
- **Reason codes** are the codes of the lines that take away most, {reasons} at most, gravest first. The same input
  gives the same codes.
- **Versions.** A score names the version of its policy (a hash of what the file says, comments aside) and, where a
  model took part, the model's version.

The points are an expert's judgement to start from, not fitted to data. A score orders parties; it is not a
probability. Only the value of the line `default_probability`, where a model was trained, is a calibrated one. A rule
and a measure may look at the same weakness from two sides (guarantees above net assets, say); both lines then count.

No command trains a model but `riskgraph demo`, on its own fictional world; on other data the Python function
`riskgraph.training.train_on_graph` does. `riskgraph score` asks the model in the data directory that was trained last;
without one, or without the extra `gnn`, it makes the scores all the same: they have no line `default_probability`, and
nothing is added or taken away for it.

The network reads each party's own figures and its place among others. That was chosen by log loss on the validation
day of the fictional world (2021-12-31, 28 defaults of 672 companies, mean of 3 seeds): 0.1604, against 0.1612 for own
figures alone, 0.1641 for these, place and typed degrees, 0.1654 for own figures and degrees. The seeds of the first two
overlap. `python benchmarks/features_on_world.py` measures it anew.

## Grades
"""

RULES = """
## Rules

{why}
A rule needs no entry here: its hit counts by the rule's severity, unless the policy gives it points under `rules.own`.

| severity | points |
|---|---:|
"""

ASSUMPTIONS = """
## What the measures assume

| assumption | value |
|---|---:|
"""

CHANGE = """
## To change it

Points, grades and assumptions: edit `models/policy.yml` and write this page anew with
`python -c "from riskgraph.models import describe, policy; describe.write_page(policy.read_policy())"`.
A new signal: a `Measure` in a file under `models/measures/` and its entry in the policy; a signal without an entry is
refused, and so is an entry without a signal.
"""


def write_scoring(policy: Policy) -> str:
    """Write the page."""
    lost = -sum(policy.scale(measure.code).unknown for measure in list_measures() if measure.kind is SignalKind.ABILITY)
    settings = policy.model_dump(include={"lowest", "highest", "base", "reasons"})
    parts = [HEAD.format(**settings, lost=lost, grade=policy.grade(policy.base - lost))]
    parts.append("\n| grade | from |\n|---|---:|\n")
    parts.extend(f"| {band.grade} | {band.lowest:g} |\n" for band in policy.bands)
    parts.append(RULES.format(why=policy.rules.why))
    parts.extend(f"| {severity} | {points:+g} |\n" for severity, points in policy.rules.severities.items())
    repeats = ", ".join(f"{factor:.0%}" for factor in policy.rules.repeats)
    parts.append(f"\nHits of one rule count {repeats} in turn; further ones are told and count nothing.\n")
    parts.extend(_write_kind(kind, title, policy) for kind, title in KINDS.items())
    parts.append(ASSUMPTIONS)
    parts.extend(f"| {name.replace('_', ' ')} | {value:g} |\n" for name, value in policy.assumptions)
    return "".join(parts) + CHANGE


def write_page(policy: Policy, path: Path = PAGE) -> None:
    """Write the page into a checkout of the repository."""
    path.write_text(write_scoring(policy), encoding="utf-8")


def _write_kind(kind: str, title: str, policy: Policy) -> str:
    rows = [f"\n## {title}\n\n| signal | what it is | points for its value | unknown | why |\n|---|---|---|---:|---|\n"]
    for measure in list_measures():
        if measure.kind == kind:
            scale = policy.scale(measure.code)
            name = f"{measure.title.en}<br>{measure.title.zh}"
            rows.append(f"| `{measure.code}` | {name} | {_write_points(scale)} | {scale.unknown:+g} | {scale.why} |\n")
    return "".join(rows)


def _write_points(scale: Scale) -> str:
    return ", ".join(f"{value:g}: {points:+g}" for value, points in scale.points)
