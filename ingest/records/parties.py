"""Parties: companies, persons and public bodies as one source describes them."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from .declaration import Day, Mark, Number, Printed, Text, Value
from .words import OperatingStatus, PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company, person or public body as one source describes it."""

    label: ClassVar[str] = "Party"

    id: Annotated[str, "Stable id, `scheme:value`, never reused.", Value.ID]
    kind: Annotated[PartyKind, "What it is; also a label of the node."]
    name: Annotated[str, "Name as the latest description gives it.", Mark.INDEXED, Printed("name", "名称")]
    names: Annotated[
        tuple[str, ...], "Every name it has or had, short and translated ones too; loading adds the current one."
    ] = ()
    identifiers: Annotated[tuple[str, ...], "Identifiers as `scheme:value` (uscc, lei, cn-stock, ...)."] = ()
    jurisdiction: Annotated[
        Text, "ISO 3166-1 alpha-2 code; HK, MO and TW apart from CN.", Value.COUNTRY, Printed("jurisdiction", "注册地")
    ] = None
    industry: Annotated[Text, "Code of the industry, GB/T 4754 section where it is known.", Mark.REPEATS] = None
    operating_status: Annotated[
        Text, "Whether it operates, as its register says.", OperatingStatus, Printed("registered status", "登记状态")
    ] = None
    founded: Annotated[
        Day,
        "Day of incorporation, or of birth where it is lawful to hold it.",
        Mark.PAST,
        Printed("day of founding or birth", "成立或出生日期"),
    ] = None
    registered_capital: Annotated[
        Number, "Registered capital.", Value.AMOUNT, Printed("registered capital", "注册资本")
    ] = None
    currency: Annotated[Text, "ISO 4217 code of the amounts of this party.", Value.CURRENCY] = None
    address: Annotated[Text, "Registered address."] = None
    phone: Annotated[Text, "Registered telephone number."] = None
    client: Annotated[bool | None, "True for the bank's own customers."] = None
    listed: Annotated[bool | None, "True for companies quoted on an exchange."] = None
    described_at: Annotated[
        Day, "Day for which this holds; of equally trusted descriptions the newer counts.", Mark.PAST
    ] = None
