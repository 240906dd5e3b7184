"""How much a path between two parties means: a length for each relationship, and what connects by chance comes last.

The length of a path is the sum of the lengths of its steps; the shortest comes first. These numbers are an expert's
judgement to start from. They are the only place that says what a path means; `docs/api.md` shows them with an example.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...graph.read.degrees import Degree
from ...graph.read.ties import PARTY, NodeView, TieView
from ...ingest.records import PartyKind
from ..measures.accounts import FINANCIAL_SECTION

# length of a step by the type of its relationship; a shared lender is two steps, so 80
LENGTHS: Mapping[str, int] = {
    "OWNS": 20,
    "HOLDS_OFFICE": 20,
    "GUARANTEES": 15,
    "RELATED_TO": 30,
    "PLEDGES": 25,
    "SUPPLIES": 30,
    "PAYS": 30,
    "LENDS_TO": 40,
    "PARTY_TO": 40,
    "MENTIONED_IN": 60,
}
OTHER = 30  # of any other type
# length by what kind or role the relationship has, where it means more or less than its type
WORDS: Mapping[str, Mapping[str, int]] = {
    "OWNS": {"nominee": 10, "actual_controller": 10},
    "RELATED_TO": {
        "nominee": 10,
        "spouse": 10,
        "parent": 10,
        "child": 10,
        "sibling": 10,
        "acts_in_concert": 10,
        "controls": 10,
        "actual_controller": 10,
    },
    "HOLDS_OFFICE": {
        "legal_representative": 15,
        "chair": 15,
        "manager": 15,
        "independent_director": 30,
        "secretary": 30,
        "other": 30,
    },
}
# length of a holding by the share that is at least held, the largest first
SHARES: Sequence[tuple[float, int]] = ((0.5, 10), (0.25, 15), (0.05, 20), (0.0, 25))
LEAST_CONFIDENCE = 0.1  # a length is divided by the confidence, at least by this: what is half as sure is twice as long
HUB = 10_000  # added for each hub: more than a path of eight steps can have, so that paths through hubs come last
DISPUTED = 1_000_000  # added for each disputed step: more than any path through hubs has
MANY_PARTIES = 100  # a party tied to more others is a hub
AGENCY_PARTIES = 10  # more parties at one address or telephone are customers of an agency
SHARED_PLACES = frozenset(("same_address", "same_phone"))


class HubReason(StrEnum):
    """Why a part of a path connects others by chance."""

    BANK = "bank"
    PUBLIC_BODY = "public_body"
    DOCUMENT = "document"
    MANY_PARTIES = "many_parties"
    AGENCY_ADDRESS = "agency_address"


@dataclass(frozen=True, slots=True)
class Hub:
    """A node of a path that many others are tied to, and why it is taken for a hub."""

    id: str
    reason: HubReason


def measure_tie(tie: TieView) -> int:
    """Return the length of a step by a relationship: by its share, kind, role or type, and by how sure it is."""
    word = tie.properties.get("kind") or tie.properties.get("role")
    length = WORDS.get(tie.type, {}).get(word or "") or measure_share(tie) or LENGTHS.get(tie.type, OTHER)
    return round(length / max(tie.confidence, LEAST_CONFIDENCE))


def measure_share(tie: TieView) -> int | None:
    """Return the length of a holding by the share that is at least held; None where it is unknown, or no holding."""
    if tie.type != "OWNS":
        return None
    shares = (tie.properties.get(name) for name in ("share", "share_min"))
    share = next((share for share in shares if share is not None), None)
    return None if share is None else next(length for least, length in SHARES if share >= least)


def find_hub(node: NodeView, degree: Degree | None) -> Hub | None:
    """Return why a node inside a path is a hub; None where it is none, or its degree was not read."""
    if node.label == "Document":
        return Hub(node.id, HubReason.DOCUMENT)
    if node.kind == PartyKind.PUBLIC_BODY:
        return Hub(node.id, HubReason.PUBLIC_BODY)
    if node.label != PARTY or degree is None:
        return None
    if node.kind == PartyKind.COMPANY and (degree.industry or "").startswith(FINANCIAL_SECTION):
        return Hub(node.id, HubReason.BANK)
    return Hub(node.id, HubReason.MANY_PARTIES) if degree.parties > MANY_PARTIES else None


def find_agency(tie: TieView, degrees: Mapping[str, Degree]) -> Hub | None:
    """Return the hub that an address or telephone is which too many parties share; None for any other relationship."""
    if tie.type != "RELATED_TO" or tie.properties.get("kind") not in SHARED_PLACES:
        return None
    crowded = (id_ for id_ in (tie.start, tie.end) if id_ in degrees and degrees[id_].sharing > AGENCY_PARTIES)
    return next((Hub(id_, HubReason.AGENCY_ADDRESS) for id_ in crowded), None)


def describe_lengths() -> Iterator[str]:
    """Write the lengths as the rows of a table for the documentation."""
    yield "| relationship | length |\n|---|---|"
    for name, length in LENGTHS.items():
        yield f"| `{name}` | {length} |"
        for word, of_word in WORDS.get(name, {}).items():
            yield f"| `{name}`, `{word}` | {of_word} |"
        for least, by_share in SHARES if name == "OWNS" else ():
            yield f"| `{name}`, share of at least {least:.0%} | {by_share} |"
    yield f"| any other | {OTHER} |"
