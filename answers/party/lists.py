"""Answer with a page of one list of a party, and with lists as a whole."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from ...errors import NotFoundError, UsageError
from ...graph.read.party.controlled_companies import ControlledView
from ...graph.read.party.lists import AS_KNOWN, ListPage, Place, list_first_places, read_list
from ...graph.read.party.party import GROUPS, LISTS, Fact, LawsuitView, PartyView, RecordView, group_figures
from ...graph.read.party.superseded import Superseded
from ...graph.read.party.things_as_known import NOTHING_BEFORE, ThingsBefore
from ...graph.read.ties import NodeView
from ...graph.time_point import TimePoint
from ...graph.truncation import Truncation
from ...models.control.controlled import describe_controlled
from ..access.graph_access import GraphAccess, find_by_words
from ..answer import Answer, finish_answer
from ..fetch.differing_things import note_differing_things
from ..fetch.persons_with_holders import fetch_persons_with_holders
from ..fetch.superseded import fetch_superseded_of, list_parties
from ..notes import Note
from ..notes.conflicts import explain_superseded
from ..notes.ownership.control import explain_controlled
from ..notes.ownership.derived_control import explain_controls
from ..notes.rules import explain_lenders
from ..paging import read_cursor, write_cursor
from .lenders import mark_lenders
from .others_as_known import name_others
from .overheld_companies import HOLDINGS, note_overheld_companies
from .possible_control import note_possible_control
from .things_before import fetch_things_before

MOST_ITEMS = 1000  # most items of a page; a whole list is read in pages of so many


async def answer_party_list(
    access: GraphAccess, party: str, name: str, time_point: TimePoint, after: str | None, limit: int
) -> Answer[ListPage]:
    """Answer with the page of a list of the party with this id, identifier or exact name that follows a word."""
    place = read_place(name, after)
    page = await find_by_words(access, lambda id_: fetch_page(access, name, time_point, place, limit, id_), party)
    seen, cuts = len(page.items), {*page.cuts, *([Truncation.LIMIT] if page.last else [])}
    if isinstance(next(iter(page.items), None), Fact):
        facts = await name_others(access, {name: page.items}, time_point, cuts)
        page = replace(page, items=facts[name])
    superseded = await fetch_superseded_of_list(access, page, name, time_point, cuts) if after is None else []
    notes = await note_list(access, page, name, time_point, cuts)
    if after is None:
        notes += await note_differing_things(access, page.party.id, [name], time_point, cuts)
    doubtful = await fetch_persons_with_holders(access, list_below(name, page.items), time_point, cuts)
    named = [*list_named(page.items), *list_parties(superseded), *doubtful.named]
    page = replace(page, items=describe_items(name, page.items, access.settings.own_lenders))
    return await finish_answer(
        access, page, time_point,
        nodes=1 + seen, relationships=seen, cuts=cuts, parties=[page.party.id], named=named,
        notes=(
            *doubtful.notes,
            *explain_superseded(superseded),
            *notes,
        ),
        recorded=list_recorded(page),
    )  # fmt: skip


async def fetch_superseded_of_list(
    access: GraphAccess, page: ListPage, name: str, time_point: TimePoint, cuts: set[Truncation]
) -> list[Superseded]:
    """Fetch what does not count, for a list of holdings or of control; only the first page of a list names it."""
    if name not in ("controls", *GROUPS["OWNS"], *GROUPS["RELATED_TO"]):
        return []
    return await fetch_superseded_of(access, page.party, time_point, cuts)


async def note_list(
    access: GraphAccess, page: ListPage, name: str, time_point: TimePoint, cuts: set[Truncation]
) -> list[Note]:
    """Return the notes on holdings, control and findings that the party's own page has on the items of a page."""
    if name == HOLDINGS:
        overheld = await note_overheld_companies(access, page.party, page.items, time_point, cuts)
        return [*overheld, *await note_possible_control(access, page.party, page.items, time_point, cuts)]
    if name == "findings":
        return explain_lenders(page.items, access.settings.own_lenders)
    state = page.controls
    if state is None:
        return []
    aged = explain_controls(state.as_of, time_point, state.change, state.graph_change)
    return [*aged, *explain_controlled(page.party, page.items)]


def list_below(name: str, items: Iterable[Any]) -> Iterator[NodeView]:
    """List what a party holds or controls, as items of a list have it."""
    for item in items:
        if isinstance(item, ControlledView):
            yield item.company
        elif name == HOLDINGS:
            yield item.other


def list_named(items: Iterable[Any]) -> Iterator[str]:
    """List the parties that items of a list, and the notes on them, name."""
    for item in items:
        if isinstance(item, Fact):
            yield item.other.id
        elif isinstance(item, ControlledView):
            yield item.company.id
            yield from (party.id for party in (*item.jointly_with, *(one.party for one in item.named)))


def list_recorded(page: ListPage) -> Iterator[tuple[str, date | None]]:
    """List the records of the items of a page, each with the day of its recording, where it is stored with the item."""
    for item in page.items:
        if isinstance(item, RecordView):
            yield item.key, item.recorded_at
        elif isinstance(item, Fact | LawsuitView):
            yield item.tie.record, item.tie.recorded_at


async def fetch_page(
    access: GraphAccess, name: str, time_point: TimePoint, place: Place, limit: int, party: str
) -> ListPage:
    """Fetch a page of a list of the party with an id."""
    before = await fetch_before(access, party, name, time_point)
    return await access.read(lambda tx: read_list(tx, party, name, time_point, place, limit, before))


def describe_items(name: str, items: Sequence[Any], own_lenders: Collection[str]) -> tuple[Any, ...]:
    """Write the items of a list as a party's page has them."""
    match name:
        case "controls":
            return tuple(map(describe_controlled, items))
        case "facilities":
            return mark_lenders(items, own_lenders)
    return tuple(items)


async def fetch_before(access: GraphAccess, party: str, name: str, time_point: TimePoint) -> ThingsBefore:
    """Fetch what was known as the party's before, for a list that may hold it."""
    return await fetch_things_before(access, party, time_point) if name in AS_KNOWN else NOTHING_BEFORE


async def complete_lists(access: GraphAccess, view: PartyView, time_point: TimePoint) -> PartyView:
    """Read the lists of a view that are longer than it shows, or may be, to their ends."""
    groups = {name for names in GROUPS.values() for name in names}
    longer = dict.fromkeys((*view.cut_lists, *(sorted(groups) if view.ties_cut else ())))
    pages = {name: await fetch_list(access, view.id, name, time_point) for name in longer}
    whole = {name: page.items for name, page in pages.items() if page.items}
    shown: dict[str, Any] = {name: items for name, items in whole.items() if name not in groups}
    if "indicators" in shown:
        shown["indicators"] = group_figures(shown["indicators"])
    facts = {**view.facts, **{name: items for name, items in whole.items() if name in groups}}
    cuts = view.lasting_cuts.union(*(page.cuts for page in pages.values()))
    return replace(view, **shown, facts=facts, cuts=cuts, lasting_cuts=cuts, ties_cut=False, cut_lists=())


async def fetch_list(access: GraphAccess, party: str, name: str, time_point: TimePoint) -> ListPage:
    """Fetch every item of a list, page by page, as one page."""
    before = await fetch_before(access, party, name, time_point)
    items, cuts, place = list[Any](), set[Truncation](), list_first_places()[name]
    while True:
        page = await access.read(
            partial(
                read_list, party=party, name=name, time_point=time_point, place=place, limit=MOST_ITEMS, before=before
            )
        )
        items.extend(page.items)
        cuts |= page.cuts
        if page.last is None:
            return replace(page, items=tuple(items), cuts=frozenset(cuts))
        place = page.last


def read_place(name: str, word: str | None) -> Place:
    """Read where a page of a list begins from the word that the page before ended with; None for the first page.

    Raises NotFoundError for a list that parties do not have, UsageError for a word that was not given out for it.
    """
    if name not in LISTS:
        raise NotFoundError(f"a party has no list {name[:40]!r}; the lists are: {', '.join(LISTS)}")
    first = list_first_places()[name]
    if word is None:
        return first
    parts = read_cursor(word, tuple(float if isinstance(value, float) else str for value in first.values()))
    try:
        values = [
            date.fromisoformat(str(part)) if isinstance(value, date) else part
            for value, part in zip(first.values(), parts, strict=True)
        ]
    except ValueError as error:
        raise UsageError("`after` is not the `next` of an earlier answer") from error
    return dict(zip(first, values, strict=True))


def write_place(place: Place | None) -> str | None:
    """Write the place of the last item of a page as a word; None where no page follows."""
    if place is None:
        return None
    return write_cursor([value.isoformat() if isinstance(value, date) else value for value in place.values()])
