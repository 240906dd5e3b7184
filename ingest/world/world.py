"""The state of the world during generation: columns of companies and persons, and the tables of facts."""

from dataclasses import dataclass, field

import numpy as np

from .days import NO_DAY
from .facts import make_tables
from .parties.numbering import NO_PARTY, PERSON, PUBLIC_BODY
from .sampling import Flags, Floats, Ints
from .table import NOTHING, Table


@dataclass(slots=True)
class Companies:
    """One value per company; amounts are in yuan, dates are day numbers."""

    trade: Ints
    region: Ints
    foreign: Flags
    form: Ints
    brand: Ints
    former_brand: Ints
    founded: Ints
    assets: Floats
    capital: Floats
    equity_ratio: Floats
    quality: Floats
    listed: Flags
    client: Flags
    address: Ints
    phone: Ints
    bank: Flags
    planted: Flags
    hidden_risk: Floats
    safe_until: Ints
    parent: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    controller: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    disclosed: Flags = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    control_changed: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    representative: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    defaulted_on: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __post_init__(self) -> None:
        """Set the columns of later steps to "none"."""
        count = len(self.trade)
        self.parent = np.full(count, NOTHING, dtype=np.int64)
        self.controller = np.full(count, NO_PARTY, dtype=np.int64)
        self.disclosed = np.zeros(count, dtype=np.bool_)
        self.control_changed = np.full(count, NO_DAY, dtype=np.int64)
        self.representative = np.full(count, NO_PARTY, dtype=np.int64)
        self.defaulted_on = np.full(count, NO_DAY, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.trade)

    @property
    def equity(self) -> Floats:
        """Net assets at the start of the world."""
        return self.assets * self.equity_ratio


@dataclass(slots=True)
class Persons:
    """Persons in the order in which the generator created them."""

    foreign: list[Flags] = field(default_factory=list)
    count: int = 0
    surname_of: dict[int, int] = field(default_factory=dict)
    phone: dict[int, int] = field(default_factory=dict)

    def add(self, foreign: Flags) -> Ints:
        """Add one person per flag and return their codes."""
        first = self.count
        self.foreign.append(foreign)
        self.count += len(foreign)
        return PERSON + np.arange(first, self.count, dtype=np.int64)


@dataclass(slots=True)
class World:
    """Everything decided so far."""

    seed: int
    companies: Companies
    public_bodies: int
    persons: Persons = field(default_factory=Persons)
    tables: dict[str, Table] = field(default_factory=make_tables)

    def add_persons(self, companies: Ints) -> Ints:
        """Add one person per company, foreign if the company is."""
        return self.persons.add(self.companies.foreign[companies])

    def find_public_bodies(self, regions: Ints, office: int = 0) -> Ints:
        """Return the public body of an office in each region."""
        return PUBLIC_BODY + regions + office * (self.public_bodies // 4)
