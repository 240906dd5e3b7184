"""Search for parties by identifier, name, short name or misspelt name.

The index is a set of files beside the store and follows it by its change cursor; it can be deleted at any time. User
input is never parsed as a query: it is split into terms, which are looked up literally.
"""

from dataclasses import replace
from typing import Any

import orjson
from tantivy import Occur, Query

from ...errors import AmbiguousPartyError, UnknownPartyError
from ...settings import Settings
from ..engine.store import Store
from .hits import (
    Entry,
    Found,
    Hit,
    HitPlace,
    build_exact_hit,
    cut_page,
    find_matching_keys,
    keep_near,
    rank_exact,
    rank_similar,
)
from .index_files import NameFiles
from .terms import (
    KeyKind,
    build_query_keys,
    is_chinese,
    list_matching_kinds,
    list_terms,
    mixes_scripts,
)

CANDIDATES = 60  # parties found by terms and compared with the query; further pages compare more
MOST_EXACT = 1000  # parties with one name or short name that are put in order; later pages read more
QUERY_CHARACTERS = 200  # terms are taken from these; exact matches use the whole query
MAX_TERMS = 40  # of a query, its rarest ones: more words of a name hardly tell it better
COMMON_SHARE = 0.1  # a term shared by more than this part of all parties says little
LEAST_SIMILAR = 0.4
PREFIX_CHARACTERS = 3
NEAR = "near it: {near}; use one of these ids, or look for a part of the name: `riskgraph search WORDS`"
NOTHING_NEAR = (
    "nothing near it is in this graph: check the spelling, look for a part of the name (`riskgraph search WORDS`), or "
    "see with `riskgraph sources` what is loaded in the data directory (RISKGRAPH_DATA_DIR) and load it "
    "(`riskgraph load`)"
)


class NameIndex:
    """The index of all names and identifiers, in memory-mapped files beside the store."""

    def __init__(self, settings: Settings) -> None:
        self._files = NameFiles(settings.data_dir / "names")

    def clear(self) -> None:
        """Remove everything from the index, as erasing a person's data does; `follow` makes it again."""
        self._files.clear()

    def follow(self, store: Store) -> int:
        """Catch up with the store; return the number of parties read. Several processes may do so at once."""
        return self._files.follow(store)

    def search(self, query: str, kind: str | None = None, limit: int = 10) -> list[Hit]:
        """Find the best matches, exact ones first; among equals, the bank's own customers come first."""
        return list(self.look_up(query, kind, limit).hits)

    def look_up(self, query: str, kind: str | None, limit: int, after: HitPlace | None = None) -> Found:
        """Find a page of the same parties as `search`, with the limits that may have excluded others."""
        text = query.strip()
        if not text or limit < 1:
            return Found((), frozenset())
        place = after or HitPlace(0, max(limit, CANDIDATES), 1)
        exact = rank_exact(self._find_exact(text, kind, place.shown + limit))
        if len(exact) >= place.shown + limit:
            return cut_page(exact, place, limit, may_have_others=True, has_more_names=False)
        hits, has_more_names = self._add_similar(exact, text, kind, place)
        if len(hits) <= place.shown and has_more_names:
            place = replace(place, blocks=place.blocks + 1)
            hits, has_more_names = self._add_similar(exact, text, kind, place)
        return cut_page(hits, place, limit, may_have_others=False, has_more_names=has_more_names)

    def resolve_party(self, words: str) -> str:
        """Return the id of the one party with this id, identifier or exact name.

        Raises AmbiguousPartyError if several parties have the name, UnknownPartyError with near names if none has.
        """
        found = self.find_party(words)
        if found is not None:
            return found
        near = "; ".join(
            f"{hit.name} ({hit.id}{', letters of several scripts' if mixes_scripts(hit.name) else ''})"
            for hit in keep_near(self.search(words, limit=3))
        )
        hint = NEAR.format(near=near) if near else NOTHING_NEAR
        raise UnknownPartyError(words, f"no party is called {words!r}; {hint}")

    def find_party(self, words: str) -> str | None:
        """Return the same id, or None if no party is called this."""
        exact = self._find_exact(words.strip(), None, CANDIDATES) if words.strip() else []
        for kinds in ((KeyKind.ID,), (KeyKind.IDENTIFIER,), (KeyKind.NAME,), (KeyKind.OTHER_NAME,)):
            ids = sorted({entry.id for entry, _ in exact if find_matching_keys(words, entry) & set(kinds)})
            if len(ids) == 1:
                return ids[0]
            if ids:
                raise AmbiguousPartyError(words, ids)
        return None

    def _find_exact(self, text: str, kind: str | None, limit: int) -> list[tuple[Entry, Hit]]:
        found: dict[str, tuple[Entry, Hit]] = {}
        schema = self._files.schema
        for key_kind, key in build_query_keys(text).items():
            if len(found) >= limit or not key:
                break
            keys = [f"{met}|{key}" for met in list_matching_kinds(key_kind)]
            wanted = Query.boolean_query(
                [(Occur.Should, Query.term_query(schema, "key", met, "basic")) for met in keys]
            )
            for entry in self._read(restrict_kind(schema, [wanted], kind), max(limit, MOST_EXACT)):
                found.setdefault(entry.id, (entry, build_exact_hit(key_kind, entry)))
        return list(found.values())

    def _add_similar(self, exact: list[Hit], text: str, kind: str | None, place: HitPlace) -> tuple[list[Hit], bool]:
        """Return the exact hits and those with similar names, and whether the index has more names to compare."""
        found = {hit.id: hit for hit in exact}
        most = place.block * place.blocks
        entries = self._find_similar(text, kind, most + 1)  # one more than used shows that there are more
        for begin in range(0, most, place.block):
            ranked = rank_similar(text[:QUERY_CHARACTERS], entries[begin : min(begin + place.block, most)])
            similar = sorted((hit for hit in ranked if hit.score > LEAST_SIMILAR), key=lambda hit: (-hit.score, hit.id))
            for hit in similar:
                found.setdefault(hit.id, hit)
            if begin + place.block >= len(entries):
                break
        return list(found.values()), len(entries) > most

    def _find_similar(self, text: str, kind: str | None, limit: int) -> list[Entry]:
        schema = self._files.schema
        terms = self._choose_rare_terms(list_terms(text[:QUERY_CHARACTERS]))
        clauses = [clause for term in terms for clause in list_term_queries(schema, term)]
        if not clauses:
            return []
        wanted = Query.boolean_query([(Occur.Should, clause) for clause in clauses])
        return self._read(restrict_kind(schema, [wanted], kind), limit)

    def _choose_rare_terms(self, terms: list[str]) -> list[str]:
        """Drop common terms if there are rarer ones: they cost most and say least."""
        searcher = self._files.searcher()
        most = max(1000.0, COMMON_SHARE * searcher.num_docs)
        rare = [term for term in terms if searcher.doc_freq("terms", term) <= most]
        return (rare if any(searcher.doc_freq("terms", term) for term in rare) else terms)[:MAX_TERMS]

    def _read(self, query: Query, limit: int) -> list[Entry]:
        searcher = self._files.searcher()
        hits = searcher.search(query, max(1, min(limit, searcher.num_docs)), count=False).hits
        return [Entry(*orjson.loads(bytes(searcher.doc(address)["stored"][0]))) for _, address in hits]


def restrict_kind(schema: Any, clauses: list[Query], kind: str | None) -> Query:
    """Build a query for all of the clauses and, if `kind` is given, for that kind of party."""
    wanted = [(Occur.Must, clause) for clause in clauses]
    if kind is not None:
        wanted.append((Occur.Must, Query.const_score_query(Query.term_query(schema, "kind", kind, "basic"), 0.0)))
    return Query.boolean_query(wanted)


def list_term_queries(schema: Any, term: str) -> list[Query]:
    """List the queries of a term: exact; for a word also as a prefix and, if it is long, with misspellings."""
    clauses = [Query.term_query(schema, "terms", term, "freq")]
    if is_chinese(term) or len(term) < PREFIX_CHARACTERS:
        return clauses
    clauses.append(Query.boost_query(Query.fuzzy_term_query(schema, "terms", term, 0, prefix=True), 0.5))
    if len(term) > PREFIX_CHARACTERS:
        distance = 1 if len(term) < 8 else 2
        clauses.append(Query.boost_query(Query.fuzzy_term_query(schema, "terms", term, distance), 0.5))
    return clauses
