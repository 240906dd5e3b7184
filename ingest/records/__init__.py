"""What every source hands on: parties, things and ties, each with where it comes from.

The fields declared here are the properties that the graph stores: `graph/schema/types.py` derives constraints, load
statements, export columns and documentation from them. `None` means unknown, never zero. A share is a fraction, an
amount is in units of its currency, a date is a day in the world unless its name says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

Text = str | None
Number = float | None
Day = date | None


class PartyKind(StrEnum):
    """What a party is: the second label of its node."""

    COMPANY = "Company"
    PERSON = "Person"
    PUBLIC_BODY = "PublicBody"


class FactStatus(StrEnum):
    """How far a fact is to be believed."""

    ASSERTED = "asserted"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company, person or public body as one source describes it."""

    label: ClassVar[str] = "Party"

    id: Annotated[str, "Stable id, `scheme:value`, never reused."]
    kind: Annotated[PartyKind, "Company, Person or PublicBody; also a label of the node."]
    name: Annotated[str, "Name as the latest description gives it."]
    names: Annotated[
        tuple[str, ...], "Every name it has or had, short and translated ones too; loading adds the current one."
    ] = ()
    identifiers: Annotated[tuple[str, ...], "Identifiers as `scheme:value` (uscc, lei, cn-stock, ...)."] = ()
    jurisdiction: Annotated[Text, "ISO 3166-1 alpha-2 code; HK, MO and TW apart from CN."] = None
    industry: Annotated[Text, "Code of the industry, GB/T 4754 section where it is known."] = None
    operating_status: Annotated[Text, "active, dissolved, bankrupt, deregistered, ..."] = None
    founded: Annotated[Day, "Day of incorporation, or of birth where it is lawful to hold it."] = None
    registered_capital: Annotated[Number, "Registered capital."] = None
    currency: Annotated[Text, "ISO 4217 code of the amounts of this party."] = None
    address: Annotated[Text, "Registered address."] = None
    phone: Annotated[Text, "Registered telephone number."] = None
    client: Annotated[bool | None, "True for the bank's own customers."] = None
    listed: Annotated[bool | None, "True for companies quoted on an exchange."] = None
    described_at: Annotated[Day, "Day for which this description holds; an older one never replaces a newer."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawsuit:
    """A court case, an enforcement, a listing of a dishonest executee, or a regulator's case."""

    label: ClassVar[str] = "Lawsuit"

    id: Annotated[str, "Court and case number, or the source's own number."]
    kind: Annotated[
        str, "lawsuit, enforcement, dishonest_executee, consumption_limit, bankruptcy, regulatory_violation."
    ]
    court: Annotated[Text, "Court or authority."] = None
    case_number: Annotated[Text, "Case number as the court writes it."] = None
    cause: Annotated[Text, "Cause of action."] = None
    court_level: Annotated[Text, "grassroots, intermediate, high, supreme."] = None
    amount: Annotated[Number, "Amount in dispute or to be enforced."] = None
    currency: Annotated[Text, "ISO 4217 code of the amount."] = None
    stage: Annotated[Text, "filed, heard, decided, enforced, closed."] = None
    filed_on: Annotated[Day, "Day of filing or listing."] = None
    closed_on: Annotated[Day, "Day of closing or removal; unknown while open."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A news item or a filing with its text."""

    label: ClassVar[str] = "Document"

    id: Annotated[str, "Hash of the content."]
    title: Annotated[str, "Headline."]
    text: Annotated[str, "Whole text; spans of mentions count characters in it."]
    kind: Annotated[Text, "news or filing."] = None
    publisher: Annotated[Text, "Who published it."] = None
    language: Annotated[Text, "zh or en."] = None
    published: Annotated[Day, "Day of publication."] = None
    url: Annotated[Text, "Where it was published."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A financial or behavioural figure of a party for a period."""

    label: ClassVar[str] = "Indicator"

    id: Annotated[str, "`party|name|period`."]
    party: Annotated[str, "Id of the party."]
    name: Annotated[str, "Name of the figure, snake_case, e.g. net_assets."]
    period: Annotated[str, "Year `2023` or month `2023-04`."]
    value: Annotated[float, "The figure."]
    unit: Annotated[Text, "Unit: a currency, ratio, count."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A loan or a credit line."""

    label: ClassVar[str] = "Facility"

    id: Annotated[str, "Id of the facility."]
    borrower: Annotated[str, "Id of the borrowing party."]
    lender: Annotated[Text, "Id of the lending party."] = None
    kind: Annotated[Text, "loan, credit_line, receivable_financing, ..."] = None
    limit: Annotated[Number, "Amount granted."] = None
    balance: Annotated[Number, "Amount outstanding."] = None
    currency: Annotated[Text, "ISO 4217 code."] = None
    loan_class: Annotated[Text, "Five-level class: normal, special_mention, substandard, doubtful, loss."] = None
    starts_on: Annotated[Day, "Day of the first drawing."] = None
    due_on: Annotated[Day, "Day on which it falls due."] = None
    closed_on: Annotated[Day, "Day of full repayment or write-off; unknown while open."] = None
    defaulted_on: Annotated[Day, "Day of default; unknown if none."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What all relationships have in common: two ends, a time in the world, and how far to believe it."""

    label: ClassVar[str] = ""
    end_label: ClassVar[str] = "Party"

    start: Annotated[str, "Id of the party it starts from."]
    end: Annotated[str, "Id of the node it leads to."]
    valid_from: Annotated[Day, "First day in the world; unknown if none."] = None
    valid_to: Annotated[Day, "Day from which it no longer holds; unknown while it holds."] = None
    confidence: Annotated[float, "Between 0 and 1."] = 1.0
    status: Annotated[FactStatus, "asserted, verified, disputed or retracted."] = FactStatus.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Tie):
    """A party owns part of a company."""

    label: ClassVar[str] = "OWNS"

    share: Annotated[Number, "Fraction of the capital, 0 to 1."] = None
    share_min: Annotated[Number, "Lower bound where only a band is known."] = None
    share_max: Annotated[Number, "Upper bound where only a band is known."] = None
    voting_share: Annotated[
        Number,
        "Fraction of the votes where it differs from the capital; holders without it count by capital, within what is "
        "left.",
    ] = None
    amount: Annotated[Number, "Capital paid or book value."] = None
    kind: Annotated[Text, "shareholder, investment, actual_controller (with share where stated), nominee, ..."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Tie):
    """A person holds an office in a company."""

    label: ClassVar[str] = "HOLDS_OFFICE"

    role: Annotated[
        Text, "legal_representative, director, chair, supervisor, manager, independent_director, secretary, other."
    ] = None
    title: Annotated[Text, "The office in the source's own words."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Tie):
    """Two parties are related other than by capital, office or trade."""

    label: ClassVar[str] = "RELATED_TO"

    kind: Annotated[
        Text,
        "spouse, sibling, acts_in_concert, same_address, same_phone: either way round. Directed: child (the end is the "
        "start's child), parent (the end is the start's parent), nominee (the start holds for the end), controls and "
        "actual_controller (the start controls the end). Any other word is kept as told.",
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee(Tie):
    """A party guarantees the debt of another (guarantor to borrower)."""

    label: ClassVar[str] = "GUARANTEES"

    amount: Annotated[Number, "Amount guaranteed."] = None
    currency: Annotated[Text, "ISO 4217 code."] = None
    form: Annotated[Text, "joint_several or ordinary."] = None
    facility: Annotated[Text, "Id of the facility it secures."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply(Tie):
    """A seller supplies a buyer."""

    label: ClassVar[str] = "SUPPLIES"

    annual_amount: Annotated[Number, "Sales of the last year known."] = None
    receivable: Annotated[Number, "Amount the buyer still owes."] = None
    currency: Annotated[Text, "ISO 4217 code."] = None
    share_of_sales: Annotated[Number, "Fraction of the seller's sales."] = None
    share_of_purchases: Annotated[Number, "Fraction of the buyer's purchases."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending(Tie):
    """A lender has lent to a borrower."""

    label: ClassVar[str] = "LENDS_TO"

    amount: Annotated[Number, "Amount lent."] = None
    currency: Annotated[Text, "ISO 4217 code."] = None
    facility: Annotated[Text, "Id of the facility."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Tie):
    """Money moved from one party to another on `valid_from`."""

    label: ClassVar[str] = "PAYS"

    amount: Annotated[Number, "Amount paid."] = None
    currency: Annotated[Text, "ISO 4217 code."] = None
    purpose: Annotated[Text, "disbursement, repayment, trade, transfer, ..."] = None
    facility: Annotated[Text, "Id of the facility it belongs to."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Tie):
    """A holder's shares in a company are pledged or frozen (holder to the company whose shares they are)."""

    label: ClassVar[str] = "PLEDGES"

    kind: Annotated[Text, "pledge or freeze."] = None
    share: Annotated[Number, "Fraction of the company's capital that is pledged or frozen."] = None
    amount: Annotated[Number, "Amount secured."] = None
    currency: Annotated[Text, "ISO 4217 code."] = None
    pledgee: Annotated[Text, "Id of the party in whose favour, or of the court."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Tie):
    """A party takes part in a lawsuit (party to lawsuit)."""

    label: ClassVar[str] = "PARTY_TO"
    end_label: ClassVar[str] = "Lawsuit"

    role: Annotated[Text, "plaintiff, defendant, third_party, executed_person, debtor, offender."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Tie):
    """A document mentions a party (party to document)."""

    label: ClassVar[str] = "MENTIONED_IN"
    end_label: ClassVar[str] = "Document"

    surface: Annotated[Text, "The words that name the party."] = None
    start_char: Annotated[int | None, "First character of the words in the text."] = None
    end_char: Annotated[int | None, "One past the last character."] = None
    extractor: Annotated[Text, "Name and version of what read the text."] = None
    event: Annotated[Text, "Kind of the event that the party takes part in, if any."] = None
    role: Annotated[Text, "The party's role in the event."] = None
    sentence: Annotated[Text, "The sentence in which it stands."] = None


Thing = Party | Lawsuit | Document | Indicator | Facility
Item = Thing | Tie
THINGS: tuple[type[Thing], ...] = (Party, Lawsuit, Document, Indicator, Facility)
TIES: tuple[type[Tie], ...] = (
    Holding, Office, Relation, Guarantee, Supply, Lending, Payment, Pledge, Participation, Mention
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: the file and the line in it (1 is the header).

    `columns` names, where it is known, those of the two ends of a tie, by the label of the tie and `start` or `end`.
    """

    file: str
    row: int
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a source: a reference that is unique within the source, and what the row says.

    It becomes one `Record` in the graph. `known_from` is the day the row entered our books.
    """

    reference: str
    place: Place
    known_from: date
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that could not be used: where, which value, why, and what to do about it.

    `describes` holds the ids of what it would have described, as far as they are known.
    """

    place: Place
    column: str
    value: str
    reason: str
    remedy: str
    describes: tuple[str, ...] = ()
