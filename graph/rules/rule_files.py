"""The rules: `.cypher` files whose header states what they find, why, what excuses it and what they cannot see.

An incomplete rule fails to load. To add a rule, add one file under `cypher/rules/<family>/` and its test. The body
is one statement, or an algorithm that the header names together with the statements that it reads.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from ...errors import StatementError
from ..engine.fragments import expand_fragments
from ..engine.statements import read_statement
from .rule_header import Threshold, check_columns, check_header, read_header, split_names
from .statement_checks import check_pages, check_reads, check_statement

FIRST_PARTY = "party_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its meaning, and the statement or the algorithm that finds it.

    `statement` is the text of the file with its fragments expanded. `reads` are what an algorithm reads; `pages` is the
    statement that lists where the rule starts, if it runs in pages.
    `changed` names the thresholds that a user's file sets.
    `burdens` are the columns with the ids of the parties whose score a hit counts against: others that it concerns,
    such as a lender or a deceived party, are not charged.
    """

    id: str
    family: str
    title: str
    title_zh: str
    severity: str
    status: str
    key: tuple[str, ...]
    returns: tuple[str, ...]
    burdens: tuple[str, ...]
    needs: tuple[str, ...]
    why: str
    innocent: str
    unseen: str
    source: str
    sentence_en: str
    sentence_zh: str
    thresholds: tuple[Threshold, ...]
    statement: str
    algorithm: str | None
    reads: tuple[str, ...]
    pages: str | None
    version: str
    changed: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, float]:
        """Return the thresholds by name, as statements and algorithms take them."""
        return {threshold.name: threshold.value for threshold in self.thresholds}

    @property
    def statements(self) -> dict[str, str]:
        """Return all Cypher the rule runs: its own statement and that of its pages, or those its algorithm reads."""
        if self.algorithm:
            return read_all(self.reads)
        return {**read_all((self.pages,) if self.pages else ()), self.id: self.statement}


@cache
def find_rules() -> Mapping[str, Rule]:
    """Return every packaged rule by its id, in the order of family and id."""
    rules: dict[str, Rule] = {}
    for family, file in list_rule_files():
        rule = read_rule(file.read_text(encoding="utf-8"), file.name.removesuffix(".cypher"), family)
        if rule.id in rules:
            raise StatementError(f"two rules are called {rule.id}")
        rules[rule.id] = rule
    return rules


def list_rule_files() -> Iterator[tuple[str, Traversable]]:
    """Return family and file of every packaged rule."""
    root = files("riskgraph.cypher").joinpath("rules")
    for folder in sorted((item for item in root.iterdir() if item.is_dir()), key=lambda item: item.name):
        for file in sorted(folder.iterdir(), key=lambda item: item.name):
            if file.name.endswith(".cypher"):
                yield folder.name, file


def read_rule(text: str, name: str, family: str) -> Rule:
    """Parse the text of a rule file; raise `StatementError` when its header is incomplete or wrong."""
    header, thresholds = read_header(text, name)
    check_header(header, name)
    returns, reads = split_names(header["returns"]), split_names(header.get("reads", ""))
    check_columns(header, returns, name)
    statement = expand_fragments(text, f"rule {name}")
    pages = header.get("pages")
    read = read_all((*reads, pages) if pages else reads)
    check_body(header, statement, read, {threshold.name for threshold in thresholds})
    return Rule(
        id=header["id"],
        family=family,
        title=header["title"],
        title_zh=header["title_zh"],
        severity=header["severity"],
        status=header["status"],
        key=split_names(header["key"]),
        returns=returns,
        burdens=split_names(header.get("burdens") or FIRST_PARTY),
        needs=split_names(header.get("needs", "")),
        why=header["why"],
        innocent=header["innocent"],
        unseen=header["unseen"],
        source=header["source"],
        sentence_en=header["sentence_en"],
        sentence_zh=header["sentence_zh"],
        thresholds=thresholds,
        statement=statement,
        algorithm=header.get("algorithm"),
        reads=reads,
        pages=pages,
        version=blake2b("".join([statement, *read.values()]).encode(), digest_size=6).hexdigest(),
    )


def check_body(header: Mapping[str, str], statement: str, read: Mapping[str, str], declared: Set[str]) -> None:
    """Refuse a body that does not fit the header: one statement, all at once or in pages, or an algorithm."""
    name, pages = header["id"], header.get("pages")
    if "algorithm" in header and pages:
        raise StatementError(f"rule {name}: an algorithm reads what it needs and has no pages")
    if "algorithm" in header:
        check_reads(statement, read, name)
        return
    if "reads" in header:
        raise StatementError(f"rule {name}: it names reads and no algorithm")
    if pages:
        check_pages(read[pages], name, declared)
    check_statement(statement, name, split_names(header["returns"]), declared | ({"page"} if pages else set()))


def read_all(names: tuple[str, ...]) -> dict[str, str]:
    """Return the statements that a rule reads, by their names under `cypher/read/rules`."""
    return {name: read_statement(f"read/rules/{name}") for name in names}
