"""One party on one page: identity, owners, controller, findings, score and evidence, for the terminal and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..graph.engine.statements import read_statement
from ..graph.engine.store import Store
from ..graph.read.controlled_companies import explain_controls
from ..graph.read.founding import warn_of_founding
from ..graph.read.loans_in_default import Default, read_defaults
from ..graph.read.owners import Owners, OwnersQuestion, read_owners
from ..graph.read.party import PartyView, read_party
from ..graph.read.rule_runs import explain_runs
from ..graph.read.source_loads import warn_of_loads
from ..graph.time_point import TimePoint
from ..graph.truncation import Truncation, explain_truncations
from ..models.control.controllers import Controller, find_controllers
from ..models.control.votes import CIRCLE_CONFIDENCE
from ..models.ownership.beneficial_ownership import Owned, find_owners
from ..models.ownership.regimes import REGIMES, RegimeId
from ..models.score.table import ScoreTable, table_from_json
from .contradictions import explain_contradictions
from .nominees import explain_nominees
from .party_notes import explain_party


@dataclass(frozen=True, slots=True)
class FullView:
    """Everything that `riskgraph show` prints; `names` are those of all parties in the chains above a company.

    `doubts` tells where sources contradict each other about those, where nobody is told to own them, and who is
    reported to hold for somebody else; `in_default` which of those that it trades with, lends to or guarantees, or who
    guarantee it, have a loan in default. `rules_note` says whether the rules ran for the day, where the findings do not
    speak for themselves, `controls_note` why what it controls is not shown.
    """

    time_point: TimePoint
    engine: str
    party: PartyView
    owned: Owned | None
    controllers: tuple[Controller, ...]
    names: Mapping[str, str]
    doubts: tuple[str, ...]
    in_default: Mapping[str, Default]
    score: ScoreTable | None
    cuts: frozenset[Truncation]
    notes: tuple[str, ...]
    rules_note: str | None
    controls_note: str | None


def view_in_graph(store: Store, party: str, time_point: TimePoint) -> FullView:
    """Read one party, what stands above it, and its latest score."""
    settings = store.settings
    view = store.transact(lambda tx: read_party(tx, party, time_point, settings.max_neighbours), settings.read_budget_s)
    owned: Owned | None = None
    controllers: tuple[Controller, ...] = ()
    names: Mapping[str, str] = {}
    doubts: tuple[str, ...] = ()
    cuts, regime = view.cuts, REGIMES[RegimeId.CN_2024]
    if view.kind == "Company":
        question = OwnersQuestion(
            party=party,
            time_point=time_point,
            max_neighbours=settings.max_neighbours,
            max_nodes=settings.max_network_nodes,
            circle_confidence=CIRCLE_CONFIDENCE,
        )
        owners = store.transact(lambda tx: read_owners(tx, question, Owners()), settings.read_budget_s)
        controllers = tuple(find_controllers(owners))
        owned = find_owners(owners, regime, None, controllers)
        names = {id_: node.name or id_ for id_, node in owners.nodes.items()}
        doubts = (*explain_contradictions(owners), *explain_nominees(owners, controllers))
        cuts |= owned.cuts
    in_default = store.transact(lambda tx: read_defaults(tx, view.facts, time_point), settings.read_budget_s)
    founding = store.transact(lambda tx: warn_of_founding(tx, [party], time_point), settings.read_budget_s)
    score = table_from_json(view.score["signals"]) if view.score else None
    early = regime.warn_of_day(time_point.as_of) if owned else []
    told = explain_party(view, time_point)
    loads = warn_of_loads(store.read(read_statement("read/source_loads")))
    notes = (*loads, *time_point.notes, *founding, *early, *told, *explain_truncations(cuts, settings))
    ran = explain_runs(view.rules_ran_for, view.findings, time_point)
    return FullView(
        time_point, str(store.engine.kind), view, owned, controllers, names, doubts, in_default, score, cuts, notes,
        ran, explain_controls(view.controls_as_of, time_point),
    )  # fmt: skip
