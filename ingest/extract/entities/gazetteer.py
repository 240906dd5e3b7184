"""An index of known party names, found in running text and looked up for linking.

Names are matched at every character, so word segmentation cannot hide them: first by their opening characters, then by
the lengths of the names with that opening. The cost is one look-up per character, regardless of the number of names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from ...names import fold_text, looks_like_chinese_person, read_company_name, short_names
from ...names.characters import has_chinese
from ...records import Party, PartyKind
from ..extraction import EntityKind

CHINESE_PREFIX, LATIN_PREFIX = 2, 4
WORD_START = re.compile(r"(?<![a-z0-9\u00c0-\u024f])[a-z0-9\u00c0-\u024f]")
WORD_SIGN = re.compile(r"[a-z0-9\u00c0-\u024f]")
KINDS = {
    PartyKind.COMPANY: EntityKind.COMPANY,
    PartyKind.PERSON: EntityKind.PERSON,
    PartyKind.PUBLIC_BODY: EntityKind.PUBLIC_BODY,
}
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class KnownName:
    """A known name in a text: its span and parties, and whether it was given or derived by shortening."""

    start: int
    end: int
    parties: tuple[str, ...]
    kind: EntityKind
    derived: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """The parties that a name may refer to."""

    parties: tuple[str, ...]
    kind: EntityKind
    derived: bool


@dataclass(slots=True)
class Gazetteer:
    """The names of the graph's parties; never changed once built, so readers can share it.

    `senses` is keyed by the folded name, `keys` by its letters and digits alone, `lengths` by its opening characters.
    """

    senses: dict[str, Sense] = field(default_factory=dict)
    keys: dict[str, Sense] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, names: Iterable[tuple[str, str]], kinds: Mapping[str, EntityKind] | None = None) -> "Gazetteer":
        """Index pairs of party id and name; a party with several names has several pairs.

        A party that is not in `kinds` gets its kind from its name.
        """
        given: dict[str, Sense] = {}
        derived: dict[str, Sense] = {}
        for party, name in names:
            kind = kinds[party] if kinds and party in kinds else guess_kind(name)
            _add_sense(given, name, party, kind, is_derived=False)
            if kind is EntityKind.COMPANY:
                for short in short_names(name):
                    _add_sense(derived, short, party, kind, is_derived=True)
        senses = derived | given
        gazetteer = cls(senses, {}, _measure_lengths(senses))
        for name, sense in senses.items():
            key = write_key(name)
            gazetteer.keys[key] = _merge_senses(gazetteer.keys.get(key), sense)
        return gazetteer

    @classmethod
    def from_parties(cls, parties: Iterable[Party]) -> "Gazetteer":
        """Index all names of the parties."""
        kinds: dict[str, EntityKind] = {}
        pairs: list[tuple[str, str]] = []
        for party in parties:
            kinds[party.id] = KINDS[party.kind]
            pairs += [(party.id, name) for name in dict.fromkeys((party.name, *party.names))]
        return cls.build(pairs, kinds)

    def look_up(self, name: str) -> Sense | None:
        """Return the parties that this name may refer to; `None` if the name is unknown."""
        return self.senses.get(fold_text(name)) or self.keys.get(write_key(name))

    def find(self, folded: str) -> Iterator[KnownName]:
        """Find the longest known name at each position of a folded text, in order and without nesting."""
        end = 0
        for start in self._list_starts(folded):
            if start < end:
                continue
            chinese = folded[start] >= "\u3400"
            prefix = folded[start : start + (CHINESE_PREFIX if chinese else LATIN_PREFIX)]
            for length in self.lengths.get(prefix, ()):
                stop = start + length
                sense = self.senses.get(folded[start:stop])
                if sense is not None and (chinese or not WORD_SIGN.match(folded, stop)):
                    yield KnownName(start, stop, sense.parties, sense.kind, sense.derived)
                    end = stop
                    break

    def _list_starts(self, folded: str) -> Iterable[int]:
        """List the positions where a known name may begin: Chinese characters and first letters of words."""
        lengths = self.lengths
        chinese = [
            place
            for place in range(len(folded) - 1)
            if folded[place] >= "\u3400" and folded[place : place + CHINESE_PREFIX] in lengths
        ]
        latin = [match.start() for match in WORD_START.finditer(folded)]
        return sorted(chinese + latin) if latin else chinese


@cache
def empty_gazetteer() -> Gazetteer:
    """Build a gazetteer without names."""
    return Gazetteer()


def guess_kind(name: str) -> EntityKind:
    """Guess the kind of party from its name: a person's name is short and has no company-name parts."""
    if looks_like_chinese_person(name):
        return EntityKind.PERSON
    parts = read_company_name(name)
    if parts.form or parts.industry or parts.group or parts.branch:
        return EntityKind.COMPANY
    return EntityKind.COMPANY if has_chinese(name) or len(name.split()) != 2 else EntityKind.PERSON


def write_key(name: str) -> str:
    """Return the letters and digits of the folded name."""
    return "".join(sign for sign in fold_text(name) if sign.isalnum())


def _add_sense(senses: dict[str, Sense], name: str, party: str, kind: EntityKind, *, is_derived: bool) -> None:
    folded = fold_text(name.strip())
    if len(folded) >= SHORTEST_NAME:
        senses[folded] = _merge_senses(senses.get(folded), Sense((party,), kind, is_derived))


def _merge_senses(known: Sense | None, added: Sense) -> Sense:
    """Merge two senses; a given name takes precedence over a derived one."""
    if known is None or (known.derived and not added.derived):
        return added
    if added.derived and not known.derived:
        return known
    return Sense(tuple(dict.fromkeys((*known.parties, *added.parties))), known.kind, known.derived)


def _measure_lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Map opening characters to the lengths of the names that begin with them, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        size = CHINESE_PREFIX if name[0] >= "\u3400" else LATIN_PREFIX
        lengths.setdefault(name[:size], set()).add(len(name))
    return {prefix: tuple(sorted(sizes, reverse=True)) for prefix, sizes in lengths.items()}
