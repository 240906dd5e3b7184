"""Everything that anyone controls on a day: alone, with a circle of family and concert, or jointly as stated."""

from collections.abc import Iterable, Mapping

from ...graph.rules.control_ties import ControlRow
from .basis import ControlBasis
from .found import ControlFound, find_all_control
from .sides import Side, describe_alone, describe_together, is_exact, number_sides, sum_votes_of
from .statements import find_stated_share
from .together import Together
from .votes import CircleTie, Votes

# records kept of one chain of control, and of the circles it rests on; longer ones are cut at the far end
MOST_RECORDS = 20
JOINT_CONTROL = "joint_control"  # among the kinds of ties that control rests on, for rules to name


def derive_control(votes: Votes) -> list[ControlRow]:
    """Return every controlled company with its controller, who acts alone, with a circle or jointly with others."""
    if len(votes.parties) == 0:
        return []
    found = find_all_control(votes)
    named = number_sides(votes, found)
    rows = [make_row(votes, found, describe_alone(found, pair), pair, named) for pair in found.alone]
    for side in found.together:
        controlled = found.list_companies(side)
        for company in side.companies:
            described = describe_together(votes, side, controlled, company)
            rows += [
                make_row(votes, found, described, (member, company), named)
                for member in side.members
                if member != company and (member, company) not in found.alone
            ]
    once = {(row.controller, row.company): row for row in reversed(rows)}
    return sorted(once.values(), key=lambda row: (row.company, row.controller))


def make_row(
    votes: Votes, found: ControlFound, side: Side, pair: tuple[int, int], named: Mapping[tuple[int, int], list[str]]
) -> ControlRow:
    """Describe the control of one company by one party."""
    (controller, company), names = pair, votes.parties
    is_alone = pair in found.alone
    records = trace(votes, side, company)
    through = list_kinds(side.ties)
    if side.basis is ControlBasis.JOINT:
        through = [f"{JOINT_CONTROL} {find_confidence(votes, found, pair):g}"]
    mates = {mate for joint in list_joint(found, pair) for mate in joint.members} - {controller}
    return ControlRow(
        controller=names[controller],
        company=names[company],
        circle=names[votes.circle[controller]],
        alone=is_alone,
        top=controller not in found.controlled,
        top_alone=is_alone and controller not in found.controlled_alone,
        records=records,
        through=through,
        basis=side.basis,
        votes=sum_votes_of(votes, side, company),
        votes_exact=is_exact(votes, side, company),
        jointly_with=sorted(names[mate] for mate in mates),
        stated_share=find_stated_share(votes.stated_shares.get(company, ()), {*side.own, *side.controlled}),
        sides=named.get(pair, []),
    )


def list_joint(found: ControlFound, pair: tuple[int, int]) -> list[Together]:
    """Return the sides beside the circle of a party: stated sets, and those who control members of another circle."""
    return [
        side
        for side in found.together_of(pair)
        if side.replaced or (side.circle is None and not found.naming.is_named_already(side.members, pair[1]))
    ]


def find_confidence(votes: Votes, found: ControlFound, pair: tuple[int, int]) -> float:
    """Return the lowest confidence of the statements that name a party and its mates as joint controllers.

    Those on the company itself where there are any, else those on everything that they control together.
    """
    sides = found.together_of(pair)
    below = {company for side in sides for company in side.companies}
    for companies in ({pair[1]}, below):
        named = ((member, company) for side in sides for member in side.members for company in companies)
        sure = [votes.stated_confidence[one] for one in named if one in votes.stated_confidence]
        if sure:
            return min(sure)
    return 1.0


def trace(votes: Votes, side: Side, company: int) -> list[str]:
    """Return the records of the ties through which a side reaches a company, and of those that make it a circle."""
    records, waiting = list[str](), [company]
    seen = set(waiting)
    for place in waiting:
        if len(records) >= MOST_RECORDS:
            break
        for owner, holder_records in votes.holder_records.get(place, ()):
            if owner in side.own:
                records += holder_records
            elif owner in side.controlled:
                records += holder_records
                if owner not in seen:
                    seen.add(owner)
                    waiting.append(owner)
    ties = (record for tie in side.ties for record in tie.records)
    return sorted({*[*dict.fromkeys(records)][:MOST_RECORDS], *[*dict.fromkeys(ties)][:MOST_RECORDS]})


def list_kinds(ties: Iterable[CircleTie]) -> list[str]:
    """Return each kind of tie with the lowest confidence among its ties."""
    lowest: dict[str, float] = {}
    for tie in ties:
        lowest[tie.kind] = min(tie.confidence, lowest.get(tie.kind, tie.confidence))
    return [f"{kind} {confidence:g}" for kind, confidence in sorted(lowest.items())]
