"""Amounts of money with their unit and currency in one cell."""

import math
import re
from unicodedata import normalize

from ...errors import RecordError
from .clean import NUMBER, read_number

UNITS = {
    "": 1,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "億": 1e8,
    "万亿": 1e12,
}
UNITS |= {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "trillion": 1e12}
CURRENCY_NAMES = {
    "元": "CNY",
    "圆": "CNY",
    "人民币": "CNY",
    "人民币元": "CNY",
    "元人民币": "CNY",
    "RMB": "CNY",
    "CN¥": "CNY",
}
CURRENCY_NAMES |= {
    "美元": "USD",
    "US$": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "HK$": "HKD",
    "澳门元": "MOP",
    "新台币": "TWD",
    "NT$": "TWD",
}
CURRENCY_NAMES |= {
    "欧元": "EUR",
    "€": "EUR",
    "英镑": "GBP",
    "£": "GBP",
    "日元": "JPY",
    "日圆": "JPY",
    "韩元": "KRW",
    "新加坡元": "SGD",
}
CURRENCY_NAMES |= {"澳元": "AUD", "加元": "CAD", "瑞士法郎": "CHF", "卢布": "RUB", "泰铢": "THB", "印度卢比": "INR"}
ISO_4217 = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED
VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCY_CODES = frozenset(ISO_4217.split())
AMOUNT = re.compile(r"(?P<before>[^\d+-]*)(?P<number>[+-]?\d[\d,]*(?:\.\d*)?)\s*(?P<after>\D*)")
UNIT = re.compile("|".join(sorted(filter(None, UNITS), key=len, reverse=True)), re.IGNORECASE)


def read_amount(text: str) -> float:
    """Read `1,234.5万元`, `3.2亿元`, `USD 1,000,000` or a bare number as an amount in units of its currency."""
    if NUMBER.fullmatch(text):
        amount = read_number(text)
    else:
        number, unit, _ = _split_amount(text)
        amount = round(read_number(number) * UNITS[unit], 6)
        if math.isinf(amount):
            raise RecordError("a number too large to be stored", remedy="correct the number")
    if amount < 0:
        raise RecordError("a negative amount", remedy="correct the amount, or leave the cell empty")
    return amount


def read_currency(text: str) -> str | None:
    """Return the ISO 4217 code of a currency code, name or amount; `None` for a bare number."""
    if text in CURRENCY_CODES:
        return text
    words = normalize("NFKC", text).strip()
    if any(sign.isdigit() for sign in words):
        words = _split_amount(text)[2]
    return _read_currency_words(words) if words else None


def _split_amount(text: str) -> tuple[str, str, str]:
    """Return the number, the unit and the currency words."""
    found = AMOUNT.fullmatch(normalize("NFKC", text).strip())
    if found is None:
        raise RecordError("not an amount", remedy="write a number with its unit, such as 1,234.5万元 or USD 1,000,000")
    after = found["after"].strip()
    unit = UNIT.match(after)
    rest = after[unit.end() :] if unit else after
    words = (found["before"] + rest).strip()
    if words:
        _read_currency_words(words)
    return found["number"], unit[0].lower() if unit else "", words


def _read_currency_words(words: str) -> str:
    code = words.upper()
    currency = code if code in CURRENCY_CODES else CURRENCY_NAMES.get(code)
    if currency is None:
        raise RecordError(
            "an unknown currency or unit", remedy="write the ISO 4217 code, such as CNY, before the number"
        )
    return currency
