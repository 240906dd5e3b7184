"""The content of the page of one party for programs."""

from dataclasses import asdict
from typing import Any

from ...answers.owners import OwnersOfCompany
from ...answers.party.party import PartyPage
from ...answers.party.party_file import PartyFile
from ...graph.truncation import Truncation


def build_page_json(file: PartyFile) -> dict[str, Any]:
    """Build the page for programs."""
    answer, owners = file.party, file.owners.content if file.owners else None
    page = answer.content
    return {
        "meta": {
            **answer.meta,
            "complete": not file.cuts,
            "cut_by": [cut for cut in Truncation if cut in file.cuts],
            "notes": file.notes,
        },
        "party": build_view_json(page),
        "owners": build_owners_json(owners) if owners else None,
        "controllers": [asdict(item) for item in owners.controllers] if owners else [],
        "possible_controllers": [asdict(item) for item in owners.possible_controllers] if owners else [],
        "names": owners.names if owners else {},
        "in_default": {id_: asdict(default) for id_, default in page.in_default.items()},
        "score": build_score_json(file),
    }


def build_view_json(page: PartyPage) -> dict[str, Any]:
    """Build the party for programs, its score with the note on its age."""
    score = page.view.score
    shown = asdict(page.view)
    note = asdict(page.score_note) if page.score_note else None
    stored = {name: value for name, value in score.properties.items() if name != "change"} if score else {}
    controls = [asdict(item) for item in page.controls]
    return {
        **shown,
        "cuts": sorted(page.view.cuts),
        "controls": controls,
        "score": {**stored, "note": note} if score else None,
    }


def build_owners_json(content: OwnersOfCompany) -> dict[str, Any]:
    """Build the owners for programs, with the rule that was applied and the senior officers that it names."""
    officers = [{"other": asdict(step.other), "tie": asdict(step.tie)} for step in content.senior_officers]
    owned = asdict(content.owned)
    regime = {**content.regime.model_dump(mode="json"), "threshold": content.threshold}
    return {**owned, "cuts": sorted(content.owned.cuts), "senior_officers": officers, "regime": regime}


def build_score_json(file: PartyFile) -> dict[str, Any] | None:
    """Build the table of the score with its days, and the note when it is older than the question."""
    page = file.party.content
    if file.score is None or page.view.score is None:
        return None
    days = {name: page.view.score.properties[name] for name in ("as_of", "scored_on")}
    return {**asdict(file.score), **days, "note": asdict(page.score_note) if page.score_note else None}
