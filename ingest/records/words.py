"""The closed words of records, each with its name in Chinese and in English.

The graph stores the plain word. A mapping may give no other word: a source that knows more kinds maps the rest to
`other`.
"""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """One word of a closed set; its English name is the word itself unless another is given."""

    chinese: str
    english: str

    def __new__(cls, value: str, chinese: str = "", english: str = "") -> Self:
        """Make a word with its names."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.chinese = chinese
        word.english = english or value.replace("_", " ")
        return word


class PartyKind(Word):
    """What a party is: the second label of its node."""

    COMPANY = "Company", "公司", "company"
    PERSON = "Person", "个人", "person"
    PUBLIC_BODY = "PublicBody", "公共机构", "public body"


class FactStatus(Word):
    """How far a fact is to be believed."""

    ASSERTED = "asserted", "来源所述"
    VERIFIED = "verified", "已核实"
    DISPUTED = "disputed", "有争议"
    RETRACTED = "retracted", "已撤回"


class OperatingStatus(Word):
    """Whether a party still operates, as its register says."""

    ACTIVE = "active", "存续"
    SUSPENDED = "suspended", "停业"
    REVOKED = "revoked", "吊销", "licence revoked"
    DISSOLVED = "dissolved", "解散"
    BANKRUPT = "bankrupt", "破产"
    DEREGISTERED = "deregistered", "注销"
    OTHER = "other", "其他"


class LawsuitKind(Word):
    """What kind of case it is."""

    LAWSUIT = "lawsuit", "诉讼"
    ENFORCEMENT = "enforcement", "强制执行"
    DISHONEST_EXECUTEE = "dishonest_executee", "失信被执行人"
    CONSUMPTION_LIMIT = "consumption_limit", "限制消费"
    BANKRUPTCY = "bankruptcy", "破产"
    REGULATORY_VIOLATION = "regulatory_violation", "违规处分"
    OTHER = "other", "其他"


class CourtLevel(Word):
    """The level of a court."""

    GRASSROOTS = "grassroots", "基层"
    INTERMEDIATE = "intermediate", "中级"
    HIGH = "high", "高级"
    SUPREME = "supreme", "最高"


class LawsuitStage(Word):
    """How far a case has come."""

    FILED = "filed", "立案"
    HEARD = "heard", "审理"
    DECIDED = "decided", "判决"
    ENFORCED = "enforced", "执行"
    CLOSED = "closed", "结案"


class LawsuitRole(Word):
    """The part that a party has in a case."""

    PLAINTIFF = "plaintiff", "原告"
    DEFENDANT = "defendant", "被告"
    THIRD_PARTY = "third_party", "第三人"
    EXECUTED_PERSON = "executed_person", "被执行人"
    DEBTOR = "debtor", "债务人"
    OFFENDER = "offender", "违规方"
    OTHER = "other", "其他"


class DocumentKind(Word):
    """What kind of text a document is."""

    NEWS = "news", "新闻"
    FILING = "filing", "公告"
    OTHER = "other", "其他"


class DocumentLanguage(Word):
    """The language of a text."""

    CHINESE = "zh", "中文", "Chinese"
    ENGLISH = "en", "英文", "English"
    MIXED = "mixed", "中英文", "both"


class FacilityKind(Word):
    """What kind of credit it is."""

    LOAN = "loan", "贷款"
    CREDIT_LINE = "credit_line", "授信额度"
    RECEIVABLE_FINANCING = "receivable_financing", "应收账款融资"
    OTHER = "other", "其他"


class LoanClass(Word):
    """The five-level class of a loan, the best first."""

    NORMAL = "normal", "正常"
    SPECIAL_MENTION = "special_mention", "关注"
    SUBSTANDARD = "substandard", "次级"
    DOUBTFUL = "doubtful", "可疑"
    LOSS = "loss", "损失"


class HoldingKind(Word):
    """How a part of a company is held."""

    SHAREHOLDER = "shareholder", "股东"
    PARTNER = "partner", "合伙人"
    INVESTMENT = "investment", "投资"
    NOMINEE = "nominee", "代持"
    ACTUAL_CONTROLLER = "actual_controller", "实际控制人"
    OTHER = "other", "其他"


class OfficeRole(Word):
    """The office that a person holds."""

    LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人"
    CHAIR = "chair", "董事长"
    DIRECTOR = "director", "董事"
    INDEPENDENT_DIRECTOR = "independent_director", "独立董事"
    SUPERVISOR = "supervisor", "监事"
    MANAGER = "manager", "经理"
    SECRETARY = "secretary", "董事会秘书"
    OTHER = "other", "其他"


class RelationKind(Word):
    """How two parties are related; a directed kind has a name for each end, as the other end sees it."""

    end_name: str  # what the end is to the start
    start_name: str  # what the start is to the end

    def __new__(
        cls, value: str, chinese: str = "", english: str = "", end_name: str = "", start_name: str = ""
    ) -> Self:
        """Make a kind; without names for its ends it holds either way round."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.chinese, kind.english = chinese, english
        kind.end_name = end_name or f"{english} / {chinese}"
        kind.start_name = start_name or f"{english} / {chinese}"
        return kind

    @property
    def is_directed(self) -> bool:
        """Return whether it is another thing to each end."""
        return self.end_name != self.start_name

    SPOUSE = "spouse", "配偶", "spouse"
    SIBLING = "sibling", "兄弟姐妹", "sibling"
    ACTS_IN_CONCERT = "acts_in_concert", "一致行动", "acts in concert"
    SAME_ADDRESS = "same_address", "同一地址", "same address"
    SAME_PHONE = "same_phone", "同一电话", "same telephone"
    CHILD = "child", "子女", "the end is the start's child", "its child / 其子女", "its parent / 其父母"
    PARENT = "parent", "父母", "the end is the start's parent", "its parent / 其父母", "its child / 其子女"
    NOMINEE = (
        "nominee",
        "代持",
        "the start holds for the end",
        "principal it holds for / 由其代持",
        "its nominee / 为其代持",
    )
    CONTROLS = "controls", "控制", "the start controls the end", "controlled by it / 受其控制", "controls it / 控制该方"
    ACTUAL_CONTROLLER = (
        *("actual_controller", "实际控制人", "the start controls the end"),
        *("controlled by it / 受其控制", "controls it / 控制该方"),
    )
    OTHER = "other", "其他", "other", "otherwise related / 其他关系", "otherwise related / 其他关系"


# statements of who controls a company; the first is a kind of holding too
STATED_KINDS = (RelationKind.ACTUAL_CONTROLLER, RelationKind.CONTROLS)
# whose votes count together, where the tie is sure enough; some statements of `cypher/read` name them too
CIRCLE_KINDS = (
    RelationKind.SPOUSE,
    RelationKind.PARENT,
    RelationKind.CHILD,
    RelationKind.ACTS_IN_CONCERT,
    RelationKind.NOMINEE,
)


class GuaranteeForm(Word):
    """The form of a guarantee."""

    JOINT_SEVERAL = "joint_several", "连带责任保证"
    ORDINARY = "ordinary", "一般保证"
    COUNTER = "counter", "反担保"
    OTHER = "other", "其他"


class PaymentPurpose(Word):
    """What a payment is for."""

    DISBURSEMENT = "disbursement", "放款"
    REPAYMENT = "repayment", "还款"
    TRADE = "trade", "货款"
    REFUND = "refund", "退款"
    TRANSFER = "transfer", "转账"
    CASH_POOL = "cash_pool", "资金归集"
    LEASE = "lease", "租赁"
    GUARANTEE_CALL = "guarantee_call", "代偿", "guarantee called"
    OTHER = "other", "其他"


class PledgeKind(Word):
    """Whether shares are pledged or frozen."""

    PLEDGE = "pledge", "质押"
    FREEZE = "freeze", "冻结"
