"""Answer what is known about one party."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from ...graph.read.party.loans_in_default import Default, read_defaults
from ...graph.read.party.party import PartyView, read_party
from ...graph.read.ties import PARTY, NodeView
from ...graph.time_point import TimePoint
from ...models.control.controlled import ControlledCompany, describe_controlled
from ..access.graph_access import GraphAccess, find_by_words
from ..answer import Answer, finish_answer
from ..fetch.differing_things import LABELS, note_differing_things
from ..fetch.persons_with_holders import fetch_persons_with_holders
from ..fetch.superseded import fetch_superseded_of, list_parties
from ..notes import Note
from ..notes.conflicts import explain_contradictions, explain_superseded
from ..notes.ownership.control import explain_controlled
from ..notes.ownership.derived_control import explain_controls
from ..notes.party import explain_party
from ..notes.rules import explain_age_of_runs, explain_lenders, explain_runs
from ..notes.score import explain_missing_score, explain_score_age
from .last_confirmed import fetch_last_confirmed
from .lenders import mark_lenders
from .lists import complete_lists, list_below, list_named
from .others_as_known import name_others
from .overheld_companies import HOLDINGS, note_overheld_companies
from .possible_control import note_possible_control
from .things_before import fetch_defaulted_before, fetch_things_before


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyPage:
    """Everything known about a party.

    `in_default` has, by id, those it trades with, lends to or guarantees, or who guarantee it, with a loan in default.
    `score_note` is set when the score predates the question.
    """

    view: PartyView
    controls: tuple[ControlledCompany, ...]
    in_default: Mapping[str, Default]
    score_note: Note | None


async def answer_party(
    access: GraphAccess, party: str, time_point: TimePoint, *, whole: bool = False
) -> Answer[PartyPage]:
    """Read everything known about the party with this id, identifier or exact name.

    Its lists are cut where they are long, and the view names those; with `whole` they are read to their ends.
    """
    view = await find_by_words(access, partial(fetch_view, access, time_point), party)
    if whole:
        view = await complete_lists(access, view, time_point)
    cuts = {*view.cuts}
    facts = await name_others(access, view.facts, time_point, cuts)
    view = replace(view, facts=facts, facilities=mark_lenders(view.facilities, access.settings.own_lenders))
    defaulted = await fetch_defaulted_before(access, view.facts, time_point)
    defaults = await access.read(lambda tx: read_defaults(tx, view.facts, time_point, defaulted))
    score = view.score
    page = PartyPage(
        view=view,
        controls=tuple(map(describe_controlled, view.controls)),
        in_default=defaults.by_party,
        score_note=explain_score_age(score.properties, score.graph_change, time_point) if score else None,
    )
    ties = [fact.tie for facts in view.facts.values() for fact in facts]
    recorded = [(tie.record, tie.recorded_at) for tie in ties] + [(one.key, one.recorded_at) for one in view.records]
    cuts |= defaults.cuts
    asked = NodeView(view.id, PARTY, view.kind, view.name)
    superseded = await fetch_superseded_of(access, asked, time_point, cuts)
    overheld = await note_overheld_companies(access, asked, view.facts.get(HOLDINGS, ()), time_point, cuts)
    possible = await note_possible_control(access, asked, view.facts.get(HOLDINGS, ()), time_point, cuts)
    differing = await note_differing_things(access, view.id, LABELS, time_point, cuts)
    below = list_below(HOLDINGS, (*view.controls, *view.facts.get(HOLDINGS, ())))
    doubtful = await fetch_persons_with_holders(access, [asked, *below], time_point, cuts)
    notes = (
        *explain_party(view, time_point, await fetch_last_confirmed(access, view, time_point)),
        *doubtful.notes,
        *overheld,
        *possible,
        *explain_controlled(asked, view.controls),
        *(() if score else explain_missing_score(view.kind, time_point)),
        *explain_contradictions(view.contradictions),
        *differing,
        *explain_superseded(superseded),
        *explain_controls(view.controls_as_of, time_point, view.controls_change, view.graph_change),
        *explain_runs(view.rules_ran_for, view.findings, time_point),
        *explain_lenders(view.findings, access.settings.own_lenders),
        *explain_age_of_runs(view.rules_ran_for, time_point, view.rules_change, view.graph_change),
    )
    seen = view.relationships_seen
    named = [*list_named(fact for facts in view.facts.values() for fact in facts)]
    named += [*list_parties(superseded), *doubtful.named, *list_named(view.controls)]
    return await finish_answer(
        access, page, time_point,
        nodes=1 + seen, relationships=seen, cuts=cuts, parties=[view.id], named=named, notes=notes,
        recorded=recorded,
        model_version=score.properties.get("model_version") if score else None,
    )  # fmt: skip


async def fetch_view(access: GraphAccess, time_point: TimePoint, party: str) -> PartyView:
    """Fetch everything known about the party with an id."""
    before = await fetch_things_before(access, party, time_point)
    return await access.read(lambda tx: read_party(tx, party, time_point, access.settings.max_neighbours, before))
