"""Company and public-body names in Chinese text, found backwards from their final words."""

import re
from collections.abc import Iterable

from ...names.chinese import measure_area
from ..extraction import Entity, EntityKind
from .gazetteer import KnownName

FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|责任有限公司|有限公司|股份公司|集团公司|控股公司|总公司|合伙企业(?:\((?:有限|普通|特殊普通)合伙\))?"
    r"|\((?:有限|普通|特殊普通)合伙\)|专业合作社|会计师事务所|律师事务所)(?:[\u4e00-\u9fff]{2,8}?(?:分公司|分行|支行))?"
)
INSTITUTION = re.compile(
    r"银行(?:[\u4e00-\u9fff]{2,6}?(?:分行|支行))?|证券|信托|保险|期货|集团|控股|钢铁|重工|药业|地产|置业|能源|电力|汽车|航空|科技|传媒"
)
BODY = re.compile(
    r"人民法院|仲裁委员会|监督管理委员会|监督管理局|管理委员会|银保监局|证监局|监管局|税务局|公安局|检察院|水务局|交通局|调度局|管理局|人民政府|证监会|银保监会|交易所|银监局|国资委|发改委|财政局"
)
NAME_SIGN = re.compile(r"[\u3400-\u9fffa-z0-9()·&\-]")
LONGEST_RUN = 32
NO_TRADE = r"(?!管理|集团|控股|发展|咨询|有限|股份|合伙|基金|担保|实业|公司|中心|链|社|工程|租赁)"
STOP = re.compile(
    r"以及|或者|据(?!点)|强制执行|执行|曾用名|原名|更名为|中标|对于|关于|由于|根据|按照|通过|其中|同时|此外|包括|例如|近日|日前|昨日|今日|当日|目前|截至|截止|获悉|得知|了解|公告|披露|报道|表示|称|宣布|显示|发现"
    r"|全资子公司|控股子公司|参股公司|子公司|母公司|分公司|控股股东|大股东|股东|实际控制人|关联方|关联公司|供应商|客户|经销商|债务人|债权人|保证人|担保人|被担保人|借款人|出借人|出质人|质权人"
    r"|原告|被告|第三人|申请人|被申请人|被执行人|申请执行人|上诉人|发行人|承销商|买方|卖方|甲方|乙方|丙方|收购方|出让方|受让方|发包方|承包方"
    rf"|(?:投资|供应|采购|贷款|担保|合作){NO_TRADE}|收购|起诉|状告|诉|入股|参股|持有|转让|出售|签订|签署|达成|提供|借款|质押|冻结|处罚|"
    rf"罚款|申请|请求|要求|偿还|支付|拖欠|欠付|拒付|委托|聘请|聘任|担任|出任|任职|就职于|任"
    r"|决定|裁定|判决|判令|责令|裁决|受理|立案|查封|扣押|划转|注入|增资|减持|增持|合并|吸收|重组|携手|成立|设立|创办|拟|已|曾|"
    r"将(?!军)|由|被|(?<!普)及(?!时)|于|的|因|替|把|至(?!诚|信|远|善|德|尚|上|高)|自(?!动|然|贸|来|主|由|强|力)|从|(?<!自)向(?!阳|荣|前|上|日)|(?<!华|有|大|"
    r"作|无)为(?!民|康|尔)|与(?!时)"
    r"|(?<![共中永泰太祥仁人义协同融谐])和(?!平|谐|美|兴|盛|泰|顺|安|记|田|源|信|讯|佳)|对(?!外)|(?<![现存实])在(?!线)|是|"
    r"系(?!统)|给|让|把|令|所|该|本(?=公司)|某|其|名为|叫做|即|家(?![居具电纺装政园])|个"
)
GENERIC = re.compile(
    r"(?:本|该|各|某|上市|国有|全资|控股|母|子|分|总|大型|中小|商业|中央|地方|多家|一家|两家|我国|投资|房|外资|民营|股份制|政策性|城市商业|新|旧|等|家|互联网|高|黑|电子|信息|生物)*"
)
SHORTEST_CORE = 2
LONGEST_INSTITUTION = 6


def find_chinese_companies(
    text: str, folded: str, known: Iterable[KnownName], blocked: Iterable[tuple[int, int]]
) -> list[Entity]:
    """Find names by legal form or by final words of banks, groups and authorities, outside `blocked`."""
    blocked_places = {place for start, end in blocked for place in range(start, end)}
    full_names = {name.end: name for name in known if not name.derived}
    found: list[Entity] = []
    end = 0
    for form in FORM.finditer(folded):
        entity = _read_form(text, folded, form, max(end, form.start() - LONGEST_RUN), blocked_places, full_names)
        if entity is not None:
            found.append(entity)
        end = form.end()
    found += _find_suffixed(text, folded, BODY, EntityKind.PUBLIC_BODY, blocked_places)
    found += _find_suffixed(text, folded, INSTITUTION, EntityKind.COMPANY, blocked_places)
    return found


def _read_form(
    text: str, folded: str, form: re.Match[str], floor: int, blocked_places: set[int], full_names: dict[int, KnownName]
) -> Entity | None:
    """Build the company with this legal form; a known name yields to a longer one unless a sentence precedes it."""
    start = _find_start(folded, floor, form.start(), blocked_places)
    known = full_names.get(form.end())
    if known is not None and start < known.start and not _is_part_of_name(folded[start : known.start]):
        start = known.start
    if form.start() - start < SHORTEST_CORE or GENERIC.fullmatch(folded, start, form.start()):
        return None
    reason = "known_name" if known is not None and known.start == start else "legal_form"
    confidence = 0.99 if reason == "known_name" else 0.9
    return Entity(EntityKind.COMPANY, start, form.end(), text[start : form.end()], confidence, (reason,))


def _is_part_of_name(before: str) -> bool:
    """Check whether the text before a known name extends it to another name: a place, or a character or two."""
    return len(before) <= 2 or measure_area(before) == len(before)


def _find_suffixed(
    text: str, folded: str, pattern: re.Pattern[str], kind: EntityKind, blocked_places: set[int]
) -> list[Entity]:
    """Find short names without a legal form that begin at a clear boundary."""
    found = []
    public = kind is EntityKind.PUBLIC_BODY
    reach = LONGEST_RUN // 2 if public else LONGEST_INSTITUTION + 2
    for match in pattern.finditer(folded):
        start = _find_start(folded, max(0, match.start() - reach), match.start(), blocked_places)
        length = match.start() - start
        clear = start == 0 or start > match.start() - reach
        plain = length < SHORTEST_CORE or GENERIC.fullmatch(folded, start, match.start())
        if clear and not plain and (public or length <= LONGEST_INSTITUTION):
            confidence = 0.85 if public else 0.55
            found.append(Entity(kind, start, match.end(), text[start : match.end()], confidence, ("name_suffix",)))
    return found


def _find_start(folded: str, floor: int, end: int, blocked_places: set[int]) -> int:
    """Find the earliest start of a name: after punctuation, a figure, or a word that no name contains."""
    start = end
    while start > floor and start - 1 not in blocked_places and NAME_SIGN.match(folded, start - 1):
        start -= 1
    for stop in STOP.finditer(folded, start, end):
        if stop.end() <= end - SHORTEST_CORE or stop.end() == end:
            start = stop.end()
    return _skip_unbalanced_brackets(folded, start, end)


def _skip_unbalanced_brackets(folded: str, start: int, end: int) -> int:
    """Move the start after the last unbalanced bracket."""
    depth = 0
    for place in range(end - 1, start - 1, -1):
        depth += (folded[place] == ")") - (folded[place] == "(")
        if depth < 0:
            return place + 1
    if depth > 0:
        return folded.rfind(")", start, end) + 1
    while start < end and folded[start] in "()·-&":
        start += 1
    return start
