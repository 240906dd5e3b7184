"""A document: its text, and the spans in it that name a party."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ...errors import NotFoundError
from ..engine.statements import read_statement
from ..engine.store import Row, Transaction
from ..time_point import TimePoint
from .ties import PARTY, NodeView, TieView, read_tie


@dataclass(frozen=True, slots=True)
class MentionView:
    """A party and where the document names it."""

    party: NodeView
    tie: TieView


@dataclass(frozen=True, slots=True)
class MentionPlace:
    """A mention's place in the order of a document's mentions; the next page begins after it."""

    after_place: int = -2
    after_party: str = ""
    after_detail: str = ""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document and a page of its mentions in the order of the text; `last` is set when more follow."""

    properties: Mapping[str, Any]
    mentions: tuple[MentionView, ...]
    last: MentionPlace | None


async def read_document(
    transaction: Transaction, id_: str, time_point: TimePoint, after: MentionPlace, limit: int
) -> DocumentView:
    """Return a document; raise NotFoundError if it is not in the graph."""
    found = await transaction.run(read_statement("read/documents/document"), {"id": id_})
    if not found:
        raise NotFoundError(f"no document with the id {id_[:80]!r} is in the graph")
    page = {"id": id_, "limit": limit + 1, **asdict(after), **time_point.parameters}
    rows = await transaction.run(read_statement("read/documents/document_mentions"), page)
    properties = {name: value for name, value in found[0]["document"].items() if name != "change"}
    mentions = tuple(read_mention(id_, row) for row in rows[:limit])
    return DocumentView(properties, mentions, read_place(rows[limit - 1]) if len(rows) > limit else None)


def read_mention(document: str, row: Row) -> MentionView:
    """Turn one row into a mention."""
    party = NodeView(row["id"], PARTY, row["kind"], row["name"])
    return MentionView(party, read_tie("MENTIONED_IN", row["id"], document, row["tie"]))


def read_place(row: Row) -> MentionPlace:
    """Return the place of a mention in the order."""
    return MentionPlace(row["place"], row["id"], row["detail"])
