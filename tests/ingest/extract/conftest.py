"""A reader without known names, and one that knows a few parties."""

import pytest

from riskgraph.ingest.extract import Gazetteer, TextReader

NAMES = (
    ("party:steel", "云泽市赤石钢铁股份有限公司"),
    ("party:steel", "Yunze Chishi Steel Co., Ltd."),
    ("party:machine", "霜河市澜穹精密机械有限公司"),
    ("party:bank", "临渚银行股份有限公司"),
    ("party:bank", "临渚银行"),
    ("party:north", "云泽市棠梨纺织有限公司"),
    ("party:south", "霜河市棠梨纺织有限公司"),
    ("party:velba", "Velba Trading Ltd"),
    ("party:odd", "Velba (C++) [a.*] Works Ltd"),
    ("party:person", "岚川霁禾"),
    ("party:twin1", "张伟舟"),
    ("party:twin2", "张伟舟"),
)


@pytest.fixture(scope="session")
def reader() -> TextReader:
    """A reader that knows nobody."""
    return TextReader()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer of a few parties, two of which share a short name and two a full one."""
    return Gazetteer.build(NAMES)


@pytest.fixture(scope="session")
def knowing_reader(gazetteer: Gazetteer) -> TextReader:
    """A reader that knows a few parties."""
    return TextReader(gazetteer)
