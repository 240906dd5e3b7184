"""The page that describes the rules, written from their headers."""

from collections.abc import Iterator

from .rule_files import Rule, find_rules

HEAD = """# The rules

Generated from the headers of `cypher/rules`; `python -m riskgraph.graph.rules.docs > docs/rules.md` writes it.

A rule is one file under `cypher/rules/FAMILY/`: a header that states what the rule finds, why it matters, which lawful
explanation a careful officer would accept and what the rule cannot see, and one Cypher statement that runs unchanged on
both engines. Rules share [fragments](fragments.md). Where a pattern is not enough, the header names an algorithm of
`models/` and the statements it reads. `riskgraph rules show ID` prints a rule with all the Cypher it runs.
[Adding one](../CONTRIBUTING.md#add-a-rule-one-file) takes about ten lines.
[A benchmark](../benchmarks/rules_on_world.md) measures how well the rules find the schemes planted in the
[demo world](world.md).

`riskgraph find` runs all rules for one day. A hit becomes a `Finding` with a sentence in Chinese and English, its row,
the keys of the records behind it, and `CONCERNS` relationships to the parties. Running a rule again for the same day
replaces its earlier findings for that day. A finding counts against the score of the parties that the rule burdens,
which its columns name; other parties (a lender, a party that was deceived) are not affected.

**Time.** A tie counts if it was valid on the day asked for (`valid_from`, `valid_to`), is current in our books
(`known_to IS NULL`) and has not been retracted.

**Amounts.** Several sources on the same pair count once: the ties of each source are added up, and the source that
reports most counts. Only amounts in one currency are added or compared, and a sentence names the currency unless it is
CNY; an amount without a currency counts as CNY. A sum is in the most common currency of its parts, CNY in a tie.

**Control** is not written in Cypher. Whether a party controls a company depends on sums over everything the party
already controls, to any depth; a bounded pattern would be wrong beyond its bound, in every rule that copied it. A rule
that needs control therefore reads `CONTROLS` relationships, which `models/control` derives beforehand for the day asked
for: votes strictly above half, summed over everything the controller controls, and control that a source states
outright; several controllers in one source control jointly. Each has `basis` (votes, stated or joint), `alone`
(the party controls without others), `circle` (those who hold together: spouses, parents and children, nominees and
their principals, parties acting in concert), `top` (no party outside controls the circle), `top_alone` (no party
controls the party), and `through` (the kinds of tie within the circle that it rests on, with their lowest confidence;
empty where shareholdings alone suffice). A finding that rests on a circle says so in its sentence and cites those ties;
where shareholdings suffice, it names only the holder. A lawful explanation rests only on control that is openly visible
(`alone`); a suspicion may rest on the circle. Brothers and sisters are not counted as one circle: grown siblings often
run separate businesses.
"""


def describe_rules() -> str:
    """Build the page."""
    return "\n".join([HEAD, *list_rules(), *describe_families()])


def list_rules() -> Iterator[str]:
    """Return the table of all rules."""
    yield "| rule | what it finds | severity |\n|---|---|---|"
    for rule in find_rules().values():
        yield f"| [`{rule.id}`](#{rule.id}) | {rule.title} | {rule.severity} |"
    yield ""


def describe_families() -> Iterator[str]:
    """Return the sections of all rules, family by family."""
    family = ""
    for rule in find_rules().values():
        if rule.family != family:
            family = rule.family
            yield f"## {family.replace('_', ' ').capitalize()}\n"
        yield from describe_rule(rule)


def describe_rule(rule: Rule) -> Iterator[str]:
    """Return the section of one rule."""
    needs = f" · needs {', '.join(rule.needs)}" if rule.needs else ""
    yield f"### `{rule.id}`\n\n**{rule.title}** · {rule.title_zh}\n"
    key = ", ".join(f"`{name}`" for name in rule.key)
    burdened = ", ".join(f"`{name}`" for name in rule.burdens)
    yield f"Severity {rule.severity} · {rule.status}{needs} · one finding per {key}, which burdens {burdened}\n"
    yield f"- **Why it matters:** {rule.why}\n- **Innocent when:** {rule.innocent}\n- **Cannot see:** {rule.unseen}"
    if rule.algorithm:
        reads = ", ".join(f"`{name}`" for name in rule.reads)
        yield f"- **Computed by:** the algorithm `{rule.algorithm}` of `models/`, which reads {reads}"
    if rule.pages:
        yield f"- **Runs in pages of:** the starts that `{rule.pages}` lists"
    yield f"- **Reads as:** `{rule.sentence_en}` · `{rule.sentence_zh}`\n- **Source:** {rule.source}\n"
    yield from describe_thresholds(rule)


def describe_thresholds(rule: Rule) -> Iterator[str]:
    """Return the table of a rule's parameters."""
    if not rule.thresholds:
        return
    yield "| parameter | default | reason |\n|---|---:|---|"
    for threshold in rule.thresholds:
        yield f"| `{threshold.name}` | {threshold.value} | {threshold.reason} |"
    yield ""


if __name__ == "__main__":
    import sys

    sys.stdout.write(describe_rules())
