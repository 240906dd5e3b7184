"""Check that an investment's target name matches the listed company with its code.

Codes of funds, bonds and other exchanges coincide with codes of listed companies, so only the name can confirm a match.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

TRADING_MARK = re.compile(r"^(\*?S?\*?ST|XD|XR|DR|N|C|U)\s*(?=[\u4e00-\u9fff])", re.IGNORECASE)
TAIL = re.compile(r"(\((A股|H股)\)|A股|H股|[AB]股?|-U|-W)$", re.IGNORECASE)
FUND = re.compile(
    r"货币|基金|理财|混合|债|信用|ETF|LOF|天天|活期|添利|增利|钱|现金|开放|定开|专户|[A-F]类", re.IGNORECASE
)
COMMON_PAIRS = """
科技 股份 集团 国际 控股 发展 电子 医药 银行 证券 信息 传媒 环保 投资 实业 生物 能源 材料 食品 中国 通信 电气 公司
有限 技术 文化 新材 智能 汽车 药业 软件 网络 制药 重工 机械 化工 电力 工业 产业 资本 财务 责任 上海 深圳 广东 北京
"""
COMMON = frozenset(COMMON_PAIRS.split())


@lru_cache(maxsize=8192)
def drop_marks(name: str) -> str:
    """Return a company's short name without trading marks: `*ST 某某` becomes `某某`."""
    plain = "".join(normalize("NFKC", name).split())
    return TAIL.sub("", TRADING_MARK.sub("", plain))


def is_fund(name: str) -> bool:
    """Check whether a name contains the words of a fund or bond."""
    return bool(FUND.search(name))


def names_agree(target: str, names: Iterable[str]) -> bool:
    """Check whether a target is an abbreviation of one of the names or shares two distinctive characters with it."""
    plain = drop_marks(target)
    return bool(plain) and any(_agree(plain, drop_marks(name)) for name in names)


def _agree(left: str, right: str) -> bool:
    if _abbreviates(left, right) or _abbreviates(right, left):
        return True
    return bool((_list_pairs(left) & _list_pairs(right)) - COMMON)


def _abbreviates(short: str, long: str) -> bool:
    """Check whether the characters of one name occur in the other in the same order."""
    signs = iter(long)
    return len(short) >= 2 and all(sign in signs for sign in short)


def _list_pairs(name: str) -> set[str]:
    return {name[index : index + 2] for index in range(len(name) - 1)}
