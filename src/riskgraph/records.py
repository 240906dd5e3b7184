"""What `riskgraph show` opens that is no party: a record by its key, and what else has an id."""

from .errors import NotFoundError
from .pipeline import open_graph
from .settings import Settings


def show_by_id(settings: Settings, words: str, unknown_party: NotFoundError, *, as_json: bool) -> None:
    """Print what has this key or id; raise the error of the unknown party if nothing has it."""
    from .answers.access.graph_access import ask
    from .answers.records.records import answer_record
    from .terminal.records import show_record

    if "|" not in words:
        raise unknown_party
    with open_graph(settings) as store:
        answer = ask(store, lambda access: answer_record(access, words))
    show_record(answer, as_json)
