"""What stands above a company, for tests of ownership and control, built from ties in plain form."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from riskgraph.graph.read.owners.owners import Owners
from riskgraph.graph.read.ties import NodeView, TieView
from riskgraph.graph.truncation import Truncation

COMPANY = "C"  # whose owners are asked for
DAY = date(2024, 1, 1)


def hold(holder: str, company: str, share: float | None = None, *, source: str = "registry", **more: Any) -> TieView:
    """Make a holding; without a share it has the bounds or votes in `more`, or none."""
    properties = more if share is None else {"share": share, **more}
    return make_tie("OWNS", holder, company, source, properties)


def state(controller: str, company: str) -> TieView:
    """Make a source's statement that a party actually controls a company."""
    return make_tie("RELATED_TO", controller, company, "report", {"kind": "actual_controller"})


def relate(left: str, right: str, kind: str = "spouse") -> TieView:
    """Make a tie of family or concert, or a report of a nominee."""
    return make_tie("RELATED_TO", left, right, "family", {"kind": kind})


def make_tie(label: str, start: str, end: str, source: str, properties: dict[str, Any]) -> TieView:
    """Make a tie as the graph is read."""
    record = f"{source}|{start}-{end}"
    return TieView(label, start, end, "Party", source, record, None, None, DAY, 1.0, "asserted", properties)


def build_owners(
    *holdings: TieView,
    persons: str = "",
    stated: Sequence[TieView] = (),
    circles: Sequence[TieView] = (),
    nominees: Sequence[TieView] = (),
    unread: Collection[str] = (),
    cuts: Collection[Truncation] = (),
) -> Owners:
    """Build what was read above `COMPANY`; `persons` lists ids, all other parties are companies."""
    ties = [*holdings, *stated, *circles, *nominees]
    ids = dict.fromkeys([COMPANY, *(end for tie in ties for end in (tie.end, tie.start))])
    kinds = {id_: "Person" if id_ in persons.split() else "Company" for id_ in ids}
    elements = {id(tie): f"tie-{number}" for number, tie in enumerate(ties)}
    return Owners(
        start=COMPANY,
        nodes={id_: NodeView(id_, "Party", kind, f"name of {id_}") for id_, kind in kinds.items()},
        holdings={elements[id(tie)]: tie for tie in holdings},
        stated={elements[id(tie)]: tie for tie in stated},
        circles={elements[id(tie)]: tie for tie in circles},
        nominees={elements[id(tie)]: tie for tie in nominees},
        unread=set(unread),
        cuts=set(cuts),
    )
