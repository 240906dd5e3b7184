"""The kinds of changes in their order, worst first, and the line that each change is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from ...graph.read.ties import NodeView
from ...models.wording import Wording

Values = Mapping[str, Any]


class ChangeKind(StrEnum):
    """What has changed. The order of the list is that of `ORDER`."""

    LOAN_DEFAULTED = "loan_defaulted"
    BANKRUPTCY = "bankruptcy"
    DISHONEST_LISTING = "dishonest_listing"
    STATUS_WORSE = "status_worse"
    GRADE_DOWN = "grade_down"
    FINDING_NEW = "finding_new"
    CONTROLLER_GONE = "controller_gone"
    CONTROLLER_NEW = "controller_new"
    LOAN_CLASS_WORSE = "loan_class_worse"
    CASE_NEW = "case_new"
    FINDING_CHANGED = "finding_changed"
    CASE_CHANGED = "case_changed"
    TIE_ENDED = "tie_ended"
    TIE_CORRECTED = "tie_corrected"
    FIGURE_CHANGED = "figure_changed"
    FIGURE_GONE = "figure_gone"
    LOAN_CHANGED = "loan_changed"
    PARTY_CHANGED = "party_changed"
    PARTY_GONE = "party_gone"
    CASE_CLOSED = "case_closed"
    LOAN_CLOSED = "loan_closed"
    LOAN_CLASS_BETTER = "loan_class_better"
    STATUS_BETTER = "status_better"
    GRADE_UP = "grade_up"
    FINDING_GONE = "finding_gone"
    LOAN_NEW = "loan_new"
    FIGURE_NEW = "figure_new"
    PARTY_NEW = "party_new"
    TIE_NEW = "tie_new"


# worst first; a new finding is as bad as its severity
ORDER: tuple[tuple[ChangeKind, str | None], ...] = (
    (ChangeKind.LOAN_DEFAULTED, None),
    (ChangeKind.BANKRUPTCY, None),
    (ChangeKind.DISHONEST_LISTING, None),
    (ChangeKind.STATUS_WORSE, None),
    (ChangeKind.GRADE_DOWN, None),
    (ChangeKind.FINDING_NEW, "high"),
    (ChangeKind.CONTROLLER_GONE, None),
    (ChangeKind.CONTROLLER_NEW, None),
    (ChangeKind.LOAN_CLASS_WORSE, None),
    (ChangeKind.FINDING_NEW, "medium"),
    (ChangeKind.CASE_NEW, None),
    (ChangeKind.FINDING_NEW, "low"),
    *((kind, None) for kind in list(ChangeKind)[list(ChangeKind).index(ChangeKind.FINDING_CHANGED) :]),
)
RANKS = {place: rank for rank, place in enumerate(ORDER)}
WORDS: Mapping[ChangeKind, Wording] = {
    ChangeKind.LOAN_DEFAULTED: Wording(zh="贷款违约", en="loan in default"),
    ChangeKind.BANKRUPTCY: Wording(zh="破产", en="bankruptcy"),
    ChangeKind.DISHONEST_LISTING: Wording(zh="列为失信被执行人", en="listed as a dishonest executee"),
    ChangeKind.STATUS_WORSE: Wording(zh="登记状态恶化", en="registered status is worse"),
    ChangeKind.GRADE_DOWN: Wording(zh="等级下调", en="grade is worse"),
    ChangeKind.FINDING_NEW: Wording(zh="新发现", en="new finding"),
    ChangeKind.CONTROLLER_GONE: Wording(zh="原控制人不再控制", en="a controller is gone"),
    ChangeKind.CONTROLLER_NEW: Wording(zh="新控制人", en="new controller"),
    ChangeKind.LOAN_CLASS_WORSE: Wording(zh="贷款分类下调", en="loan class is worse"),
    ChangeKind.CASE_NEW: Wording(zh="新案件", en="new case"),
    ChangeKind.FINDING_CHANGED: Wording(zh="发现变化", en="finding changed"),
    ChangeKind.CASE_CHANGED: Wording(zh="案件变更", en="case changed"),
    ChangeKind.TIE_ENDED: Wording(zh="关系终止", en="tie ended"),
    ChangeKind.TIE_CORRECTED: Wording(zh="关系更正", en="tie corrected"),
    ChangeKind.FIGURE_CHANGED: Wording(zh="数据更正", en="figure changed"),
    ChangeKind.FIGURE_GONE: Wording(zh="数据不再提供", en="figure no longer delivered"),
    ChangeKind.LOAN_CHANGED: Wording(zh="贷款变更", en="loan changed"),
    ChangeKind.PARTY_CHANGED: Wording(zh="主体信息变更", en="description changed"),
    ChangeKind.PARTY_GONE: Wording(zh="主体信息不再提供", en="description no longer delivered"),
    ChangeKind.CASE_CLOSED: Wording(zh="案件终结", en="case closed"),
    ChangeKind.LOAN_CLOSED: Wording(zh="贷款结清", en="loan closed"),
    ChangeKind.LOAN_CLASS_BETTER: Wording(zh="贷款分类上调", en="loan class is better"),
    ChangeKind.STATUS_BETTER: Wording(zh="登记状态好转", en="registered status is better"),
    ChangeKind.GRADE_UP: Wording(zh="等级上调", en="grade is better"),
    ChangeKind.FINDING_GONE: Wording(zh="发现不再成立", en="finding no longer holds"),
    ChangeKind.LOAN_NEW: Wording(zh="新贷款", en="new loan"),
    ChangeKind.FIGURE_NEW: Wording(zh="新数据", en="new figure"),
    ChangeKind.PARTY_NEW: Wording(zh="新主体信息", en="new description"),
    ChangeKind.TIE_NEW: Wording(zh="新关系", en="new tie"),
}


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """The place of a change in the order of the list."""

    LIST: ClassVar[str] = "changes"  # in the word for a place

    rank: int
    party: str
    key: str


START = ChangePlace(-1, "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change: of which party, what was before and is now, why, and since when.

    `before` and `after` hold what differs; None where it was not there, or is no longer. `what` says in words what
    changed, `thing` is its id. `others` are further parties that it concerns, `record` declares the
    fields that differ. `day` is that of the delivery, of the run
    of the rule, or of the score.
    """

    kind: ChangeKind
    party: str
    thing: str
    what: Wording
    before: Values | None
    after: Values | None
    day: date
    records: tuple[str, ...]
    others: tuple[str, ...] = ()
    delivery: str | None = None
    severity: str | None = None
    record: type | None = None

    @property
    def place(self) -> ChangePlace:
        """Return its place in the order of the list."""
        rank = RANKS[self.kind, self.severity if self.kind is ChangeKind.FINDING_NEW else None]
        return ChangePlace(rank, self.party, f"{self.kind}|{self.thing}|{'|'.join(self.records)}")

    def concerns(self, party: str) -> bool:
        """Return whether it is about a party."""
        return party == self.party or party in self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedChange:
    """A change with the names of its parties and its sentence."""

    line: ChangeLine
    party: NodeView
    others: tuple[NodeView, ...]
    title: Wording
