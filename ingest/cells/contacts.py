"""A normal form of registered addresses and telephone numbers, in which two ways of writing one become equal.

It is made to compare, not to show: an address keeps its words, a telephone number only its digits.
"""

import re
from unicodedata import normalize

from ..names.characters import fold_name

NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100}
# a number in words counts only before a word of a street or a house: 三楼 and 中山三路, but not 三环
NUMERAL = re.compile("第?([零〇一二两三四五六七八九十百]+|[0-9]+)(?=号|#|栋|幢|座|楼|层|单元|室|房|弄|巷|路|街)")
NUMBER = "[0-9]+[a-z]?|[a-z][0-9]*"
# one word for each kind of place, in this order; 弄 and 巷 stay: lane 5 and number 5 of a street are two places
PLACES = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        ("^(?:中华人民共和国|中国)|门牌|-(?:p-?r-?)?china$", ""),
        ("(?<=[0-9])(?:号房间?|号室|房间|房(?!产|地))", "室"),
        ("(?<=[0-9a-z])(?:号楼|#楼|栋楼?|幢楼?|座|(?<=[a-z])楼)", "栋"),
        ("(?<=[0-9])#", "号"),
        ("(?<=[0-9])(?:楼|层楼?|f(?![a-z]))", "层"),
    )
)
# numbers without words at the end: building, unit and room
TAILS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (rf"(?<![0-9a-z-])({NUMBER})-({NUMBER})-({NUMBER})室?$", r"\1栋\2单元\3"),
        (rf"(?<=栋)({NUMBER})-({NUMBER})室?$", r"\1单元\2"),
        (rf"(?<=[^\x00-\x7f])({NUMBER})-({NUMBER})室?$", r"\1栋\2"),
        ("(?<=[0-9a-z])室$", ""),
    )
)
ENGLISH = {
    "rd": "road", "st": "street", "ave": "avenue", "blvd": "boulevard", "rm": "room", "fl": "floor", "flr": "floor",
    "bldg": "building", "blk": "block", "no": "",
}  # fmt: skip
SHORT_WORD = re.compile(rf"\b({'|'.join(ENGLISH)})\b\.?")
SEVERAL = re.compile(r"[;,、/|]|或|\bor\b")
EXTENSION = re.compile(r"(?:(?:转|分机|ext(?:ension)?|x|#)\D*|(?<=[0-9]{7})-)([0-9]{1,6})\s*$", re.IGNORECASE)
SHORTEST_NUMBER = 7  # digits of a local number
SHORTEST_TRUNK = 10  # digits of a number with its area code and the 0 in front of it


def fold_address(address: str) -> str:
    """Return an address in its normal form: width, script, spaces, punctuation and words of houses made equal."""
    text = SHORT_WORD.sub(lambda found: ENGLISH[found[1]], fold_name(address))
    text = re.sub(r"(?<=[0-9a-z])[^\w#]+(?=[0-9a-z])", "-", text)
    text = re.sub(r"(?<![0-9a-z])-|-(?![0-9a-z])|[^\w#-]", "", text)
    text = NUMERAL.sub(lambda found: read_numeral(found[1]), text)
    for pattern, words in (*PLACES, *TAILS):
        text = pattern.sub(words, text)
    return text


def read_numeral(text: str) -> str:
    """Read a Chinese number below a thousand, spelt out or digit by digit; other digits are returned as they are."""
    if text.isascii():
        return text
    if not any(sign in TENS for sign in text):
        return "".join(str(NUMERALS[sign]) for sign in text)
    total, digit = 0, 0
    for sign in text:
        total += (digit or 1) * TENS.get(sign, 0)
        digit = NUMERALS.get(sign, 0)
    return str(total + digit)


def read_phones(text: str) -> tuple[str, ...]:
    """Read the telephone numbers of a cell in their normal form; a cell without any, or of one digit only, has none."""
    numbers = [fold_phone(part) for part in SEVERAL.split(normalize("NFKC", text))]
    whole = [number for number in numbers if len(number) >= SHORTEST_NUMBER]
    return tuple(dict.fromkeys(whole or filter(None, numbers[:1])))


def fold_phone(text: str) -> str:
    """Return the digits of one number without China's prefix (+86) and the 0 in front of an area code.

    A number of another country keeps its prefix, and an extension follows after a hyphen.
    """
    extension = EXTENSION.search(text)
    main = text[: extension.start()] if extension else text
    digits = re.sub(r"\D", "", main.replace("(0)", ""))
    if len(set(digits)) < 2:
        return ""
    if abroad := "+" in main or (digits.startswith("00") and len(digits) > SHORTEST_TRUNK):
        digits = digits.removeprefix("00")
    if digits.startswith("86") and (abroad or len(digits) >= 12):
        digits, abroad = digits[2:], False
    if not abroad and len(digits) >= SHORTEST_TRUNK:
        digits = digits.removeprefix("0")
    return f"{'+' * abroad}{digits}{f'-{extension[1]}' if extension else ''}"
