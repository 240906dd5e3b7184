"""The commands that list what the rules found and what has changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from ..answers.defaults import LONG_PAGE, MOST_ITEMS
from .arguments import Json, read_day, read_settings

if TYPE_CHECKING:
    from ..answers.answer import Answer
    from ..answers.changes.changes import ChangesPage, ChangesQuestion
    from ..answers.findings import FindingsQuestion, FoundPage
    from ..settings import Settings

Party = Annotated[str | None, typer.Option(metavar="PARTY", help="Only those of this party, named as for `show`.")]
Limit = Annotated[int, typer.Option(min=1, max=MOST_ITEMS, help="Most lines on a page.")]
After = Annotated[str | None, typer.Option(metavar="WORD", help="The page after the one that named this word.")]
Whole = Annotated[bool, typer.Option("--all", help="Print the list to its end.")]


def findings(
    rule: Annotated[list[str] | None, typer.Option(help="Only this rule; several times for several.")] = None,
    severity: Annotated[list[str] | None, typer.Option(help="high, medium or low; several times for several.")] = None,
    party: Party = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only those found on this day or later.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Of the last run of each rule up to this day; today if not given."),
    ] = None,
    limit: Limit = LONG_PAGE,
    after: After = None,
    whole: Whole = False,
    as_json: Json = False,
) -> None:
    """List what the rules found, worst first, with the records that each finding rests on."""
    from ..answers.findings import FindingsQuestion, choose_severities, read_place
    from ..terminal.lists.findings import show_findings

    question = FindingsQuestion(
        rules=tuple(rule) if rule else None, severities=choose_severities(severity), party=party,
        since=read_day(since) if since else None, as_of=read_day(as_of) if as_of else None,
        after=read_place(after), limit=limit,
    )  # fmt: skip
    show_findings(ask_findings(read_settings(), question, whole=whole), as_json)


def ask_findings(settings: "Settings", question: "FindingsQuestion", *, whole: bool) -> "Answer[FoundPage]":
    """Return a page of findings, or with `whole` all that follow its beginning."""
    from ..answers.access.graph_access import ask
    from ..answers.findings import answer_all_findings, answer_findings
    from ..pipeline import open_graph

    answer = answer_all_findings if whole else answer_findings
    with open_graph(settings) as store:
        return ask(store, lambda access: answer(access, question))


def changes(
    since: Annotated[str, typer.Option(metavar="DATE", help="First day of the changes.")],
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of them; today if not given.")] = None,
    party: Party = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only changes of this kind, such as tie_new; several times for several.")
    ] = None,
    limit: Limit = LONG_PAGE,
    after: After = None,
    whole: Whole = False,
    as_json: Json = False,
) -> None:
    """List what changed in the books since a day, worst first: ties, controllers, findings, grades, loans, cases."""
    from ..answers.changes.changes import ChangesQuestion, choose_kinds, read_place
    from ..terminal.lists.changes import show_changes

    question = ChangesQuestion(
        since=read_day(since), until=read_day(until) if until else None, party=party,
        kinds=choose_kinds(kind), after=read_place(after), limit=limit,
    )  # fmt: skip
    show_changes(ask_changes(read_settings(), question, whole=whole), as_json)


def ask_changes(settings: "Settings", question: "ChangesQuestion", *, whole: bool) -> "Answer[ChangesPage]":
    """Return a page of changes, or with `whole` all that follow its beginning."""
    from ..answers.access.graph_access import ask
    from ..answers.changes.changes import answer_all_changes, answer_changes
    from ..pipeline import open_graph

    answer = answer_all_changes if whole else answer_changes
    with open_graph(settings) as store:
        return ask(store, lambda access: answer(access, question))
