"""The owners and controllers on the page of a party, each with its chains and records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...answers.notes.ownership.regimes import caution_of
from ...answers.owners import OwnersOfCompany
from ...answers.party.party_file import PartyFile
from ...graph.read.owners.owners import NO_OWNERS
from ...graph.read.ties import Step, TieView
from ...models.control.basis import ControlBasis
from ...models.control.controllers import Controller, ControlLink
from ...models.control.possible import PossibleController
from ...models.ownership.beneficial_ownership import Gap, Intermediate, Owner, OwnerRule, Rest
from ...models.ownership.chains import ChainStep, find_surest
from ...models.ownership.regimes import Officers
from ...models.wording import name_with_id, write_band
from ..envelope import write_note
from ..lists.printed_lists import LONGEST_LIST, join_first, print_first, room_for
from ..printing import print_line
from ..words import write_word
from ..written_numbers import write_count
from .page_facts import describe_relation, write_confidence

FEW_CHAINS, FEW_OTHERS = 3, 3
SHOWN_SHARE = 5e-5  # a smaller one reads as 0.00 %
UNKNOWN = "share unknown / 持股比例未知"
BASES = {
    ControlBasis.VOTES: "by votes / 依表决权",
    ControlBasis.STATED: "as a source states / 据来源陈述",
    ControlBasis.JOINT: "jointly, as a source states / 据来源陈述共同控制",
}
TITLES = {ControlBasis.JOINT: "Joint controllers / 共同实际控制人"}
GAPS = {
    Gap.LOOP: "no source that counts names the owners of a closed loop / 闭环持股，计入的来源均未说明其所有人",
    Gap.NOT_READ: "the search was cut, holders may be missing / 查询被截断，股东可能不全",
    Gap.INEXACT: "holders are named, but not exactly how much they hold / 来源列有股东而未说明确切比例",
    Gap.UNKNOWN: "no source that counts says who holds it / 计入的来源均未说明持有人",
}
MARGIN = " " * 11
NO_REST = Rest(0, 0.0)


def show_owners(file: PartyFile) -> None:
    """Print the beneficial owners with the chains through which they own, then the actual controllers."""
    if file.owners is None:
        print_line(f"\nBeneficial owners / 受益所有人: none, {NO_OWNERS} / 无，仅公司有所有人和控制人")
        return
    content = file.owners.content
    print_line(f"\nBeneficial owners / 受益所有人 ({describe_regime(content)})")
    caution = caution_of(content.regime)
    if caution:
        print_line(f"  {write_note(caution)}")
    show_owned(content)
    for controller in content.controllers:
        show_controller(controller, content.names)
    if not content.controllers and not content.possible_controllers:
        print_line("\nActual controller / 实际控制人: none found / 未发现")
    if content.possible_controllers:
        print_line("\nPossible controllers, as it is not known exactly how much is held / 可能的控制人（确切持股不详）")
        print_first([describe_possible(one) for one in content.possible_controllers], LONGEST_LIST)


def describe_possible(one: PossibleController) -> str:
    """Write who may control the company, the votes at most, and the records."""
    members = " with ".join(name_with_id(member.id, member.name) for member in one.members)
    votes = one.write_votes()
    return f"{members}, {votes.en} / {votes.zh}  [{join_first(one.records)}]"


def describe_regime(content: OwnersOfCompany) -> str:
    """Write the threshold and the article that were applied, from when it is in force, and the version of its pack."""
    regime = content.regime
    percent = f"{content.threshold * 100:g} %"
    threshold = f"{percent} or more" if regime.inclusive else f"more than {percent}"
    since = "" if regime.effective_from is None else f", in force from {regime.effective_from}"
    return f"{threshold}, {regime.article.en} / {regime.article.zh}{since}, {regime.id} {regime.version}"


def show_owned(content: OwnersOfCompany) -> None:
    """Print the owners or the officers in their place, other holders, and the capital without a known owner."""
    owned = content.owned
    if not owned.owners:
        print_line("  no owner reaches the threshold / 无人达到比例")
    show_holders(content, owned.owners, LONGEST_LIST)
    if content.senior_officers:
        if content.regime.officers is Officers.ALWAYS:
            print_line("  the rule always requires a control person, for example / 另须认定一名控制人，例如:")
        else:
            print_line("  senior officers stand in for them / 由高级管理人员代为认定:")
        print_first([describe_officer(step) for step in content.senior_officers], LONGEST_LIST, "    ")
    if owned.others:
        print_line("  not beneficial owners, being below the threshold or no persons / 未达比例或非自然人:")
        show_holders(content, owned.others, FEW_OTHERS, owned.others_left_out)
    if owned.intermediates:
        print_line("  companies between, with their share of this company / 中间层公司及其折算持股比例:")
        print_first([describe_intermediate(item) for item in owned.intermediates], LONGEST_LIST, "  ")
    if owned.unattributed > 1e-6:
        why = "; ".join(GAPS[gap] for gap in owned.gaps)
        print_line(f"  {owned.unattributed:7.2%}  not attributed / 未归属: {why}")


def describe_officer(step: Step) -> str:
    """Write an officer with the role and the record."""
    role = write_word(step.tie.properties.get("role") or "other")
    return f"{step.other.name or step.other.id} ({step.other.id}), {role}  [{step.tie.record}]"


def describe_intermediate(item: Intermediate) -> str:
    """Write a company in the middle of a chain with its exact share."""
    votes = "" if item.voting_share is None else f", {item.voting_share:.2%} of the votes / 表决权"
    return f"{item.share:7.2%}  {item.party.name or item.party.id} ({item.party.id}){votes}"


def show_holders(content: OwnersOfCompany, holders: Sequence[Owner], most: int, left_out: Rest = NO_REST) -> None:
    """Print holders with the rules they meet and their evidence; for those left out, number and sum."""
    room = room_for(most)
    for holder in holders[:room]:
        rules = ", ".join(map(write_word, holder.rules)) or "below the threshold / 未达比例"
        sure = write_confidence(holder.confidence)
        print_line(f"  {write_share(holder)}  {holder.party.name} ({holder.party.id})  {rules}{sure}")
        lines = (
            *explain_control(content, holder),
            *explain_shares(content, holder),
            *chain_lines(content, holder),
            *explain_rest(content, holder),
        )
        for line in lines:
            print_line(f"{MARGIN}{line}")
    more = max(len(holders) - room, 0) + left_out.number
    if more:
        total = sum(holder.share or 0.0 for holder in holders[room:]) + left_out.share
        print_line(f"  {total:7.2%}  and {more:,} more / 其余{more:,}名合计")


def write_share(holder: Owner) -> str:
    """Write the share of a holder with its upper bound where it has one."""
    if holder.share is None:
        counted = f"{holder.share_by_chains:7.2%} counted for its own holders / 计入其股东"
        return counted if holder.share_by_chains else UNKNOWN
    bound = f" to {holder.share_max:.2%}" if holder.share_max - holder.share > SHOWN_SHARE else ""
    return f"{holder.share:7.2%}{bound}"


def explain_control(content: OwnersOfCompany, holder: Owner) -> Iterator[str]:
    """Return the statements and ties that make a holder without a share of its own a controller."""
    if holder.share is None:
        for controller in content.controllers:
            for tie in (*controller.stated, *controller.circle):
                if holder.party.id in (tie.start, tie.end):
                    yield describe_relation(tie, content.names)


def explain_shares(content: OwnersOfCompany, holder: Owner) -> Iterator[str]:
    """Write votes and income that are enough, then shares that the regime does not only multiply."""
    for rule, share in ((OwnerRule.VOTES, holder.voting_share), (OwnerRule.INCOME, holder.income_share)):
        if rule in holder.rules and share is not None:
            yield f"{write_word(rule)} {share:.2%}"
    for interest in holder.interests:
        bound = f" to {interest.share_max:.2%}" if interest.share_max - interest.share > SHOWN_SHARE else ""
        of = "" if interest.company == content.party.id else f" of {write_name(content.names, interest.company)}"
        also = [write_name(content.names, id_) for id_ in (*interest.through, *interest.together)]
        if not also and not of and holder.share is not None:
            continue  # held directly, as the line above has it
        counted = f", counting in full / 全额计入: {join_first(also)}" if also else ""
        yield f"{write_word(interest.basis)} {interest.share:.2%}{bound}{of}{counted}"


def chain_lines(content: OwnersOfCompany, holder: Owner) -> Iterator[str]:
    """Write a line per chain with its holdings and records; for chains left out, their number and sum."""
    room = room_for(FEW_CHAINS)
    for chain in holder.chains[:room]:
        steps = " -> ".join(f"{write_name(content.names, step.holder)} {write_step(step)}" for step in chain.steps)
        sure, records = write_confidence(chain.confidence), cite(tie for step in chain.steps for tie in step.ties)
        yield f"{steps} -> this company 本公司{sure}  [{records}]"
    more = len(holder.chains) - room
    if more > 0:
        rest = holder.share_by_chains - sum(chain.share for chain in holder.chains[:room])
        least, chinese = ("", "") if holder.chains_shown_are_all else ("at least ", "至少")
        yield f"and {least}{write_count(more, 'more chain')}, {rest:.2%} in all / 其余{chinese}{more:,}条链条合计"


def write_step(step: ChainStep) -> str:
    """Write what a holding is at least and at most."""
    if step.share_max is None:
        return f"at least {step.share:.2%}" if step.share else UNKNOWN
    bound = f" to {step.share_max:.2%}" if step.share_max - step.share > SHOWN_SHARE else ""
    return f"{step.share:.2%}{bound}"


def explain_rest(content: OwnersOfCompany, holder: Owner) -> Iterator[str]:
    """Write why a share is not what its chains add up to."""
    rest = 0.0 if holder.share is None else holder.share - holder.share_by_chains
    if rest > SHOWN_SHARE:
        cut_off = not content.owned.chains_are_all
        yield f"{rest:+.2%} through {'chains beyond the cap / 未列链条' if cut_off else 'a ring / 循环持股'}"
    elif rest < -SHOWN_SHARE:
        unscaled = f"{holder.share_by_chains:.2%}"
        yield (
            f"{rest:+.2%} as holdings that add up to more than 100 % are scaled down, {unscaled} unscaled / "
            f"合计超过100%的持股按比例折减，折减前{unscaled}"
        )


def show_controller(controller: Controller, names: Mapping[str, str | None]) -> None:
    """Print who actually controls the company, by which votes, statements and ties."""
    members = " with ".join(name_with_id(member.id, member.name) for member in controller.members)
    votes = write_votes(controller.votes_in_company, controller.votes_at_most)
    title = TITLES.get(controller.basis, "Actual controller / 实际控制人")
    rest = f"{write_stated_share(controller.stated_share)}{write_confidence(controller.confidence)}"
    print_line(f"\n{title}: {members}, {BASES[controller.basis]}, {votes}{rest}")
    for link in controller.chain:
        holder, company = write_name(names, link.holder), write_name(names, link.company)
        line = f"{holder} -> {company}: {write_votes(link.votes, link.votes_at_most)}{write_unscaled(link)}"
        print_line(f"{MARGIN}{line}{write_confidence(find_surest(link.ties))}  [{cite(link.ties)}]")
    for tie in (*controller.stated, *controller.circle):
        print_line(f"{MARGIN}{describe_relation(tie, names)}")


def write_votes(least: float | None, most: float | None) -> str:
    """Write votes, or the bounds that are known of them."""
    if least is None:
        return UNKNOWN
    if most is not None and most - least <= SHOWN_SHARE:
        return f"{least:.2%} of the votes / 表决权"
    band = write_band(least, most)
    return f"{band.en} of the votes / 表决权{band.zh}" if band else UNKNOWN


def write_unscaled(link: ControlLink) -> str:
    """Write the votes that are reported where they are scaled down; nothing where they are not."""
    reported = link.votes_unscaled
    if reported is None or link.votes is None or reported - link.votes <= SHOWN_SHARE:
        return ""
    return f", {reported:.2%} unscaled / 折减前{reported:.2%}"


def write_stated_share(share: float | None) -> str:
    """Write the part that a source states for its controllers; nothing where it states none."""
    return "" if share is None else f", {share:.2%} stated for the controllers / 来源所述控制人合计持有{share:.2%}"


def cite(ties: Iterable[TieView]) -> str:
    """Return the records of some ties, each once."""
    return join_first(list(dict.fromkeys(tie.record for tie in ties)))


def write_name(names: Mapping[str, str | None], id_: str) -> str:
    """Return the name of a party, or its id where it has none."""
    return names[id_] or id_
