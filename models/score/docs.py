"""Write `docs/scoring.md` from the policy: how to read a score, and the points of each signal."""

from pathlib import Path

from ..measures import list_measures
from ..policy import Policy, Scale
from ..signals import SignalKind

PAGE = Path("docs/scoring.md")
KINDS = {
    "ability": "Ability to pay",
    "conduct": "Willingness to pay",
    "structure": "Place in the network",
    "model": "Forecast",
}

HEAD = """# How scores are computed, and how to read them

`riskgraph.models.score.docs` writes this page from `models/policy.yml` and the measures; a test compares them.

A score ranges from {lowest:g} (worst) to {highest:g} (best). It is a table: a line `base` with {base:g} points, one
line per signal, and their sum. Nothing outside the table affects a score.

- **Each line** has a code, the observed value, the points it adds or takes away, a sentence in Chinese and in English,
  the day for which it holds, and its evidence: keys of records and figures (`party|name|period`), ids of loans, ties as
  `TYPE|start|end`, or the version of the model.
- **Unknown is not zero.** If a signal applies to a party but its value is not known, it has a line without a value, and
  the points of the column "unknown". Without financial data, a company outside the financial section
  loses {lost:g} points, so it starts at {grade} once anything is known of it.
- **One currency.** Ties and net assets are compared in CNY; an amount without a currency is taken as CNY. An amount in
  another currency, or in a unit such as 万元, counts as unknown in `guarantee_multiple` and in the losses passed on. If
  several sources report ties of one pair, they count once: the largest sum of one source.
- **No line** means that a signal does not apply. A party that never borrowed has no line on overdue loans, and a person
  has none on accounts. A bank has none on its debt ratio and its current ratio.
- **The line `limit`** appears if the sum exceeds the scale, so that the lines still add up to the score.
- **Reason codes** are the codes of the lines that take away the most points, at most {reasons}, the largest first. The
  same input always has the same codes.
- **Versions.** A score names the version of its policy (a hash of the settings, without comments) and, if a model took
  part, the version of the model.

The points are an expert's judgement to start from, not fitted to data. A score ranks parties; it is not a probability.
Only the value of the line `default_probability`, if a model was trained, is a calibrated probability. A rule and a
measure may see the same weakness from two sides, such as guarantees above net assets; both lines then count.

`riskgraph demo` is the only command that trains a model, on its own fictional world. To train on other data, call the
Python function `riskgraph.training.train_on_graph`. `riskgraph score` uses the model trained last in the data
directory. Without a model, or without the extra `gnn`, scores have no line `default_probability` and no points for it.

The network reads each party's own figures and its place in the network. This choice was made by log loss on the
validation day of the fictional world (2021-12-31, 28 defaults of 672 companies, mean of 3 seeds): 0.1604, against
0.1612 for own figures alone, 0.1641 for own figures, place and typed degrees, and 0.1654 for own figures and degrees.
The ranges of the seeds of the first two overlap. `python benchmarks/features_on_world.py` repeats the measurement.

## Grades
"""

RULES = """
## Rules

{why}
A rule needs no entry here: its hits count by its severity, unless the policy sets its points under `rules.own`.

| severity | points |
|---|---:|
"""

GRADING = """
- **Without a published balance sheet** a company scores at most {ceiling.highest:g}; the line `without_accounts` takes
  away the rest. {ceiling.why}
- **No grade** with the registered status {statuses}: the score is kept, the grade is empty and a note gives the status.
  {ungraded.why}
- **No grade for a natural person or a public body.** The scale is for companies: accounts and age, on which
  most points rest, do not apply to a person. `riskgraph score` without names scores companies only. For a person named
  to it, it adds up the lines that apply, such as loans in default, as a list of measures: the grade is empty and the
  note `no_grade_for_kind` says so.
- **No grade without any known line.** Unknown is not zero and no merit: a company none of whose lines has a known value
  has an empty grade and the note `nothing_to_grade`. A forecast by the model alone is no known line.
"""

ASSUMPTIONS = """
## Assumptions of the measures

| assumption | value |
|---|---:|
"""

CHANGE = """
## How to change it

To change points, grades or assumptions, edit `models/policy.yml` and rewrite this page:

```sh
python -c "from riskgraph.models import policy
from riskgraph.models.score import docs
docs.write_page(policy.read_policy())"
```

To add a signal, add a `Measure` to a file under `models/measures/` and its entry to the policy. A signal without an
entry is an error, and so is an entry without a signal.
"""


def write_scoring(policy: Policy) -> str:
    """Write the text of the page."""
    lost = -sum(policy.scale(measure.code).unknown for measure in list_measures() if measure.kind is SignalKind.ABILITY)
    settings = policy.model_dump(include={"lowest", "highest", "base", "reasons"})
    parts = [HEAD.format(**settings, lost=lost, grade=policy.grade(policy.base - lost))]
    parts.append("\n| grade | from |\n|---|---:|\n")
    parts.extend(f"| {band.grade} | {band.lowest:g} |\n" for band in policy.bands)
    parts.append(
        GRADING.format(
            ceiling=policy.without_accounts, ungraded=policy.ungraded, statuses=", ".join(policy.ungraded.statuses)
        )
    )
    parts.append(RULES.format(why=policy.rules.why))
    parts.extend(f"| {severity} | {points:+g} |\n" for severity, points in policy.rules.severities.items())
    repeats = ", ".join(f"{factor:.0%}" for factor in policy.rules.repeats)
    parts.append(f"\nThe hits of one rule count {repeats} in turn; further hits are listed without points.\n")
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
