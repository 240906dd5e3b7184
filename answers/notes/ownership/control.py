"""Notes on who controls a company: sides named as its controller that contradict each other, and who may control it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from ....graph.read.party.controlled_companies import ControlledView, NamedController
from ....graph.read.ties import NodeView
from ....models.control.basis import ControlBasis
from ....models.control.controllers import Controller
from ....models.control.possible import PossibleController, PossibleControllers
from ....models.control.sides import AT_LEAST
from ....models.ownership.above_company import Ownership
from ....models.ownership.holdings import Holding
from ....models.wording import Wording, join_wordings, join_words, name_with_id, write_band
from ..declaration import MOST_LISTED, Note, NoteKind, count_more

CONTROLLERS_CONTRADICT = NoteKind(
    code="controllers_contradict",
    when="two sides are named as controllers of a company, and neither is known to control the other",
    en="{left} {left_control} {company} {left_basis}, and {right} {right_control} it {right_basis}: no counted "
    "statement or majority puts one above the other, so at most one of the two can have sole control",
    zh="{left}{left_basis}{left_control}{company}，{right}则{right_basis}{right_control}该公司：没有计入的陈述或多数"
    "表决权表明其中一方控制另一方，至多只有一方能单独控制",
)
MORE_CONTROLLERS_CONTRADICT = NoteKind(
    code="more_controllers_contradict",
    when="more controllers contradict each other than are listed",
    en="more controllers contradict each other than the {listed} pairs listed here",
    zh="相互矛盾的控制人不止此处所列{listed}对",
)
CONTROLLER_NOT_KNOWN = NoteKind(
    code="controller_not_known",
    when="no controller of a company is named, and bands or holdings of unknown size on the way to it may give control",
    en="who controls {company} is not known, which does not mean that no one does: {sides} may have more than half of "
    "its votes, as sources do not say exactly how much is held",
    zh="{company}由何人控制尚不清楚，并非无人控制：来源未说明确切持股比例，{sides}可能拥有半数以上表决权",
)
OTHER_CONTROLLER_POSSIBLE = NoteKind(
    code="other_controller_possible",
    when="a controller of a company is named, and bands or holdings of unknown size may give control to others",
    en="{sides} may control {company} beside or above the controllers named, as sources do not say exactly how much is "
    "held",
    zh="来源未说明确切持股比例，除所列控制人外，{sides}亦可能控制{company}",
)
MAY_CONTROL = NoteKind(
    code="may_control",
    when="a party is not known to control a company, and may, as a holding on the way is a band or of unknown size",
    en="{party} may control {company}, by itself or through companies ({votes}): sources "
    "do not say exactly how much is held",
    zh="{party}可能直接或通过其他企业控制{company}（{votes}）：来源未说明确切持股比例",
)
MORE_MAY_BE_CONTROLLED = NoteKind(
    code="more_may_be_controlled",
    when="a party may control more companies than were examined",
    en="{party} may control more companies than the first {listed} that were examined: bands and holdings of unknown "
    "size lead to others, whose own pages say who may control them",
    zh="{party}可能控制的企业不止已检查的前{listed}家：另有区间或比例不明的持股，见相关企业页面",
)
MORE_POSSIBLE_CONTROLLERS = NoteKind(
    code="more_possible_controllers",
    when="more parties may control a company than are listed",
    en="more parties or circles may control {company} than the {listed} listed here",
    zh="可能控制{company}的主体不止此处所列{listed}个",
)
NO_CONTROLLER_FOUND = NoteKind(
    code="no_controller_found",
    when="no controller of a company is named, and no band or holding of unknown size may give control",
    en="no actual controller of {company} was found: {why}{votes}",
    zh="未发现{company}的实际控制人：{why}{votes}",
)
STATED = Wording(en="by what a source states", zh="据来源陈述")
ALONE = Wording(en="controls", zh="控制")
SHOWN = 5e-5  # a smaller part of the votes reads as 0.00 %
TOGETHER = Wording(en="together control", zh="共同控制")
NAMES_NONE = Wording(
    en="no source that counts names one, and no majority of its votes leads to one",
    zh="没有计入的来源指明实际控制人，也没有多数表决权指向任何一方",
)
NOT_EXAMINED = Wording(en="not all that stands above it was examined", zh="其上层股权未全部核查")


@dataclass(frozen=True, slots=True)
class Side:
    """Those who are named together as controller of a company, on what basis, and the records that it rests on."""

    members: tuple[NodeView, ...]
    basis: ControlBasis
    votes: float | None
    votes_exact: bool
    records: tuple[str, ...]

    @property
    def order(self) -> tuple[int, list[str]]:
        """Return the order in which sides are listed: those by votes first, then by the ids of the members."""
        return [*ControlBasis].index(self.basis), [member.id for member in self.members]

    def write_names(self) -> Wording:
        """Return the names of the members with their ids."""
        return join_words([name_with_id(member.id, member.name) for member in self.members])

    def write_control(self) -> Wording:
        """Return the verb: several members control together."""
        return ALONE if len(self.members) == 1 else TOGETHER

    def write_basis(self) -> Wording:
        """Return what control rests on."""
        if self.basis is not ControlBasis.VOTES:
            return STATED
        if self.votes is None:
            return Wording(en="by votes", zh="凭表决权")
        en, zh = ("", "") if self.votes_exact else ("at least ", "至少")
        return Wording(en=f"by {en}{self.votes:.2%} of its votes", zh=f"凭{zh}{self.votes:.2%}的表决权")


def explain_controllers(company: NodeView, controllers: Sequence[Controller]) -> list[Note]:
    """Return a note for every two controllers of a company who have no member in common."""
    sides = [
        Side(one.members, one.basis, one.votes_in_company, has_exact_votes(one), list_records(one))
        for one in controllers
    ]
    return list(write_pairs((company, pair) for pair in list_pairs(sides)))


def has_exact_votes(controller: Controller) -> bool:
    """Return whether the votes of a controller are known exactly."""
    return controller.votes_in_company == controller.votes_at_most


def explain_controlled(party: NodeView, controlled: Iterable[ControlledView]) -> list[Note]:
    """Return the same notes for the companies that a party controls, from what was derived for the day.

    Where the party is named itself, the sides of others are compared with its own and not with each other.
    """
    return list(write_pairs((one.company, pair) for one in controlled for pair in list_own_pairs(party, one)))


def list_own_pairs(party: NodeView, controlled: ControlledView) -> Iterator[tuple[Side, Side]]:
    """List the pairs of sides that contradict each other over a company, as far as they concern the party."""
    is_named = any(one.party.id == party.id for one in controlled.named)
    for pair in list_pairs(list_sides(controlled.named)):
        if not is_named or any(member.id == party.id for side in pair for member in side.members):
            yield pair


def list_sides(named: Sequence[NamedController]) -> list[Side]:
    """List those who are named as controllers of a company as sides."""
    members: dict[str, list[NamedController]] = {}
    for one in named:
        for side in one.sides:
            members.setdefault(side, []).append(one)
    return [read_side(side, joined) for side, joined in members.items()]


def read_side(written: str, members: Sequence[NamedController]) -> Side:
    """Read a side from its text: number, basis, votes if known, and a word where they are those at least."""
    _, basis, *votes = written.split()
    records = tuple(dict.fromkeys(record for one in members for record in one.records))
    known = float(votes[0]) if votes else None
    return Side(tuple(one.party for one in members), ControlBasis(basis), known, AT_LEAST not in votes, records)


def list_pairs(sides: Iterable[Side]) -> Iterator[tuple[Side, Side]]:
    """List every two sides without a common member."""
    for left, right in combinations(sorted(sides, key=lambda side: side.order), 2):
        if not {one.id for one in left.members} & {one.id for one in right.members}:
            yield left, right


def write_pairs(pairs: Iterable[tuple[NodeView, tuple[Side, Side]]]) -> Iterator[Note]:
    """Write a note for each pair of sides, up to a number."""
    listed = list(islice(pairs, MOST_LISTED + 1))
    for company, (left, right) in listed[:MOST_LISTED]:
        yield CONTROLLERS_CONTRADICT.write(
            [*left.records, *right.records],
            company=name_with_id(company.id, company.name),
            left=left.write_names(), left_control=left.write_control(), left_basis=left.write_basis(),
            right=right.write_names(), right_control=right.write_control(), right_basis=right.write_basis(),
        )  # fmt: skip
    yield from count_more(listed, MORE_CONTROLLERS_CONTRADICT)


def list_records(controller: Controller) -> tuple[str, ...]:
    """List the records on which the control of one controller rests."""
    held = (tie for link in controller.chain for tie in link.ties)
    return tuple(dict.fromkeys(tie.record for tie in (*held, *controller.stated, *controller.circle)))


def explain_possible(company: NodeView, possible: PossibleControllers, *, named: bool) -> Iterator[Note]:
    """Return a note on those who may control a company; `named` says whether others do so for certain."""
    listed = possible.sides[:MOST_LISTED]
    if not listed:
        return
    name, kind = name_with_id(company.id, company.name), OTHER_CONTROLLER_POSSIBLE if named else CONTROLLER_NOT_KNOWN
    records = [record for one in listed for record in one.records]
    yield kind.write(records, company=name, sides=join_wordings([*map(write_side, listed)]))
    if len(listed) < len(possible.sides) or not possible.complete:
        yield MORE_POSSIBLE_CONTROLLERS.write(company=name, listed=len(listed))


def explain_no_controller(
    ownership: Ownership, controllers: Sequence[Controller], possible: PossibleControllers
) -> Iterator[Note]:
    """Return a note where no one controls a company for certain and no one is known to be possible."""
    if controllers or possible.sides:
        return
    read, whole = ownership.read, possible.complete
    company = name_with_id(read.start, read.nodes[read.start].name)
    is_cut = bool(read.cuts or read.unread or not whole)
    votes = Wording(en="", zh="") if is_cut else write_votes_of_no_one(ownership.votes.holders_of(read.start))
    yield NO_CONTROLLER_FOUND.write(company=company, why=NOT_EXAMINED if is_cut else NAMES_NONE, votes=votes)


def write_votes_of_no_one(held: Sequence[tuple[str, Holding]]) -> Wording:
    """Return the votes of a company that no named holder can have; nothing where there are none or it is unknown."""
    left = 1.0 - sum(1.0 if holding.most is None else holding.most for _, holding in held)
    if left < SHOWN:
        return Wording(en="", zh="")
    least = Wording(en="", zh="") if all(holding.exact for _, holding in held) else Wording(en="at least ", zh="至少")
    return Wording(
        en=f"; {least.en}{left:.2%} of its votes lead to no named holder that counts",
        zh=f"；{least.zh}{left:.2%}的表决权未指向计入的具名股东",
    )


def explain_may_control(party: NodeView, company: NodeView, possible: PossibleControllers) -> Iterator[Note]:
    """Return a note where a party may control a company, alone and not in a circle."""
    for one in possible.sides:
        if [member.id for member in one.members] == [party.id]:
            names = {"party": name_with_id(party.id, party.name), "company": name_with_id(company.id, company.name)}
            yield MAY_CONTROL.write(one.records, votes=one.write_votes(), **names)


def explain_not_examined(party: NodeView) -> Iterator[Note]:
    """Return a note that not all companies were examined that a party may control."""
    yield MORE_MAY_BE_CONTROLLED.write(party=name_with_id(party.id, party.name), listed=MOST_LISTED)


def write_side(one: PossibleController) -> Wording:
    """Return the members of a side with the votes that they can have at most."""
    names = [name_with_id(member.id, member.name) for member in one.members]
    votes = write_band(None, one.votes_at_most) or one.write_votes()
    return Wording(en=f"{' with '.join(names)} ({votes.en})", zh=f"{'与'.join(names)}（{votes.zh}）")
