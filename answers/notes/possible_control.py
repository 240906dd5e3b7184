"""Notes on who may control a company: holdings on the way to it are bands or of unknown size."""

from collections.abc import Iterable, Iterator

from ...graph.read.ties import NodeView
from ...models.control.possible import PossibleController, PossibleControllers
from ...models.wording import Wording, name_with_id
from .declaration import MOST_LISTED, Note, NoteKind

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
    when="a party is not known to control a company, and its holding, a band or of unknown size, may be a majority",
    en="{party} may control {company}, with at most {most:.2%} of the votes: sources do not say exactly how much it "
    "holds",
    zh="{party}可能控制{company}（表决权至多{most:.2%}）：来源未说明其确切持股比例",
)
MORE_POSSIBLE_CONTROLLERS = NoteKind(
    code="more_possible_controllers",
    when="more parties may control a company than are listed",
    en="more parties or circles may control {company} than the {listed} listed here",
    zh="可能控制{company}的主体不止此处所列{listed}个",
)


def explain_possible(company: NodeView, possible: PossibleControllers, *, named: bool) -> Iterator[Note]:
    """Return a note on those who may control a company; `named` says whether others do so for certain."""
    listed = possible.sides[:MOST_LISTED]
    if not listed:
        return
    name, kind = name_with_id(company.id, company.name), OTHER_CONTROLLER_POSSIBLE if named else CONTROLLER_NOT_KNOWN
    records = [record for one in listed for record in one.records]
    yield kind.write(records, company=name, sides=join_sides(map(write_side, listed)))
    if len(listed) < len(possible.sides) or not possible.complete:
        yield MORE_POSSIBLE_CONTROLLERS.write(company=name, listed=len(listed))


def explain_may_control(party: NodeView, company: NodeView, possible: PossibleControllers) -> Iterator[Note]:
    """Return a note where a party may control a company by itself."""
    for one in possible.sides:
        if [member.id for member in one.members] == [party.id]:
            names = {"party": name_with_id(party.id, party.name), "company": name_with_id(company.id, company.name)}
            yield MAY_CONTROL.write(one.records, most=one.votes_at_most, **names)


def write_side(one: PossibleController) -> Wording:
    """Return the members of a side with the votes that they can have at most."""
    names, most = [name_with_id(member.id, member.name) for member in one.members], f"{one.votes_at_most:.2%}"
    return Wording(en=f"{' with '.join(names)} (at most {most})", zh=f"{'与'.join(names)}（至多{most}）")


def join_sides(sides: Iterable[Wording]) -> Wording:
    """Return several sides in a row."""
    listed = [*sides]
    return Wording(en=", ".join(side.en for side in listed), zh="、".join(side.zh for side in listed))
