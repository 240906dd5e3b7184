"""What `riskgraph show` opens that is no party: a record by its key, and what else has an id."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import NotFoundError
from ..graph.schema.graph_model import relationship_types
from ..pipeline import open_graph
from ..settings import Settings
from .versions import show_version

if TYPE_CHECKING:  # what a command needs of these is imported when it runs
    from ..graph.read.records.lookup import IdKind

SEPARATOR = "|"  # in every key of a record
MOST_MENTIONS = 1000  # of a document, in its JSON; the route has pages
Opener: TypeAlias = tuple[Callable[..., Any], Callable[[Any, bool], None]]  # a question and its printer


def show_by_id(settings: Settings, words: str, unknown_party: NotFoundError, *, as_json: bool) -> None:
    """Print what has this key or id; raise the error of the unknown party if nothing has it."""
    from ..answers.access.graph_access import ask
    from ..graph.read.records.lookup import find_kinds

    if show_version(settings, words, as_json=as_json):
        return
    with open_graph(settings) as store:
        kinds = ask(store, lambda access: access.read(lambda tx: find_kinds(tx, words)))
        opener = choose_opener(words, kinds)
        if opener is None:
            raise unknown_party
        question, show = opener
        answer = ask(store, lambda access: question(access, words))
    show(answer, as_json)


def choose_opener(words: str, kinds: "list[IdKind]") -> Opener | None:
    """Choose how to ask for what has an id, and how to print it; None for what cannot be a key."""
    from ..answers.records.records import answer_record
    from ..answers.records.things import answer_relationships
    from ..terminal.by_id.records import show_record
    from ..terminal.by_id.things import show_relationships

    openers = list_openers()
    if found := next((openers[kind] for kind in kinds if kind in openers), None):
        return found
    if words.partition(SEPARATOR)[0] in relationship_types():
        return answer_relationships, show_relationships
    return (answer_record, show_record) if SEPARATOR in words or kinds else None


def list_openers() -> "Mapping[IdKind, Opener]":
    """List how each kind is asked for and printed."""
    from ..answers.documents import answer_document
    from ..answers.records.finding import answer_finding
    from ..answers.records.records import answer_record
    from ..answers.records.things import answer_thing
    from ..graph.read.document import MentionPlace
    from ..graph.read.records.lookup import IdKind
    from ..graph.time_point import TimePoint
    from ..terminal.by_id.documents import show_document
    from ..terminal.by_id.finding import show_finding
    from ..terminal.by_id.records import show_record
    from ..terminal.by_id.things import show_thing

    document = partial(answer_document, time_point=TimePoint(), after=MentionPlace(), limit=MOST_MENTIONS)
    return {
        IdKind.RECORD: (answer_record, show_record),
        IdKind.FACILITY: (partial(answer_thing, label="Facility"), show_thing),
        IdKind.LAWSUIT: (partial(answer_thing, label="Lawsuit"), show_thing),
        IdKind.FIGURE: (partial(answer_thing, label="Indicator"), show_thing),
        IdKind.DOCUMENT: (document, show_document),
        IdKind.FINDING: (answer_finding, show_finding),
    }
