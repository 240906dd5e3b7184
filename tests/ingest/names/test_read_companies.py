"""The parts that company names are read into, and the short names made from them."""

import pytest

from riskgraph.ingest.names import read_company_name, short_names
from riskgraph.ingest.names.chinese import measure_area, strip_area_suffix
from riskgraph.ingest.names.parts import CompanyName


def parts(**written: str) -> CompanyName:
    """Return a company name with these parts."""
    return CompanyName(**written)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("广东省深圳市赤石钢铁有限公司", parts(region="广东省深圳市", brand="赤石", industry="钢铁", form="有限公司")),
        ("深圳市南山区赤石有限公司", parts(region="深圳市南山区", brand="赤石", form="有限公司")),
        ("上海赤石有限公司", parts(region="上海", brand="赤石", form="有限公司")),
        ("香港特别行政区赤石有限公司", parts(region="香港特别行政区", brand="赤石", form="有限公司")),
        ("超市赤石有限公司", parts(brand="超市赤石", form="有限公司")),
        ("云泽市有限公司", parts(brand="云泽市", form="有限公司")),
        ("贸易有限公司", parts(industry="贸易", form="有限公司")),
        ("投资管理有限公司", parts(brand="投资", industry="管理", form="有限公司")),
        ("赤石国际贸易进出口有限公司", parts(brand="赤石", industry="国际贸易进出口", form="有限公司")),
        ("赤石集团控股有限公司", parts(brand="赤石", group="集团控股", form="有限公司")),
        ("集团有限公司", parts(brand="集团", form="有限公司")),
        ("赤石集团公司", parts(brand="赤石", group="集团", form="集团公司")),
        ("赤石（集团）有限公司", parts(brand="赤石", group="集团", form="有限公司")),
        ("赤石（云泽）有限公司", parts(region="云泽", brand="赤石", form="有限公司")),
        ("（云泽）赤石有限公司", parts(brand="赤石", qualifier="云泽", form="有限公司")),
        ("赤石（甲乙丙丁戊）有限公司", parts(brand="赤石", qualifier="甲乙丙丁戊", form="有限公司")),
        (
            "赤石（云泽）钢铁（集团）有限公司",
            parts(region="云泽", brand="赤石", industry="钢铁", group="集团", form="有限公司"),
        ),
        ("赤石钢铁厂霜河分厂", parts(brand="赤石", industry="钢铁", form="厂", branch="霜河分厂")),
    ],
)
def test_a_chinese_name_is_read_in_parts(text: str, name: CompanyName) -> None:
    read = read_company_name(text)
    assert (
        CompanyName(read.region, read.brand, read.industry, read.form, read.group, read.branch, read.qualifier) == name
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Velba Company", parts(brand="Velba", form="Company")),
        ("Velba of Singapore Ltd", parts(region="Singapore", brand="Velba", form="Ltd")),
        ("Singapore Velba Ltd", parts(region="Singapore", brand="Velba", form="Ltd")),
        ("Of Singapore Ltd", parts(region="Singapore", brand="Of", form="Ltd")),
        ("Hong Kong Steel Ltd", parts(region="Hong Kong", brand="Steel", form="Ltd")),
        ("Velba (Hong Kong) Holdings Ltd", parts(region="Hong Kong", brand="Velba", group="Holdings", form="Ltd")),
        ("Velba (Holdings) Ltd", parts(brand="Velba", group="Holdings", form="Ltd")),
        ("Velba Holdings Group Ltd", parts(brand="Velba", group="Holdings Group", form="Ltd")),
        ("Holdings Ltd", parts(brand="Holdings", form="Ltd")),
        ("Velba (Old Name) Ltd", parts(brand="Velba", qualifier="Old Name", form="Ltd")),
        ("Velba (Old) Steel Ltd", parts(brand="Velba", qualifier="Old", industry="Steel", form="Ltd")),
        ("Velba Steel and Shipping Ltd", parts(brand="Velba", industry="Steel and Shipping", form="Ltd")),
        (
            "Velba Information Technology Services Ltd",
            parts(brand="Velba", industry="Information Technology Services", form="Ltd"),
        ),
        ("Steel Ltd", parts(brand="Steel", form="Ltd")),
        ("Velba S.A.", parts(brand="Velba", form="S.A.")),
        ("Velba A/S", parts(brand="Velba", form="A/S")),
        ("OOO Velba Ltd", parts(brand="Velba", form="OOO")),  # the form at the start takes precedence
        ("Ltd Velba", parts(brand="Ltd Velba")),  # only some forms are written at the start
    ],
)
def test_a_name_in_latin_letters_is_read_in_parts(text: str, name: CompanyName) -> None:
    read = read_company_name(text)
    assert (
        CompanyName(read.region, read.brand, read.industry, read.form, read.group, read.branch, read.qualifier) == name
    )


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("赤石有限公司", "limited"),
        ("有限公司", "limited"),
        ("赤石股份有限公司", "joint_stock"),
        ("赤石钢铁厂", "factory"),
        ("赤石", None),
        ("Velba Company", "company"),
        ("Velba A/S", "as"),
        ("OOO Velba Ltd", "llc"),
        ("Velba", None),
    ],
)
def test_a_legal_form_belongs_to_a_family(text: str, family: str | None) -> None:
    assert read_company_name(text).family == family


@pytest.mark.parametrize(
    ("text", "length"),
    [("上海赤石", 2), ("上海市赤石", 3), ("云泽市赤石", 3), ("香港特别行政区赤石", 7), ("赤石", 0), ("云泽超市", 0)],
)
def test_a_place_at_the_start_is_known_or_has_an_ending(text: str, length: int) -> None:
    assert measure_area(text) == length


@pytest.mark.parametrize(("region", "bare"), [("云泽市", "云泽"), ("内蒙古自治区", "内蒙古"), ("云市", "云市")])
def test_the_ending_of_a_place_goes_where_something_is_left(region: str, bare: str) -> None:
    assert strip_area_suffix(region) == bare


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "赤石（云泽）钢铁（集团）有限公司",
            ("赤石钢铁", "赤石钢铁集团", "云泽赤石钢铁", "云泽赤石钢铁集团", "赤石集团"),
        ),
        ("赤石钢铁股份有限公司", ("赤石钢铁", "赤石钢铁股份")),
        ("赤石石有限公司", ("赤石石",)),  # three characters are enough
        ("赤石有限公司", ()),  # two are not
        ("赤石钢铁", ()),  # the name itself
        ("Velba Steel Ltd", ("Velba Steel", "Velba")),
        ("Velba (Hong Kong) Ltd", ("Velba (Hong Kong)",)),  # a place: the brand alone may be another company's
        ("Velb Steel Ltd", ("Velb Steel",)),  # four letters are too few
        ("Velba Co., Ltd.", ("Velba",)),
        ("Velba", ()),
    ],
)
def test_short_names_come_likeliest_first(text: str, names: tuple[str, ...]) -> None:
    assert short_names(text) == names
