"""Ties: what one party is to another, or to a lawsuit or document. Each becomes a relationship of the graph.

A new relationship type is one more class here: what it is called from either end, and what its fields are.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from .declaration import Day, Group, Mark, Number, Printed, Side, Text, Value, find_subclasses
from .words import (
    FactStatus,
    GuaranteeForm,
    HoldingKind,
    LawsuitRole,
    OfficeRole,
    PaymentPurpose,
    PledgeKind,
    RelationKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What all relationships have in common: two ends, a time in the world, and how far to believe it.

    `groups` names the relationships from either end, in the order of the page; without them a page does not list them.
    Measures read the ties of a type where `measured` is true or a field is marked so.
    """

    label: ClassVar[str] = ""
    end_label: ClassVar[str] = "Party"
    groups: ClassVar[tuple[Group, ...]] = ()
    measured: ClassVar[bool] = False

    start: Annotated[str, "Id of the party it starts from.", Value.PARTY]
    end: Annotated[str, "Id of the node it leads to.", Value.ID]
    valid_from: Annotated[Day, "First day in the world; unknown if none."] = None
    valid_to: Annotated[Day, "Day from which it no longer holds; unknown while it holds."] = None
    confidence: Annotated[float, "Between 0 and 1."] = 1.0
    status: Annotated[FactStatus, "How far to believe it."] = FactStatus.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Tie):
    """A party owns part of a company."""

    label: ClassVar[str] = "OWNS"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("owners", Side.END, "owners", "股东"),
        Group("holdings", Side.START, "owns", "持股"),
    )

    share: Annotated[Number, "Fraction of the capital, 0 to 1.", Value.SHARE, Mark.STRENGTH, Mark.MEASURED] = None
    share_min: Annotated[Number, "Lower bound where only a band is known.", Value.SHARE] = None
    share_max: Annotated[Number, "Upper bound where only a band is known.", Value.SHARE, Mark.STRENGTH] = None
    voting_share: Annotated[
        Number,
        "Fraction of the votes where it differs from the capital; holders without it count by capital, within what is "
        "left.",
        Value.SHARE,
    ] = None
    income_share: Annotated[
        Number,
        "Fraction of the distributed profit where it differs from the capital; holders without it count by capital, "
        "within what is left.",
        Value.SHARE,
    ] = None
    amount: Annotated[Number, "Capital paid or book value.", Value.AMOUNT] = None
    kind: Annotated[Text, "How it is held; an actual controller holds the share that is stated.", HoldingKind] = None
    parcel: Annotated[
        bool | None, "True where several holdings of one source between the two add up; else the newest counts."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Tie):
    """A person holds an office in a company."""

    label: ClassVar[str] = "HOLDS_OFFICE"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("officers", Side.END, "officers", "任职人员"),
        Group("offices", Side.START, "offices", "任职"),
    )
    measured: ClassVar[bool] = True

    role: Annotated[Text, "The office.", OfficeRole] = None
    title: Annotated[Text, "The office in the source's own words."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Tie):
    """Two parties are related other than by capital, office or trade."""

    label: ClassVar[str] = "RELATED_TO"
    groups: ClassVar[tuple[Group, ...]] = (Group("relations", Side.EITHER, "related to", "关联人"),)
    measured: ClassVar[bool] = True

    kind: Annotated[Text, "How they are related; some kinds say what the start is to the end.", RelationKind] = None
    controlled_share: Annotated[
        Number,
        "Fraction of the end that the source says its controllers hold, together where it names several.",
        Value.SHARE, Printed("held by the controllers", "控制人合计持有"),
    ] = None  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee(Tie):
    """A party guarantees the debt of another (guarantor to borrower)."""

    label: ClassVar[str] = "GUARANTEES"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("guarantees_given", Side.START, "guarantees", "对外担保", exposed=True),
        Group("guarantees_received", Side.END, "guaranteed by", "担保人", exposed=True),
    )

    amount: Annotated[Number, "Amount guaranteed.", Value.AMOUNT, Mark.STRENGTH, Mark.MEASURED] = None
    currency: Annotated[Text, "ISO 4217 code.", Value.CURRENCY] = None
    form: Annotated[Text, "Form of the guarantee.", GuaranteeForm] = None
    facility: Annotated[Text, "Id of the facility it secures.", Value.ID] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply(Tie):
    """A seller supplies a buyer."""

    label: ClassVar[str] = "SUPPLIES"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("buyers", Side.START, "sells to", "下游买方", exposed=True),
        Group("suppliers", Side.END, "buys from", "上游卖方", exposed=True),
    )

    annual_amount: Annotated[
        Number, "Sales of the last year known.", Value.AMOUNT, Mark.STRENGTH, Mark.MEASURED,
        Printed("a year", "年交易额"),
    ] = None  # fmt: skip
    receivable: Annotated[
        Number, "Amount the buyer still owes.", Value.AMOUNT, Mark.MEASURED, Printed("still owed", "应收余额")
    ] = None
    currency: Annotated[Text, "ISO 4217 code.", Value.CURRENCY] = None
    share_of_sales: Annotated[
        Number, "Fraction of the seller's sales.", Value.SHARE, Mark.MEASURED,
        Printed("of the seller's sales", "占卖方销售额"),
    ] = None  # fmt: skip
    share_of_purchases: Annotated[
        Number, "Fraction of the buyer's purchases.", Value.SHARE, Mark.MEASURED,
        Printed("of the buyer's purchases", "占买方采购额"),
    ] = None  # fmt: skip
    disclosed_related: Annotated[
        bool | None, "True where the parties disclose it as trade between related parties, false where they do not."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending(Tie):
    """A lender has lent to a borrower."""

    label: ClassVar[str] = "LENDS_TO"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("lenders", Side.END, "borrows from", "贷款人"),
        Group("lent_to", Side.START, "lends to", "借款人", exposed=True),
    )

    amount: Annotated[Number, "Amount lent.", Value.AMOUNT, Mark.STRENGTH] = None
    currency: Annotated[Text, "ISO 4217 code.", Value.CURRENCY] = None
    facility: Annotated[Text, "Id of the facility.", Value.ID] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Tie):
    """Money moved from one party to another on `valid_from`."""

    label: ClassVar[str] = "PAYS"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("payments_made", Side.START, "payments made", "付款"),
        Group("payments_received", Side.END, "payments received", "收款"),
    )

    valid_from: Annotated[Day, "Day of the payment; unknown if none.", Mark.PAST] = None
    amount: Annotated[Number, "Amount paid.", Value.AMOUNT, Mark.STRENGTH] = None
    currency: Annotated[Text, "ISO 4217 code.", Value.CURRENCY] = None
    purpose: Annotated[Text, "What it is for.", PaymentPurpose] = None
    facility: Annotated[Text, "Id of the facility it belongs to.", Value.ID] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Tie):
    """A holder's shares in a company are pledged or frozen (holder to the company whose shares they are)."""

    label: ClassVar[str] = "PLEDGES"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("pledges_of_its_shares", Side.END, "its shares pledged or frozen", "股权出质或冻结"),
        Group("pledges_of_its_holdings", Side.START, "holdings pledged or frozen", "所持股权出质或冻结"),
    )

    kind: Annotated[Text, "Pledged or frozen.", PledgeKind] = None
    share: Annotated[
        Number,
        "Fraction of the company's capital that is pledged or frozen.",
        Value.SHARE,
        Mark.STRENGTH,
        Mark.MEASURED,
    ] = None
    amount: Annotated[Number, "Amount secured.", Value.AMOUNT] = None
    currency: Annotated[Text, "ISO 4217 code.", Value.CURRENCY] = None
    pledgee: Annotated[Text, "Id of the party in whose favour, or of the court.", Value.PARTY] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Tie):
    """A party takes part in a lawsuit (party to lawsuit)."""

    # no groups: a page lists the cases of a party
    label: ClassVar[str] = "PARTY_TO"
    end_label: ClassVar[str] = "Lawsuit"

    role: Annotated[Text, "The part it has.", LawsuitRole] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Tie):
    """A document mentions a party (party to document)."""

    label: ClassVar[str] = "MENTIONED_IN"
    end_label: ClassVar[str] = "Document"
    groups: ClassVar[tuple[Group, ...]] = (Group("mentions", Side.EITHER, "in documents", "相关文件"),)

    surface: Annotated[Text, "The words that name the party."] = None
    start_char: Annotated[int | None, "First character of the words in the text."] = None
    end_char: Annotated[int | None, "One past the last character."] = None
    extractor: Annotated[Text, "Name and version of what read the text.", Mark.REPEATS] = None
    event: Annotated[Text, "Kind of the event that the party takes part in, if any.", Mark.REPEATS] = None
    role: Annotated[Text, "The party's role in the event.", Mark.REPEATS] = None
    sentence: Annotated[Text, "The sentence in which it stands."] = None


TIES: tuple[type[Tie], ...] = tuple(find_subclasses(list(vars().values()), Tie))
