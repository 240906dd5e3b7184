"""Names in lists of holders and controllers: the party, its kind, and a normalised spelling.

The source gives no kinds, so the kind is inferred from the form of the name. Organisations are identified by name,
persons only within one company: namesakes in two companies stay two persons.
"""

import re
from functools import lru_cache
from unicodedata import normalize

FOOTNOTE = re.compile(r"\(注\d*\)$")
INSURANCE_ACCOUNT = re.compile(
    r"集团本级|自有资金|自有|资本金|(新|个险|团险|团体|个人|银保)?(传统|分红|万能|普通)(型|险|保险)*(产品|账户)?"
    r"|\d{3}[A-Z]{1,3}\d*[深沪]?|[A-Z]{2}\d{2,3}[深沪]"
)
OWN_ACCOUNT = re.compile(r"自有资金|自有")
BUY_BACK = "回购专用"
NOMINEE = re.compile(r"香港中央结算|HKSCC|NOMINEE", re.IGNORECASE)
PUBLIC_BODY = re.compile(
    r"(国有资产监督管理|国资委|人民政府|财政局|财政厅|财政部|管理局|管理委员会|监督管理局|旅游局|社会保障基金理事会|金融管理局)"
    r"[^公]*$|(局|厅|委员会|管理处)$|人民政府$"
)
ORGANISATION = re.compile(
    r"公司|集团|企业|合伙|基金|信托|银行|证券|保险|资产|投资|中心|大学|学院|研究|医院|学校|出版社|电视台|会社|合作社"
    r"|工厂|针织|株式|计划|组合|酒店|宾馆|财政部|国资委|[^\W]{3,}[厂院社局厅部委站所矿店行处场]$"
)
FOREIGN_ORGANISATION = re.compile(
    r"LIMITED|LTD|\bINC|FUND|BANK|PLC|LLC|L\.?P\b|CORP|COMPAN|GMBH|\bAG\b|\bS\.?[AE]\b|\bN\.?V\b|\bB\.V|PTE|HOLDI|INVEST"
    r"|PARTNER|TRUST|NOMINEE|UNIVERSITY|SECURIT|CAPITAL|INTERNATI|GROUP|VENTURE|VANGUARD|ISHARES|UBS|HKSCC|A/C|&|\bETF\b"
    r"|MERRILL|AKTIEBOLA|AUTHORITY|AIR ?LINE|PARIBAS|PRODUCTS|\bAPS\b|\bOF\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(r"夫妇|家族|一致行动人|自然人|先生|女士|妻子|配偶|子女|儿媳|父女|父子|母子|母女|兄弟|姐妹")
HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}\d?|[\u4e00-\u9fff]+[·•.][\u4e00-\u9fff·•.]+")
FOREIGN_NAME = re.compile(r"[^\W\d_][\w.'-]*([ ,·]+[^\W\d_][\w.'-]*){1,4}")
TRANSLATED = re.compile(r"(.+?)\((.+)\)")


@lru_cache(maxsize=65536)
def clean_holder(name: str) -> str:
    """Return the holder's name without footnotes and without a suffix for the holder's own account.

    `甲保险公司-传统-普通保险产品` is the insurer. `乙银行-某指数证券投资基金` is the fund and stays whole. Client money
    and unit-linked accounts also stay whole: they do not belong to the institution that keeps them.
    """
    plain = FOOTNOTE.sub("", normalize("NFKC", name).strip())
    owner, *accounts = plain.split("-")
    if not accounts or not owner.endswith("公司"):
        return plain
    own = INSURANCE_ACCOUNT if "保险" in owner else OWN_ACCOUNT
    return owner if all(map(own.fullmatch, accounts)) else plain


@lru_cache(maxsize=65536)
def normalise_name(name: str) -> str:
    """Normalise a name: remove white space and hyphens, and fold case."""
    return re.sub(r"[\s-]", "", normalize("NFKC", name)).casefold()


@lru_cache(maxsize=65536)
def find_kind(name: str) -> str:
    """Return Company, Person or PublicBody, inferred from the form of the name."""
    plain = normalize("NFKC", name).strip()
    if PEOPLE.search(plain) and "公司" not in plain and not FOREIGN_ORGANISATION.search(plain):
        return "Person"
    if _is_person(plain) or ((both := TRANSLATED.fullmatch(plain)) and all(map(_is_person, both.groups()))):
        return "Person"
    return "PublicBody" if PUBLIC_BODY.search(plain) else "Company"


def _is_person(name: str) -> bool:
    if HAN_NAME.fullmatch(name):
        return not ORGANISATION.search(name)
    return bool(FOREIGN_NAME.fullmatch(name)) and not FOREIGN_ORGANISATION.search(name) and name.isascii()


def find_tie_kind(name: str) -> str:
    """Return `nominee` for a holder that holds on behalf of others, otherwise `shareholder`."""
    return "nominee" if NOMINEE.search(name) else "shareholder"
