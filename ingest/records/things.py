"""What parties have and take part in: lawsuits, documents, figures and loans."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from .declaration import Day, Mark, Number, Printed, Text, Value
from .words import CourtLevel, DocumentKind, DocumentLanguage, FacilityKind, LawsuitKind, LawsuitStage, LoanClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawsuit:
    """A court case, an enforcement, a listing of a dishonest executee, or a regulator's case."""

    label: ClassVar[str] = "Lawsuit"

    id: Annotated[str, "Court and case number, or the source's own number.", Value.ID]
    kind: Annotated[str, "Kind of the case.", LawsuitKind]
    court: Annotated[Text, "Court or authority."] = None
    case_number: Annotated[Text, "Case number as the court writes it."] = None
    cause: Annotated[Text, "Cause of action."] = None
    court_level: Annotated[Text, "Level of the court.", CourtLevel] = None
    amount: Annotated[Number, "Amount in dispute or to be enforced.", Value.AMOUNT] = None
    currency: Annotated[Text, "ISO 4217 code of the amount.", Value.CURRENCY] = None
    stage: Annotated[Text, "How far it has come.", LawsuitStage, Mark.LAST_STATE] = None
    filed_on: Annotated[Day, "Day of filing or listing.", Mark.BEGINS, Mark.PAST] = None
    closed_on: Annotated[Day, "Day of closing or removal; unknown while open.", Mark.ENDS, Mark.PAST] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A news item or a filing with its text."""

    label: ClassVar[str] = "Document"

    id: Annotated[str, "Hash of the content.", Value.ID]
    title: Annotated[str, "Headline."]
    text: Annotated[str, "Whole text; spans of mentions count characters in it.", Value.RAW, Mark.LEFT_OUT]
    kind: Annotated[Text, "Kind of the text.", DocumentKind] = None
    publisher: Annotated[Text, "Who published it.", Mark.REPEATS] = None
    language: Annotated[Text, "Language of the text; detected where it is unknown.", DocumentLanguage] = None
    published: Annotated[Day, "Day of publication.", Mark.BEGINS, Mark.PAST] = None
    url: Annotated[Text, "Where it was published."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A financial or behavioural figure of a party for a period."""

    label: ClassVar[str] = "Indicator"

    id: Annotated[str, "`party|name|period`.", Value.ID]
    party: Annotated[str, "Id of the party.", Value.PARTY, Mark.BELONGS_TO, Printed("party", "主体")]
    name: Annotated[str, "Name of the figure, snake_case, e.g. net_assets.", Printed("name", "名称")]
    period: Annotated[str, "Year `2023` or month `2023-04`.", Mark.REPEATS, Printed("period", "期间")]
    value: Annotated[float, "The figure.", Printed("value", "数值")]
    unit: Annotated[Text, "Unit: a currency, ratio, count.", Mark.REPEATS, Printed("unit", "单位")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A loan or a credit line."""

    label: ClassVar[str] = "Facility"

    id: Annotated[str, "Id of the facility.", Value.ID]
    borrower: Annotated[str, "Id of the borrowing party.", Value.PARTY, Mark.BELONGS_TO, Printed("borrower", "借款人")]
    lender: Annotated[Text, "Id of the lending party.", Value.PARTY, Printed("lender", "贷款人")] = None
    kind: Annotated[Text, "Kind of the credit.", FacilityKind, Printed("kind", "种类")] = None
    limit: Annotated[Number, "Amount granted.", Value.AMOUNT, Printed("amount granted", "授信额度")] = None
    balance: Annotated[Number, "Amount outstanding.", Value.AMOUNT, Mark.LAST_STATE, Printed("balance", "余额")] = None
    currency: Annotated[Text, "ISO 4217 code.", Value.CURRENCY, Printed("currency", "币种")] = None
    loan_class: Annotated[Text, "Five-level class.", LoanClass, Mark.LAST_STATE, Printed("class", "五级分类")] = None
    starts_on: Annotated[
        Day, "Day of the first drawing.", Mark.BEGINS, Printed("day of first drawing", "首次提款日")
    ] = None
    due_on: Annotated[Day, "Day on which it falls due.", Printed("due day", "到期日")] = None
    closed_on: Annotated[
        Day,
        "Day of full repayment or write-off; unknown while open.",
        Mark.ENDS,
        Mark.PAST,
        Printed("closing day", "结清或核销日"),
    ] = None
    defaulted_on: Annotated[
        Day, "Day of default; unknown if none.", Mark.ENDS, Mark.PAST, Printed("day of default", "违约日")
    ] = None
