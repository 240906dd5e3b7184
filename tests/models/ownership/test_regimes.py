"""The rule packs: what they say, how they are checked, and how a share is compared with their threshold."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskgraph.errors import PolicyError
from riskgraph.models.ownership.regimes import REGIMES, Officers, Regime, RegimeId
from riskgraph.models.ownership.regimes.packs import FOLDER, build_regime, read_pack

INCLUSIVE = {RegimeId.CN_2024, RegimeId.CN_2025, RegimeId.EU_AMLR, RegimeId.US_CDD}


def settings(**changed: Any) -> dict[str, Any]:
    """Return the settings of a valid pack, changed in some respects; None as a value stays."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / "eu_amlr.yml").read_text(encoding="utf-8"))
    return {**content, **changed}


@pytest.mark.parametrize("regime", REGIMES.values(), ids=str)
def test_each_pack_names_its_regime_threshold_and_texts(regime: Regime) -> None:
    assert (read_pack(FOLDER / f"{regime.id}.yml"), REGIMES[regime.id]) == (regime, regime)
    assert (regime.threshold, regime.inclusive) == (0.25, regime.id in INCLUSIVE)
    assert all(words.en != words.zh for words in (regime.title, regime.article, regime.reason))
    assert [word for word in regime.title.en if not word.isascii()] == []


def test_every_pack_of_the_folder_is_a_regime() -> None:
    assert {path.stem for path in FOLDER.glob("*.yml")} == set(RegimeId) == set(REGIMES)


@pytest.mark.parametrize("regime", REGIMES.values(), ids=str)
@pytest.mark.parametrize("off", [-2e-9, -5e-10, 0.0, 5e-10, 2e-9])
def test_a_share_that_rounding_moves_off_the_threshold_is_at_it(regime: Regime, off: float) -> None:
    assert regime.reaches(0.25 + off) is (off > 1e-9 or (regime.inclusive and off > -1e-9))


def test_another_threshold_takes_the_place_of_the_regimes_own() -> None:
    regime = REGIMES[RegimeId.CN_2025]
    assert (regime.reaches(0.1, 0.1), regime.reaches(0.25, 0.3)) == (True, False)


@pytest.mark.parametrize(
    ("id_", "first", "last"),
    [
        (RegimeId.CN_2024, date(2024, 11, 1), None),
        (RegimeId.CN_2025, date(2026, 1, 20), None),
        (RegimeId.EU_AMLD, date(2017, 6, 26), date(2027, 7, 9)),
        (RegimeId.EU_AMLR, date(2027, 7, 10), None),
    ],
)
def test_a_regime_is_in_force_from_its_first_to_its_last_day(id_: RegimeId, first: date, last: date | None) -> None:
    regime, before = REGIMES[id_], date.fromordinal(first.toordinal() - 1)
    assert (regime.is_in_force(before), regime.is_in_force(first)) == (False, True)
    if last is not None:
        assert [regime.is_in_force(day) for day in (last, date.fromordinal(last.toordinal() + 1))] == [True, False]


def test_guidance_without_a_day_is_always_in_force() -> None:
    assert REGIMES[RegimeId.FATF].is_in_force(date(1990, 1, 1))


def test_the_version_follows_the_values_and_not_their_order() -> None:
    same = dict(reversed(settings().items()))
    assert build_regime(same, "same").version == REGIMES[RegimeId.EU_AMLR].version
    assert build_regime(settings(threshold=0.15), "lower").version != REGIMES[RegimeId.EU_AMLR].version


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"threshold": "0.25"}, "threshold"),
        ({"threshold": 25}, "threshold"),
        ({"inclusive": "yes"}, "inclusive"),
        ({"bases": ["capital", "luck"]}, "bases.1"),
        ({"bases": ["capital", "capital"]}, "repeats a word: capital, capital"),
        ({"aggregation": []}, "aggregation"),
        ({"control": False}, "`joint_control` needs `control`"),
        ({"effective_to": date(2020, 1, 1)}, "must come after"),
        ({"title": {"en": "only English"}}, "title.zh"),
        ({"officers": "sometimes"}, "officers"),
        ({"article_of_faith": 1}, "article_of_faith"),
    ],
)
def test_a_pack_that_cannot_be_right_is_refused(changed: dict[str, Any], reason: str) -> None:
    with pytest.raises(PolicyError, match=r"rule pack pack\.yml") as refused:
        build_regime(settings(**changed), "pack.yml")
    assert reason in str(refused.value)


@pytest.mark.parametrize(("text", "reason"), [("[", "is not YAML"), ("- 1", "holds no settings")])
def test_a_file_that_is_no_pack_is_named(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "pack.yml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=reason):
        read_pack(tmp_path / "pack.yml")
    with pytest.raises(PolicyError, match="cannot be read"):
        read_pack(tmp_path / "missing.yml")


def test_officers_are_never_named_in_britain_and_always_in_america() -> None:
    named = {id_: regime.officers for id_, regime in REGIMES.items()}
    assert (named.pop(RegimeId.UK_PSC), named.pop(RegimeId.US_CDD)) == (Officers.NEVER, Officers.ALWAYS)
    assert set(named.values()) == {Officers.FALLBACK}
