"""What a search finds: parties by exact keys and by similar names, how well each matches, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ...ingest.names import compare_company_names
from ...ingest.records import PartyKind
from ..truncation import Truncation
from .terms import (
    KeyKind,
    build_look_alike_key,
    build_name_key,
    build_query_keys,
    list_identifier_keys,
    mixes_scripts,
)

# what each kind of exact match is worth, and how it is explained
REASONS: dict[KeyKind, tuple[float, str, str]] = {
    KeyKind.IDENTIFIER: (1.0, "its identifier is exactly this", "标识代码完全一致"),
    KeyKind.ID: (0.99, "its id is exactly this", "编号完全一致"),
    KeyKind.NAME: (0.98, "its name is exactly this", "名称完全一致"),
    KeyKind.OTHER_NAME: (0.96, "another name of it, or a former one, is exactly this", "曾用名或别名完全一致"),
    KeyKind.SHORT_NAME: (0.92, "its short name is exactly this", "简称或字号一致"),
    KeyKind.LOOK_ALIKE: (
        0.91,
        "look-alike: its name looks the same but has letters of another script",
        "形似：名称看似相同，但含有其他文字的字母",
    ),
}
COMPARED_BY_PARTS = 8  # the nearest candidates; comparing names by their parts is slow
MOSTLY_SAME = 0.8
BEST_SIMILAR = 0.9  # a similar name ranks below every exact match
NEAR_ENOUGH = 0.6  # for a suggestion: one of three characters may differ


@dataclass(frozen=True, slots=True)
class Hit:
    """A party found by a search, how well it matches (0 to 1), and why."""

    id: str
    name: str
    kind: str
    score: float
    reason: str
    reason_zh: str


@dataclass(frozen=True, slots=True)
class HitPlace:
    """Where a page of hits begins: how many come before it, and how many similar names are ranked, in how many blocks.

    Similar names are ranked block by block in the order in which the index finds them, so that pages do not overlap.
    """

    shown: int
    block: int
    blocks: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the parties found, best first, and the limits that may have excluded others.

    `last` is the place of the last hit when others may follow.
    """

    hits: tuple[Hit, ...]
    cuts: frozenset[Truncation]
    last: HitPlace | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A party as the index stores it."""

    id: str
    kind: str
    name: str
    names: Sequence[str]
    identifiers: Sequence[str]
    client: bool


def keep_near(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that are near enough to be what was meant."""
    return [hit for hit in hits if hit.score >= NEAR_ENOUGH]


def rank_exact(exact: Iterable[tuple[Entry, Hit]]) -> list[Hit]:
    """Order exact hits by what the match is worth; among equals, the bank's own customers come first."""
    return [hit for _, hit in sorted(exact, key=lambda pair: (-pair[1].score, not pair[0].client, pair[1].id))]


def cut_page(hits: Sequence[Hit], place: HitPlace, limit: int, *, may_have_others: bool, has_more_names: bool) -> Found:
    """Return the page of hits that begins at a place, and where the next one begins if there can be one."""
    end = place.shown + limit
    page = tuple(hits[place.shown : end])
    has_more = may_have_others or len(hits) > end
    cuts = {Truncation.LIMIT: has_more, Truncation.CANDIDATES: has_more_names}
    last = None
    if page and has_more:
        last = replace(place, shown=end)
    elif page and has_more_names:
        last = replace(place, shown=place.shown + len(page), blocks=place.blocks + 1)
    return Found(page, frozenset(cut for cut, is_met in cuts.items() if is_met), last)


def find_matching_keys(words: str, entry: Entry) -> set[KeyKind]:
    """Find the kinds of keys by which a party matches the words exactly."""
    asked = build_query_keys(words)
    identifiers = {key for identifier in (entry.id, *entry.identifiers) for key in list_identifier_keys(identifier)}
    checks = {
        KeyKind.ID: asked[KeyKind.ID] == entry.id,
        KeyKind.IDENTIFIER: asked[KeyKind.IDENTIFIER] in identifiers,
        KeyKind.NAME: asked[KeyKind.NAME] == build_name_key(entry.name),
        KeyKind.OTHER_NAME: asked[KeyKind.OTHER_NAME] in {build_name_key(name) for name in entry.names},
    }
    return {kind for kind, met in checks.items() if met}


def build_exact_hit(kind: KeyKind, entry: Entry) -> Hit:
    """Build the hit of a party found by an exact key."""
    return make_hit(entry, *REASONS[kind])


def make_hit(entry: Entry, score: float, reason: str, reason_zh: str) -> Hit:
    """Build a hit; if a name of the party mixes scripts, its reason says so."""
    mixed = next((name for name in (entry.name, *entry.names) if mixes_scripts(name)), None)
    if mixed is not None:
        reason += f"; {mixed!r} mixes Latin letters with Cyrillic or Greek ones that look like them"
        reason_zh += f"；“{mixed}”混用了拉丁字母与形似的西里尔或希腊字母"
    return Hit(entry.id, entry.name, entry.kind, score, reason, reason_zh)


def rank_similar(query: str, entries: Iterable[Entry]) -> list[Hit]:
    """Score each party by its most similar name.

    Letters decide if they mostly agree. Otherwise the names of the nearest companies are also compared by their parts,
    which is slower: a place or a legal form may be missing or written differently.
    """
    key = build_look_alike_key(query)
    nearest = sorted(
        ((*find_most_similar(key, entry), entry) for entry in entries), key=lambda row: (-row[0], row[2].id)
    )
    hits = []
    for place, (score, name, entry) in enumerate(nearest):
        if place < COMPARED_BY_PARTS and score < MOSTLY_SAME and entry.kind == PartyKind.COMPANY:
            score = max(score, MOSTLY_SAME * compare_company_names(query, name).score)
        hits.append(build_similar_hit(score, name, entry))
    return hits


def find_most_similar(key: str, entry: Entry) -> tuple[float, str]:
    """Find the most similar of a party's names; return its similarity, 0 to 1, and the name."""
    return max((compare_letters(key, build_look_alike_key(name)), name) for name in (entry.name, *entry.names))


def compare_letters(left: str, right: str) -> float:
    """Compute how similar two keys are, 0 to 1; a left key contained in a longer right one scores at most 0.85."""
    whole = fuzz.ratio(left, right) / 100
    return max(whole, 0.85 * fuzz.partial_ratio(left, right) / 100) if 1 < len(left) <= len(right) else whole


def build_similar_hit(similar: float, name: str, entry: Entry) -> Hit:
    """Build the hit of a party found by a similar name."""
    score = round(BEST_SIMILAR * similar, 4)
    return make_hit(
        entry, score,
        f"{name!r} is similar to this ({score:.0%})", f"“{name}”与之相似（{score:.0%}）",
    )  # fmt: skip
