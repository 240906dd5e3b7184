# ruff: noqa: E501
"""Entities of a text and the characters at which they stand."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskgraph.errors import MissingExtraError, UsageError
from riskgraph.ingest.extract import Entity, EntityKind, Extraction, Language, Span, TextReader, read_text
from riskgraph.ingest.extract.entities.figures import find_figures

PIECES = (
    "云泽市赤石钢铁股份有限公司",
    "（以下简称“赤石钢铁”）",
    "未能偿还",
    "人民币3,000万元",
    "Yunze Chishi Steel Co., Ltd.",
    " guaranteed ",
    "USD 5 million",
    "2023年5月4日",
    "，否认违约。",
    "董事长张伟舟",
    "(((",
    "）)",
    "\n",
    "👨\u200d👩\u200d👧",
    "\ud83d",
    "\x00\x07",
    "İ",
    "ﬁ",
    "\ue000",
)


def find(extraction: Extraction, kind: EntityKind) -> list[str]:
    """The surfaces of a kind, in reading order."""
    return [entity.surface for entity in extraction.entities if entity.kind is kind]


def assert_exact(text: str, extraction: Extraction) -> None:
    """Every span of the extraction holds the characters it says it holds."""
    spans: list[Entity | Span] = [*extraction.entities, *extraction.sentences]
    spans += [part for event in extraction.events for part in (event.trigger, event.sentence)]
    spans += [argument.entity for event in extraction.events for argument in event.arguments]
    for span in spans:
        assert text[span.start : span.end] == span.surface


@settings(max_examples=80)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=12).map("".join))
def test_spans_are_exact_in_any_text(knowing_reader: TextReader, text: str) -> None:
    assert_exact(text, knowing_reader.read(text))


@pytest.mark.parametrize("insertion", ["👨‍👩‍👧", "\ud800", "\u200b", "İİ", "\r\n", "ﷺ", "\x00"])
def test_what_stands_before_a_name_does_not_move_it(reader: TextReader, insertion: str) -> None:
    text = f"{insertion}。云泽市赤石钢铁股份有限公司为霜河市澜穹精密机械有限公司提供担保。"
    extraction = reader.read(text)
    assert find(extraction, EntityKind.COMPANY) == ["云泽市赤石钢铁股份有限公司", "霜河市澜穹精密机械有限公司"]
    assert_exact(text, extraction)


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("昨日，云泽市赤石钢铁股份有限公司与霜河市澜穹精密机械有限公司签订协议。", ["云泽市赤石钢铁股份有限公司", "霜河市澜穹精密机械有限公司"]),
        ("法院裁定霜河市澜穹投资管理合伙企业（有限合伙）破产。", ["霜河市澜穹投资管理合伙企业（有限合伙）"]),
        ("据赤石（云泽）钢铁有限公司披露", ["赤石（云泽）钢铁有限公司"]),
        ("Velba Steel Ltd and Torhaven Holdings Inc. met on Monday.", ["Velba Steel Ltd", "Torhaven Holdings Inc."]),
        ("Shares of Yunze Chishi Steel Co., Ltd. fell. The lender agreed.", ["Yunze Chishi Steel Co., Ltd."]),
        ("该公司为一家有限公司。", []),
        ("The company is limited by shares.", []),
    ],
)  # fmt: skip
def test_companies_are_found_by_their_legal_form(reader: TextReader, text: str, companies: list[str]) -> None:
    assert find(reader.read(text), EntityKind.COMPANY) == companies


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("公司董事长张伟舟表示", ["张伟舟"]),
        ("法定代表人由张伟舟变更为李小溪。", ["张伟舟", "李小溪"]),
        ("董事会聘任李小溪女士为总经理。", ["李小溪"]),
        ("Mr Torvan Velba spoke.", ["Torvan Velba"]),
        ("The board appointed Quelia Maddoc as chairman.", ["Quelia Maddoc"]),
        ("Torvan Velba resigned.", ["Torvan Velba"]),
        ("股东大会审议通过了议案。", []),
    ],
)
def test_people_are_found_by_titles(reader: TextReader, text: str, people: list[str]) -> None:
    assert find(reader.read(text), EntityKind.PERSON) == people


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("1.2亿元", 1.2e8, "CNY"),
        ("人民币3,000万元", 3e7, "CNY"),
        ("５００万美元", 5e6, "USD"),
        ("USD 5 million", 5e6, "USD"),
        ("RMB 30m", 3e7, "CNY"),
        ("RMB 3,910,000", 3910000, "CNY"),
        ("2.6 million yuan", 2.6e6, "CNY"),
        ("HK$1.5bn", 1.5e9, "HKD"),
        ("€40 thousand", 4e4, "EUR"),
    ],
)
def test_amounts_are_read_in_units_of_their_currency(text: str, value: float, currency: str) -> None:
    amounts = [one for one in find_figures(f"（{text}）") if one.kind is EntityKind.AMOUNT]
    assert [(one.surface, one.value, one.currency) for one in amounts] == [(text, value, currency)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年5月4日", date(2023, 5, 4)),
        ("2023-05-04", date(2023, 5, 4)),
        ("4 May 2023", date(2023, 5, 4)),
        ("May 4, 2023", date(2023, 5, 4)),
        ("2023年5月", None),
    ],
)
def test_dates_are_read(text: str, day: date | None) -> None:
    dates = [one for one in find_figures(f"({text})") if one.kind is EntityKind.DATE]
    assert [(one.surface, one.day) for one in dates] == [(text, day)]


def test_31_february_is_no_date() -> None:
    assert find_figures("2023年2月31日") == []


def test_relative_dates_need_the_day_of_publication() -> None:
    text = "昨日，5月4日的公告称"
    assert find_figures(text) == []
    days = [one.day for one in find_figures(text, date(2023, 5, 6))]
    assert sorted(days, key=str) == [date(2023, 5, 4), date(2023, 5, 5)]


def test_short_name_that_the_text_gives_is_followed(reader: TextReader) -> None:
    text = "云泽市赤石钢铁股份有限公司（以下简称“赤石钢铁”）公告。赤石钢铁违约。"
    short = [one for one in reader.read(text).entities if one.surface == "赤石钢铁"]
    assert [one.full_name for one in short] == ["云泽市赤石钢铁股份有限公司"] * 2


def test_short_name_is_followed_over_a_long_text(reader: TextReader) -> None:
    filler = "当日市场整体成交平稳。" * 1000
    text = f"云泽市赤石钢铁股份有限公司（以下简称“赤石钢铁”）公告。{filler}赤石钢铁违约。"
    extraction = reader.read(text)
    assert extraction.entities[-1].full_name == "云泽市赤石钢铁股份有限公司"
    assert_exact(text, extraction)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("赤石钢铁公告", Language.CHINESE),
        ("Chishi Steel said", Language.ENGLISH),
        ("赤石钢铁公告称业绩稳定。Chishi Steel said that it had not defaulted on any of its loans.", Language.MIXED),
        ("", Language.ENGLISH),
    ],
)
def test_language_is_found_out(text: str, language: Language) -> None:
    assert read_text(text).language is language


def test_unknown_language_is_refused(reader: TextReader) -> None:
    with pytest.raises(UsageError, match="fr"):
        reader.read("x", "fr")


def test_empty_text_has_nothing_in_it(reader: TextReader) -> None:
    extraction = reader.read("")
    assert (extraction.entities, extraction.events, extraction.relations) == ((), (), ())


@pytest.mark.parametrize(
    "unit",
    ["云泽市赤石钢铁股份有限公司未能偿还贷款1.2亿元，", "Velba Ltd sued Torhaven Inc. for USD 5m ", "（", "A ", "云"],
)
def test_a_text_four_times_as_long_takes_not_much_more_than_four_times_as_long(reader: TextReader, unit: str) -> None:
    """Quadratic time would be sixteen times as long; a megabyte takes seconds and not minutes."""
    short, long = (measure_reading(reader, unit * (size // len(unit.encode()))) for size in (100_000, 400_000))
    assert long < 8 * short + 1.0


def measure_reading(reader: TextReader, text: str) -> float:
    """Return the processor time that a text takes, which other processes hardly change."""
    start = time.process_time()
    reader.read(text)
    return time.process_time() - start


def test_missing_spacy_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"riskgraph\[text\]"):
        TextReader().read("云泽")


def test_trained_components_are_adopted() -> None:
    reader = TextReader()
    pipeline = reader.get_pipeline("en")
    trained = pipeline.add_pipe("entity_ruler", before="riskgraph_adopted")
    trained.add_patterns([{"label": "ORG", "pattern": "Quellmark"}])
    entity = reader.read("Analysts praised Quellmark today.").entities[0]
    assert (entity.kind, entity.surface, entity.reasons) == (EntityKind.COMPANY, "Quellmark", ("trained",))
