"""The words of the graph on a page appear in both languages."""

import pytest

from riskgraph.graph.engine.store import Store
from riskgraph.graph.rules.rule_header import SEVERITIES
from riskgraph.ingest.extract.events.event_rules import read_event_rules
from riskgraph.ingest.extract.extraction import EventKind, Language, Modality
from riskgraph.ingest.records import Office
from riskgraph.ingest.world import facts
from riskgraph.ingest.world.economy import figures
from riskgraph.models.ownership.beneficial_ownership import OwnerRule
from riskgraph.terminal.words import CHINESE, write_event, write_word

from ..commands import Run
from ..graph.factories import guarantees, load, owns, person
from .test_page import DAY, lines_of


@pytest.mark.parametrize(
    "words",
    [
        facts.ROLES, facts.HOLDING_KINDS, facts.PLEDGE_KINDS, facts.LAWSUIT_KINDS, facts.LAWSUIT_ROLES,
        figures.FIGURES, SEVERITIES, OwnerRule, EventKind, Modality,
    ],
)  # fmt: skip
def test_every_word_of_a_closed_set_has_its_chinese(words: tuple[str, ...]) -> None:
    assert [str(word) for word in words if str(word) not in CHINESE] == []


def test_every_part_in_an_event_has_its_chinese() -> None:
    rules = [rule for language in (Language.CHINESE, Language.ENGLISH) for rule in read_event_rules(language)]
    parts = {part for rule in rules for pattern in rule.patterns for part in pattern.groupindex} - {"trigger"}
    assert (len(parts) > 20, sorted(parts - set(CHINESE))) == (True, [])


def test_a_word_that_nobody_translated_stands_alone() -> None:
    assert (write_word("old_friends"), write_event("meteor_strike")) == ("old friends", "meteor strike")


def test_an_event_says_in_both_languages_whether_it_happened() -> None:
    assert write_event("supply:planned") == "supply:planned 供应:计划"
    assert write_event("executive_change") == "executive_change 高管变动"


def test_offices_and_the_rules_of_owners_are_told_in_both_languages(store: Store, run: Run) -> None:
    load(store, [person("p"), owns("p", "c", 0.9), Office(start="p", end="c", role="supervisor")])
    lines = lines_of(run("show", "c", *DAY))
    assert {"p 岚川朔禾 (supervisor 监事)  [case|row 5]", "90.00%  p 岚川朔禾 (p)  capital 出资, control 控制"} <= lines


def test_a_finding_tells_its_severity_in_both_languages(store: Store, run: Run) -> None:
    load(store, [guarantees("a", "b", 2e6), guarantees("b", "a", 3e6)])
    assert run("find", "--rule", "mutual_guarantees", *DAY).code == 0
    assert "  [high 高] " in run("show", "a", *DAY).out


def test_a_company_without_large_owners_says_so_in_both_languages(store: Store, run: Run) -> None:
    load(store, [owns(f"h{number}", "c", 0.125) for number in range(8)])
    lines = lines_of(run("show", "c", *DAY))
    assert "no owner reaches the threshold / 无人达到比例" in lines
    assert "12.50%  h0 澜砚贸易 (h0)  below the threshold / 未达比例" in lines
