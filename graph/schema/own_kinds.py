"""What riskgraph itself keeps in the graph: the records of rows, deliveries, findings, scores, state and changes."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ...ingest.records.declaration import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row as one source gave it. An older version keeps its content under `@change|key`."""

    label: ClassVar[str] = "Record"

    key: Annotated[
        str, "`source|reference`; of a retired row, before that `@`, the number of the change that retired it, and `|`."
    ]
    hash: Annotated[str, "Hash of what the row says."]
    place: Annotated[str, "File and line."]
    known_from: Annotated[date, "Day the row entered our books."]
    known_to: Annotated[date | None, "Day it was replaced; unknown while it is current."] = None
    valid_to: Annotated[date | None, "Day on which it left its full file; unknown while it is delivered."] = None
    delivery: Annotated[str | None, "Id of the delivery that brought this version.", Mark.INDEXED] = None
    recorded_at: Annotated[date | None, "Day on which this version was written, by our clock."] = None
    change: Annotated[int | None, "Number of the change that wrote this version."] = None
    replaces: Annotated[str | None, "Key of the version that it replaced."] = None
    content: Annotated[str | None, "What the row says of parties and things, as JSON."] = None
    ties: Annotated[tuple[str, ...], "The relationships that the row made, as `TYPE|start|end`."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One load of one file of a source. Its counts are unknown while it is under way."""

    label: ClassVar[str] = "Delivery"

    id: Annotated[str, "Source, `:` and number."]
    source: Annotated[str, "Name of the source.", Mark.INDEXED]
    number: Annotated[int, "Running number of the source's deliveries."]
    file: Annotated[str, "Name of the file in the mapping."]
    kind: Annotated[str, "delta: what is named changes; full: what is not named has ended."]
    hash: Annotated[str | None, "Hash of the file's bytes."] = None
    mapping: Annotated[str | None, "Hash of the mapping file."] = None
    known_from: Annotated[date, "Day for which it was loaded."]
    recorded_at: Annotated[str, "Time of its beginning by our clock, UTC."]
    ended_at: Annotated[str | None, "Time of its end by our clock, UTC; unknown while it is under way."] = None
    undone_at: Annotated[str | None, "Time at which it was taken back, UTC."] = None
    undoing: Annotated[bool | None, "True while it is being taken back."] = None
    read: Annotated[int | None, "Rows read."] = None
    stored: Annotated[int | None, "Rows stored as a new version."] = None
    unchanged: Annotated[int | None, "Rows that the graph held already."] = None
    rejected: Annotated[int | None, "Rows rejected."] = None
    ended: Annotated[int | None, "Records that left the file."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredLines:
    """A part of the lines of a delivered file, as they were delivered; those of erased persons are empty."""

    label: ClassVar[str] = "DeliveredLines"

    id: Annotated[str, "Id of the delivery, `|` and the number of the part."]
    delivery: Annotated[str, "Id of the delivery.", Mark.INDEXED]
    part: Annotated[int, "Running number of the part."]
    first: Annotated[int, "Number of its first line in the file; 1 is the header."]
    text: Annotated[bytes, "The lines in UTF-8, compressed with zlib."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found: the row of the rule, the parties it concerns, and the sentence that says why."""

    label: ClassVar[str] = "Finding"

    id: Annotated[str, "Rule, key and as-of date."]
    rule: Annotated[str, "Id of the rule."]
    rule_version: Annotated[str, "Hash of the rule's text and thresholds."]
    key: Annotated[str, "What makes the hit the same hit tomorrow."]
    party: Annotated[str, "Id of the party it is about first of all.", Mark.INDEXED]
    burdened: Annotated[tuple[str, ...], "Ids of the parties whose score it counts against."]
    title_zh: Annotated[str, "Sentence in Chinese."]
    title_en: Annotated[str, "Sentence in English."]
    severity: Annotated[str, "low, medium or high."]
    row: Annotated[str, "The rule's whole row, as JSON."]
    evidence: Annotated[str, "Path and record keys, as JSON."]
    as_of: Annotated[date, "Day for which it holds."]
    found_on: Annotated[date, "Day on which it was found."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A table of signals whose contributions add up to the score."""

    label: ClassVar[str] = "Score"

    id: Annotated[str, "Party, as-of date and day of scoring: a later score of that day replaces it."]
    party: Annotated[str, "Id of the party.", Mark.INDEXED]
    value: Annotated[float, "The score, 0 (worst) to 100 (best)."]
    grade: Annotated[str, "AAA to CCC."]
    signals: Annotated[str, "The table of signals, as JSON."]
    policy_version: Annotated[str, "Version of the policy file."]
    model_version: Annotated[str | None, "Version of the graph network, where its output is in the table."] = None
    as_of: Annotated[date, "Day for which it holds.", Mark.INDEXED]
    scored_on: Annotated[date, "Day on which it was made."]
    change: Annotated[int | None, "The graph's change cursor when it was made."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What riskgraph keeps about the graph itself: schema version, change cursor, source statistics."""

    label: ClassVar[str] = "State"

    id: Annotated[
        str,
        "schema, changes, identity, restoring, demo, control, single_holdings, `source|name`, `findings|rule`, or "
        "`act|id`.",
    ]
    number: Annotated[int | None, "The version or the cursor; for control the cursor when it was derived."] = None
    content: Annotated[str | None, "More, as JSON; for a rule the days for which it ran, for control its day."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One transaction that changed parties: what follows the graph (the name index) reads on from its last number."""

    label: ClassVar[str] = "Change"

    id: Annotated[int, "Running number; the State node `changes` holds the last one."]
    parties: Annotated[tuple[str, ...], "Ids of the parties that were made or changed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A record describes a party, or is one of several that describe a lawsuit, document, figure or loan."""

    label: ClassVar[str] = "ABOUT"
    start_label: ClassVar[str] = "Record"
    end_label: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A finding concerns a party."""

    label: ClassVar[str] = "CONCERNS"
    start_label: ClassVar[str] = "Finding"
    end_label: ClassVar[str] = "Party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A party controls a company, as derived for a day; the graph holds that of the last day for which rules ran."""

    label: ClassVar[str] = "CONTROLS"
    start_label: ClassVar[str] = "Party"
    end_label: ClassVar[str] = "Party"

    as_of: Annotated[date, "Day for which it is derived."]
    circle: Annotated[str, "Id of the controller's circle of family and concert."]
    alone: Annotated[bool, "True where the controller needs no circle."]
    top: Annotated[bool, "True where the controller has no controller itself."]
    top_alone: Annotated[
        bool, "True where the controller needs no circle and is not controlled by a party that needs none."
    ]
    records: Annotated[tuple[str, ...], "Keys of the records down the chain; a long chain is cut at its far end."]
    through: Annotated[
        tuple[str, ...], "Kinds of the ties it rests on (of circles, or joint_control), with the lowest confidence."
    ]
    basis: Annotated[
        str, "votes: above half; stated: a source names the controller; joint: a source names several together."
    ]
    votes: Annotated[float | None, "Votes of the controlling side in the company; unknown where none is known."] = None
    votes_exact: Annotated[bool, "False where they are the votes at least, as a holding is known as a band."] = True
    jointly_with: Annotated[tuple[str, ...], "Ids of those who control it jointly with the controller."] = ()
    stated_share: Annotated[float | None, "Fraction that a source states for it, or for all together."] = None
    sides: Annotated[
        tuple[str, ...],
        "Sides of named controllers that it belongs to: number within the company, basis, votes if known; none where "
        "another party is named for it.",
    ] = ()


OwnKind = Record | Delivery | DeliveredLines | Finding | Score | State | Change
OWN_KINDS: tuple[type[OwnKind], ...] = (Record, Delivery, DeliveredLines, Finding, Score, State, Change)
OWN_TIES = (About, Concern, Control)
