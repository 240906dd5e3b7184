"""Names of people, found by neighbouring titles, by surnames and by capitals."""

import re

from ...names.words import read_words
from ..extraction import Entity, EntityKind

CHINESE_TITLE = (
    "副?董事长|独立董事|执行董事|董事会秘书|董秘|监事会主席|监事长|董事|监事|副?总经理|副?总裁|首席执行官|首席财务官|财务总监|法定代表人|法人代表|实际控制人|实控人"
    "|控股股东|创始人|联合创始人|负责人|合伙人|经理|主席|行长|副行长|自然人股东|自然人|股东|律师|法官|分析师|发言人"
)
NAME_END = (
    r"(?=$|[^\u4e00-\u9fff]|先生|女士|因|被|于|辞|与|和|及|将|已|拟|的|系|为|持有|担任|出任|表示|称|说|认为|指出|介绍|等|在|"
    r"以|对|向|因涉嫌|涉嫌|提供|任|兼|未|不|接任|离任|卸任|提出|出席|主持|回应|宣布|签署|代表|接受|当选|就|并|还|也|正|曾|同时|通过|名下)"
)
AFTER_TITLE = re.compile(rf"(?:{CHINESE_TITLE})(?:为|系|由|是|:|：)?\s*(?P<name>[\u4e00-\u9fff]{{2,4}}?){NAME_END}")
APPOINTED = re.compile(
    r"(?:聘任|选举|任命|推选|提名|免去|同意)(?P<name>[\u4e00-\u9fff]{2,4}?)(?:先生|女士)?(?=为|担任|出任|的|辞去)"
)
REPLACED = re.compile(
    r"由(?P<name>[\u4e00-\u9fff]{2,4}?)(?:先生|女士)?变更为(?P<other>[\u4e00-\u9fff]{2,4}?)(?=$|[^\u4e00-\u9fff]|先生|女士)"
)
BEFORE_TITLE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4})(?=先生|女士|(?:因[\u4e00-\u9fff]{2,6}?)?(?:辞去|辞任|卸任|不再担任))"
)
RESIGNED = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?=担任|出任|接任|任(?:{CHINESE_TITLE}))")
ENGLISH_WORD = r"[A-Z][a-z\u00e0-\u024f'’-]+"
ENGLISH_NAME = rf"{ENGLISH_WORD}(?:\s+[A-Z]\.)?(?:\s+{ENGLISH_WORD}){{1,2}}"
ENGLISH_TITLE = (
    r"(?:[Vv]ice[- ])?[Cc]hair(?:man|woman|person)?|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|"
    r"[Cc]hief [Ff]inancial [Oo]fficer|CEO|CFO|COO|[Pp]resident|[Ll]egal [Rr]epresentative"
    r"|[Gg]eneral [Mm]anager|[Mm]anaging [Dd]irector|(?:[Ii]ndependent |[Ee]xecutive "
    r")?[Dd]irector|[Ss]upervisor|[Ff]ounder|[Aa]ctual [Cc]ontroller|[Ss]hareholder|"
    r"[Oo]wner"
)
HONORED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir)\b\.?\s+(?P<name>{ENGLISH_WORD}(?:\s+[A-Z]\.)?(?:\s+{ENGLISH_WORD}){{0,2}})"
)
TITLED = re.compile(rf"\b(?:{ENGLISH_TITLE}),?\s+(?P<name>{ENGLISH_NAME})")
NAME_THEN_TITLE = re.compile(
    rf"\b(?P<name>{ENGLISH_NAME}),?\s+(?:as|(?:is|was)\s+(?:the|a)|(?:the|a|its|our)|"
    rf"has\s+(?:resigned|stepped)|resigned|stepped down|"
    rf"the)?\s*(?:as\s+)?(?:{ENGLISH_TITLE})\b"
)
ACTED = re.compile(
    rf"\b(?:appointed|named|elected|removed|dismissed|replaced)\s+(?P<name>{ENGLISH_NAME})|"
    rf"\b(?P<other>{ENGLISH_NAME})\s+(?:has\s+)?(?:resigned|stepped down|was appointed|was "
    rf"named|was removed)"
)
HONOUR = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir)\b\.?\s+")
NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "co",
        "ltd",
        "inc",
        "group",
        "bank",
        "company",
        "chief",
        "executive",
        "general",
        "board",
        "court",
        "people",
    ]
)
NOT_CHINESE_NAMES = re.compile(
    r"公司|董事|股东|集团|银行|会议|议案|决议|全体|以上|以下|上述|相关|部分|主要|第一|第二|大会|变更|签字|印章|姓名|身份|职务|其|该|本|我|他|她|"
    r"及其|持股|有限|单位|企业|人员|辞职|减持|增持|公告"
)
LONGEST_PLAIN_NAME = 3


def find_chinese_people(text: str, folded: str) -> list[Entity]:
    """Find two to four characters beside a title or an act of office; a known surname adds confidence."""
    found = []
    for pattern in (AFTER_TITLE, APPOINTED, REPLACED, BEFORE_TITLE, RESIGNED):
        for match in pattern.finditer(folded):
            for group in match.groupdict():
                entity = _build_chinese_person(text, *match.span(group), strict=pattern in (BEFORE_TITLE, RESIGNED))
                if entity is not None:
                    found.append(entity)
    return found


def find_english_people(text: str) -> list[Entity]:
    """Find capitalised words after a form of address, or beside a title or an act of office."""
    found = []
    for pattern, reason, confidence in (
        (HONORED, "form_of_address", 0.85),
        (TITLED, "title", 0.75),
        (NAME_THEN_TITLE, "title", 0.75),
        (ACTED, "act_of_office", 0.7),
    ):
        for match in pattern.finditer(text):
            for start, end in (match.span(group) for group in match.groupdict()):
                start = _skip_honours(text, start, end)
                words = text[start:end].lower().split() if start >= 0 else []
                if len(words) > (pattern is not HONORED) and not NOT_NAMES.intersection(words):
                    found.append(Entity(EntityKind.PERSON, start, end, text[start:end], confidence, (reason,)))
    return found


def _skip_honours(text: str, start: int, end: int) -> int:
    """Find where the name begins after Mr, Dr and similar forms."""
    honour = HONOUR.match(text, start, end) if start >= 0 else None
    return honour.end() if honour else start


def _build_chinese_person(text: str, start: int, end: int, *, strict: bool) -> Entity | None:
    """Build the person if the characters can be a name; without a known surname only beside a title."""
    if start < 0:
        return None
    if strict:
        start = _find_surname(text, start, end)
    name = text[start:end]
    if len(name) < 2 or NOT_CHINESE_NAMES.search(name):
        return None
    surname = _has_surname(name)
    if not surname and (strict or len(name) < LONGEST_PLAIN_NAME):
        return None
    reasons = ("title", "surname") if surname else ("title",)
    return Entity(EntityKind.PERSON, start, end, name, 0.85 if surname else 0.6, reasons)


def _find_surname(text: str, start: int, end: int) -> int:
    """Find the start of a name that ends here: up to three characters, or four with a compound surname."""
    for size in (4, 3, 2):
        if (
            end - size >= start
            and _has_surname(text[end - size : end])
            and (size < 4 or text[end - 4 : end - 2] in read_words().compound_surnames)
        ):
            return end - size
    return end


def _has_surname(name: str) -> bool:
    words = read_words()
    return name[:2] in words.compound_surnames or (name[0] in words.surnames and len(name) <= LONGEST_PLAIN_NAME)
