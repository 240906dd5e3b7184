"""The page of one party for the terminal; the same content as JSON for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from ..answers.view import FullView
from ..graph.read.controlled_companies import ControlledView
from ..graph.rules.rule_header import SEVERITIES
from ..graph.rules.sentences import Language, write_circle
from ..models.control.controllers import ControlBasis
from ..models.score.table import ScoreLine, ScoreTable
from .page_facts import show_facts
from .page_owners import BASES, show_controller, show_owners
from .report import (
    FEW,
    LONGEST_LIST,
    console,
    count_of,
    cut,
    make_table,
    print_json,
    say,
    say_first,
    say_more,
    write_grades,
    write_number,
)
from .words import write_event, write_word

if TYPE_CHECKING:
    from ..models.score.scored import Scored

BOTH = (Language.EN, Language.ZH)
EVIDENCE_SHOWN = 3  # keys under a line of the score


def show_page(view: FullView, as_json: bool) -> None:
    """Print everything known about a party."""
    if as_json:
        print_json(page_as_json(view))
        return
    show_identity(view)
    show_owners(view)
    for controller in view.controllers:
        show_controller(controller, view.names)
    for note in view.doubts:
        say(f"NOTE 提示: {note}")
    show_controls(view)
    show_facts(view.party, view.in_default)
    show_findings(view)
    if view.score and view.party.score:
        show_score(view.score)
        show_days(view.party.score)
    else:
        say(f"\nno score is stored; riskgraph score {view.party.id} --as-of {view.time_point.as_of} makes one")
    if view.cuts:
        say("\nNOT COMPLETE / 不完整: what is missing may matter")
    for note in view.notes:
        say(f"NOTE 提示: {note}")


def page_as_json(view: FullView) -> dict[str, Any]:
    """Give the page for programs."""
    notes = [*view.doubts, *view.notes, *filter(None, [view.controls_note, view.rules_note])]
    return {
        "meta": {
            "as_of": view.time_point.as_of, "as_known": view.time_point.as_known,
            "engine": view.engine, "complete": not view.cuts, "cut_by": sorted(view.cuts), "notes": notes,
        },
        "party": asdict(view.party), "owners": asdict(view.owned) if view.owned else None,
        "controllers": [asdict(item) for item in view.controllers], "names": view.names,
        "in_default": {id_: asdict(default) for id_, default in view.in_default.items()}, "score": score_as_json(view),
    }  # fmt: skip


def score_as_json(view: FullView) -> dict[str, Any] | None:
    """Give the table of the score with its days, and the note when it is older than the question."""
    if view.score is None or view.party.score is None:
        return None
    return {**asdict(view.score), **{name: view.party.score[name] for name in ("as_of", "scored_on", "note")}}


def show_scores(scored: "Scored", as_json: bool) -> None:
    """Print the tables of the parties asked for, or how many have which grade."""
    if as_json:
        tables = [{"party": item.party, **asdict(item.table)} for item in scored.assessments]
        print_json({**asdict(scored), "assessments": tables})
        return
    for item in scored.assessments:
        say(f"\n{item.party}")
        show_score(item.table)
    say(write_grades(scored.grades))
    if scored.incomplete:
        say(f"NOT COMPLETE / 不完整: these rules did not run to their end: {', '.join(scored.incomplete)}")
    say(
        f"as of {scored.as_of}, {count_of(scored.findings, 'finding')}, policy {scored.policy_version}, "
        f"graph network {scored.model_version or 'none'}"
    )


def show_identity(view: FullView) -> None:
    """Print who the party is and who says so."""
    party = view.party
    console.print(
        f"[bold]{escape(party.name)}[/bold]  {escape(party.id)}  ({party.kind}, as of {view.time_point.as_of})"
    )
    others = [name for name in party.names if name != party.name]
    if others:
        say(f"  also {cut(others)}")
    if party.identifiers:
        say(f"  {cut(party.identifiers)}")
    shown = {
        name: value for name, value in party.properties.items() if name not in ("record", "source", "described_at")
    }
    if shown:
        say("  " + "; ".join(f"{name.replace('_', ' ')} {write_property(value)}" for name, value in shown.items()))
    sources = sorted({record.source for record in party.records})
    say(f"  {count_of(len(party.records), 'record')} by {', '.join(sources)}")


def write_property(value: object) -> str:
    """Write a property of a party as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return write_number(value) if isinstance(value, float) else str(value)


def show_controls(view: FullView) -> None:
    """Print the companies that the party controls, as derived for the day, with basis, votes and records."""
    say("\nControls / 控制的企业")
    if view.controls_note:
        say(f"  {view.controls_note}")
    elif not view.party.controls:
        say(f"  none, as derived for {view.time_point.as_of} / 无（按{view.time_point.as_of}推算）")
    say_first([describe_controlled(item) for item in view.party.controls], LONGEST_LIST)


def describe_controlled(item: ControlledView) -> str:
    """Say of a controlled company how many of its votes are held, on what control rests, for which day, and records."""
    basis, english, chinese = BASES[ControlBasis(item.basis)], *(write_circle(item.through, each) for each in BOTH)
    circle = "" if item.alone else f", with its circle{english} / 与亲属或一致行动人共同控制{chinese}"
    votes = "votes unknown / 表决权未知" if item.votes is None else f"{item.votes:.2%} of the votes"
    name, records = item.company.name or item.company.id, cut(item.records, EVIDENCE_SHOWN)
    return f"{name} ({item.company.id}), {basis}{circle}, {votes}, as of {item.as_of}  [{records}]"


def show_findings(view: FullView) -> None:
    """Print what the rules found, in both languages, with the path and the records behind it, and what texts say."""
    say("\nFindings / 发现")
    if view.rules_note:
        say(f"  {view.rules_note}")
    findings = sorted(view.party.findings, key=lambda finding: -SEVERITIES.index(finding["severity"]))
    for finding in findings[:LONGEST_LIST]:
        evidence = finding["evidence"]
        say(f"  [{write_word(finding['severity'])}] {finding['title_en']}")
        say(f"         {finding['title_zh']}")
        say(f"         rule {finding['rule']}, as of {finding['as_of']}: {' - '.join(evidence.get('path', ()))}")
        say(f"         records: {cut(evidence.get('records', ()))}")
    say_more(len(findings) - LONGEST_LIST)
    sentences = list(quote_sentences(view))
    if sentences:
        say("\nIn documents / 文件摘录")
    say_first(sentences, FEW)


def quote_sentences(view: FullView) -> Iterator[str]:
    """Give the sentences of documents that tell of an event, each once, with event, role, document and sentence."""
    met = set()
    for fact in view.party.facts.get("mentions", ()):
        told = fact.tie.properties
        if told.get("event") and told.get("sentence") not in met:
            met.add(told.get("sentence"))
            event, role = write_event(told["event"]), write_word(told.get("role") or "named")
            yield f"{event} ({role}): {told['sentence']}  [{fact.tie.end}]"


def show_score(table: ScoreTable) -> None:
    """Print a score as the table of signals that adds up to it."""
    policy = f"the lines add up to it (policy {table.policy_version})"
    say(f"\nScore / 评分 {table.value:z.1f}, grade / 等级 {table.grade}; {policy}")
    unknown = [line.contribution for line in table.lines if line.unknown]
    if unknown:
        say(f"  not known / 未知: {len(unknown)} of {len(table.lines)} lines, {sum(unknown):+z.1f} points in all")
    grid = make_table("points\n分值", "signal\n信号", "because\n原因")
    shown = [line for line in table.lines if abs(line.contribution) >= 0.05 or line.code in table.reasons]
    for line in sorted(shown, key=lambda line: line.contribution):
        grid.add_row(f"{line.contribution:+z.1f}", line.code, "\n".join(explain_line(line)))
    rest = sum(line.contribution for line in table.lines if line not in shown)
    add_rest(grid, len(table.lines) - len(shown), rest)
    console.print(grid)
    say(f"reasons / 主要原因: {', '.join(table.reasons) or 'none'}")


def explain_line(line: ScoreLine) -> Iterator[str]:
    """Give the sentences of a line and the first keys of its evidence, those of records before bare ids."""
    yield escape(line.sentence_en)
    yield escape(line.sentence_zh)
    if line.evidence:
        keys = sorted(line.evidence, key=lambda key: "|" not in key)
        yield f"[dim]{escape(f'[{cut(keys, EVIDENCE_SHOWN)}]')}[/dim]"


def show_days(stored: Mapping[str, Any]) -> None:
    """Print for which day a stored score holds, when it was made, and that it is older than the question if it is."""
    say(f"holds for {stored['as_of']}, made on {stored['scored_on']}")
    if stored["note"]:
        say(f"NOTE 提示: {stored['note']}")


def add_rest(grid: Table, count: int, points: float) -> None:
    """Add the line that stands for what is too small to show."""
    if count:
        grid.add_row(f"{points:+z.1f}", f"{count} more", "smaller than 0.05 points each\n每项小于 0.05 分")
