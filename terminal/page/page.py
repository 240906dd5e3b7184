"""The page of one party for the terminal."""

from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from ...answers.notes import Note, find_family, list_families
from ...answers.party.party import PartyPage
from ...answers.party.party_file import PartyFile
from ...graph.read.party.party import PartyView
from ...graph.rules.rule_header import SEVERITIES
from ...graph.rules.sentences import Language, write_circle
from ...graph.time_point import TimePoint
from ...ingest.records.words import PartyKind
from ...models.control.basis import ControlBasis
from ...models.control.controlled import ControlledCompany
from ...models.score.table import NOTHING_KNOWN, ScoreLine, ScoreTable
from ...models.wording import name_with_id
from ..envelope import NOT_COMPLETE, write_note
from ..grades import write_grades
from ..lists.printed_lists import FEW, LONGEST_LIST, join_first, print_first, print_rest, room_for, whole_lists
from ..printing import console, make_table, print_json, print_line
from ..words import write_event, write_word
from ..written_numbers import write_count, write_number
from .page_facts import show_facts
from .page_json import build_page_json
from .page_owners import show_owners, write_stated_share

if TYPE_CHECKING:
    from ...models.score.scored import ScoringResult

AT_OWNERS = ("contradictions", "control", "owners", "regimes")  # families of notes printed below the owners
BOTH = (Language.EN, Language.ZH)
UNGRADED = {
    PartyKind.PERSON: "a natural person; the scale is for companies / 自然人；评分仅适用于企业",
    PartyKind.PUBLIC_BODY: "a public body; the scale is for companies / 公共机构；评分仅适用于企业",
    NOTHING_KNOWN: "nothing known that counts / 无可计入的已知信息",
}
EVIDENCE_SHOWN = 3  # keys under a line of the score
# what derived control rests on
DERIVED = {
    ControlBasis.VOTES: "derived from votes / 依表决权推算",
    ControlBasis.STATED: "derived from a source's statement / 据来源陈述推算",
    ControlBasis.JOINT: "derived from a statement of joint control / 据来源所述共同控制推算",
}


def show_page(file: PartyFile, as_json: bool, *, whole: bool = False) -> None:
    """Print everything known about a party; with `whole` every list to its end."""
    if as_json:
        print_json(build_page_json(file))
        return
    with whole_lists(whole):
        show_parts(file)


def show_parts(file: PartyFile) -> None:
    """Print the parts of the page, one after the other."""
    page = file.party.content
    show_identity(page.view, file.party.time_point)
    show_owners(file)
    show_notes(file, AT_OWNERS)
    show_controls(file)
    show_facts(page.view, page.in_default)
    show_findings(file)
    if file.score and page.view.score:
        show_score(file.score)
        show_days(page)
    else:
        show_no_score(page.view, file.party.time_point)
    if file.cuts:
        print_line(NOT_COMPLETE)
    printed = {*AT_OWNERS, "derived_control", "rules"}
    show_notes(file, list_families().keys() - printed)


def show_no_score(party: PartyView, time_point: TimePoint) -> None:
    """Print how to compute the score of a company; for a person or a public body, that the scale is not for it.

    As known on an earlier day a note says why there is none.
    """
    if party.kind == PartyKind.COMPANY and time_point.as_known is not None:
        print_line("\nno score / 无评分")
    elif party.kind == PartyKind.COMPANY:
        command = f"riskgraph score {party.id} --as-of {time_point.as_of}"
        print_line(f"\nno score is stored; compute it / 未存评分，可计算: {command}")
    else:
        print_line("\nno score: scores and grades are for companies / 无评分：评分及等级仅适用于企业")


def show_notes(file: PartyFile, families: Collection[str]) -> None:
    """Print the notes of some families."""
    for note in list_notes(file, families):
        print_line(f"NOTE 提示: {write_note(note)}")


def list_notes(file: PartyFile, families: Collection[str]) -> list[Note]:
    """Return the notes of some families."""
    return [note for note in file.notes if find_family(note) in families]


def show_scores(scored: "ScoringResult", as_json: bool) -> None:
    """Print the tables of the requested parties, or the number of companies per grade."""
    if as_json:
        tables = [{"party": item.party, **asdict(item.table)} for item in scored.assessments]
        print_json({**asdict(scored), "assessments": tables})
        return
    for item in scored.assessments:
        print_line(f"\n{item.party}")
        show_score(item.table)
    print_line(write_grades(scored.grades))
    if scored.incomplete:
        print_line(f"NOT COMPLETE / 不完整: these rules did not run to their end: {', '.join(scored.incomplete)}")
    print_line(
        f"as of {scored.as_of}, {write_count(scored.findings, 'finding')}, policy {scored.policy_version}, "
        f"graph network {scored.model_version or 'none'}"
    )


def show_identity(party: PartyView, time_point: TimePoint) -> None:
    """Print who the party is and which sources describe it."""
    console.print(f"[bold]{escape(party.name)}[/bold]  {escape(party.id)}  ({party.kind}, as of {time_point.as_of})")
    others = [name for name in party.names if name != party.name]
    if others:
        print_line(f"  also {join_first(others)}")
    if party.identifiers:
        print_line(f"  {join_first(party.identifiers)}")
    shown = {
        name: value for name, value in party.properties.items() if name not in ("record", "source", "described_at")
    }
    if shown:
        print_line(
            "  " + "; ".join(f"{name.replace('_', ' ')} {write_property(value)}" for name, value in shown.items())
        )
    sources = sorted({record.source for record in party.records})
    print_line(f"  {write_count(len(party.records), 'record')} by {', '.join(sources)}")


def write_property(value: object) -> str:
    """Write a property of a party as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return write_number(value) if isinstance(value, float) else str(value)


def show_controls(file: PartyFile) -> None:
    """Print the companies that the party controls, as derived for the day, with basis, votes and records."""
    print_line("\nControls / 控制的企业")
    controls, view, day = file.party.content.controls, file.party.content.view, file.party.time_point.as_of
    for note in list_notes(file, ("derived_control",)):
        print_line(f"  {write_note(note)}")
    derived = view.controls_as_of == day and file.party.time_point.as_known is None
    if derived and controls and view.controls_change is not None:
        print_line(
            f"  derived from the graph as of change {view.controls_change} / 按第{view.controls_change}次变更时的图推算"
        )
    if derived and not controls:
        print_line(f"  none, as derived for {day} / 无（按{day}推算）")
    print_first([describe_controlled(item, view.id) for item in controls], LONGEST_LIST)


def describe_controlled(item: ControlledCompany, party: str) -> str:
    """Describe a controlled company: votes, what control rests on, who is named for it, the day, and the records."""
    basis, english, chinese = DERIVED[item.basis], *(write_circle(item.through, each) for each in BOTH)
    mates = " and ".join(name_with_id(mate.id, mate.name) for mate in item.jointly_with)
    jointly = f", jointly with {mates} / 与其共同控制" if mates else ""
    alone = item.alone or item.basis is ControlBasis.JOINT
    circle = "" if alone else f", with its circle{english} / 与亲属或一致行动人共同控制{chinese}"
    votes = write_votes(item.votes, exact=item.votes_exact)
    name, records = item.company.name or item.company.id, join_first(item.records, EVIDENCE_SHOWN)
    stated = write_stated_share(item.stated_share)
    control = f"{basis}{jointly}{circle}, {votes}{stated}{write_named(item, party)}"
    return f"{name} ({item.company.id}), {control}, as of {item.as_of}  [{records}]"


def write_votes(votes: float | None, *, exact: bool) -> str:
    """Write the votes of a controller, in both languages."""
    if votes is None:
        return "votes unknown / 表决权未知"
    if not exact:
        return f"at least {votes:.2%} of the votes / 至少占表决权{votes:.2%}"
    return f"{votes:.2%} of the votes / 表决权"


def write_named(item: ControlledCompany, party: str) -> str:
    """Write who is named as controller on the company's own page; nothing where the party is."""
    if not item.named or party in [one.id for one in item.named]:
        return ""
    names = " and ".join(name_with_id(one.id, one.name) for one in item.named)
    return f", its own page names {names} / 该公司页面所列控制人"


def show_findings(file: PartyFile) -> None:
    """Print what the rules found, in both languages, with the path and the records behind it, and what texts say."""
    print_line("\nFindings / 发现")
    for note in list_notes(file, ("rules",)):
        print_line(f"  {write_note(note)}")
    view = file.party.content.view
    findings = sorted(view.findings, key=lambda finding: -SEVERITIES.index(finding["severity"]))
    room = room_for(LONGEST_LIST)
    for finding in findings[:room]:
        evidence = finding["evidence"]
        print_line(f"  [{write_word(finding['severity'])}] {finding['title_en']}")
        print_line(f"         {finding['title_zh']}")
        print_line(f"         rule {finding['rule']}, as of {finding['as_of']}: {' - '.join(evidence.get('path', ()))}")
        print_line(f"         records: {join_first(evidence.get('records', ()))}")
    print_rest(len(findings) - room)
    sentences = list(quote_sentences(view))
    if sentences:
        print_line("\nIn documents / 文件摘录")
    print_first(sentences, FEW)


def quote_sentences(view: PartyView) -> Iterator[str]:
    """Return the sentences that report an event, each once, with event, role and document."""
    met = set()
    for fact in view.facts.get("mentions", ()):
        mention = fact.tie.properties
        if mention.get("event") and mention.get("sentence") not in met:
            met.add(mention.get("sentence"))
            event, role = write_event(mention["event"]), write_word(mention.get("role") or "named")
            yield f"{event} ({role}): {mention['sentence']}  [{fact.tie.end}]"


def show_score(table: ScoreTable) -> None:
    """Print a score as the table of signals that adds up to it."""
    policy = f"the lines add up to it (policy {table.policy_version})"
    print_line(f"\nScore / 评分 {table.value:z.1f}, {write_grade(table)}; {policy}")
    unknown = [line.contribution for line in table.lines if line.unknown]
    if unknown:
        print_line(
            f"  not known / 未知: {len(unknown)} of {len(table.lines)} lines, {sum(unknown):+z.1f} points in all"
        )
    grid = make_table("points\n分值", "signal\n信号", "because\n原因")
    shown = [line for line in table.lines if abs(line.contribution) >= 0.05 or line.code in table.reasons]
    for line in sorted(shown, key=lambda line: line.contribution):
        grid.add_row(f"{line.contribution:+z.1f}", line.code, "\n".join(explain_line(line)))
    rest = sum(line.contribution for line in table.lines if line not in shown)
    add_rest(grid, len(table.lines) - len(shown), rest)
    console.print(grid)
    print_line(f"reasons / 主要原因: {', '.join(table.reasons) or 'none'}")


def write_grade(table: ScoreTable) -> str:
    """Write the grade, or why there is none."""
    if table.grade is None:
        return f"no grade / 不评级 ({UNGRADED.get(table.ungraded or '') or write_word(table.ungraded or '')})"
    return f"grade / 等级 {table.grade}"


def explain_line(line: ScoreLine) -> Iterator[str]:
    """Return the sentences of a line and the first keys of its evidence, those of records before bare ids."""
    yield escape(line.sentence_en)
    yield escape(line.sentence_zh)
    if line.evidence:
        keys = sorted(line.evidence, key=lambda key: "|" not in key)
        yield f"[dim]{escape(f'[{join_first(keys, EVIDENCE_SHOWN)}]')}[/dim]"


def show_days(page: PartyPage) -> None:
    """Print the day of a stored score, when it was computed, and whether it predates the question."""
    stored = page.view.score.properties if page.view.score else {}
    valid, made = stored["as_of"], stored["scored_on"]
    print_line(f"valid for {valid}, computed on {made} / 截至{valid}，于{made}生成")
    if page.score_note:
        print_line(f"NOTE 提示: {write_note(page.score_note)}")


def add_rest(grid: Table, count: int, points: float) -> None:
    """Add one line for everything that is too small to show."""
    if count:
        grid.add_row(f"{points:+z.1f}", f"{count} more", "smaller than 0.05 points each\n每项小于 0.05 分")
