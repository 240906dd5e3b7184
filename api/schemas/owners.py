"""Beneficial owners and controllers."""

from datetime import date

from pydantic import Field

from .common import Evidence, Node, Note, Schema


class AppliedRegime(Schema):
    """A rule on beneficial owners, as its pack has it."""

    id: str = Field(description="Id of the regime.", examples=["cn_2024"])
    title: str = Field(description="Name of the rule, in English.")
    title_zh: str = Field(description="Name of the rule, in Chinese.")
    source: str = Field(description="Article of the law or guidance, in English.")
    source_zh: str = Field(description="Article of the law or guidance, in Chinese.")
    texts: list[str] = Field(description="Where the text can be read.")
    effective_from: date | None = Field(description="Day it came into force; null for guidance without one.")
    effective_to: date | None = Field(description="First day on which it is no longer in force; null while it is.")
    threshold: float = Field(description="As applied; in the register, the rule's own.", examples=[0.25])
    inclusive: bool = Field(description="Whether a share equal to the threshold is enough.")
    bases: list[str] = Field(description="capital, votes, income: what the threshold is a fraction of.")
    aggregation: list[str] = Field(
        description="How indirect shares count. product: multiplied along chains, added over chains; majority_stakes: "
        "in full through companies in which the party has a majority stake, not at all through others; "
        "controlled_layers: multiplied, but in full through what the party controls."
    )
    control: bool = Field(description="Whether controllers are owners regardless of their share.")
    joint_control: bool = Field(description="Whether those are, too, who control only together.")
    joint_holdings: bool = Field(description="Whether those who act in concert each count with the holdings of all.")
    officers: str = Field(description="never, fallback (where no owner is found) or always: senior officers are named.")
    checked: bool = Field(description="Whether the rule was checked against the text of the article.")
    reason: str = Field(description="What was read of the text, in English.")
    reason_zh: str = Field(description="What was read of the text, in Chinese.")
    version: str = Field(description="Hash of the pack's settings.", examples=["f53a0fb680e7"])
    caution: Note | None = Field(description="Says so where it was not checked.")


class ChainStep(Schema):
    """One holding of a chain."""

    holder: str = Field(description="Id of the holder.")
    company: str = Field(description="Id of the company held.")
    share: float = Field(description="Fraction held, at least.")
    share_max: float | None = Field(description="Upper bound; null where unknown.")
    ties: list[Evidence] = Field(description="The relationships that say so.")


class Chain(Schema):
    """The holdings from an owner down to the company."""

    share: float = Field(description="The shares of its steps multiplied.")
    share_max: float | None = Field(description="Upper bound; null where a size on the way is unknown.")
    steps: list[ChainStep] = Field(description="From the owner down to the company.")
    confidence: float = Field(
        description="Confidence of the surest source of each step multiplied; it changes no share.", examples=[1.0]
    )


class Interest(Schema):
    """A share that the regime counts in another way than by multiplying."""

    basis: str = Field(description="capital, votes or income.")
    aggregation: str = Field(description="majority_stakes or controlled_layers.")
    company: str = Field(description="Id of the company in which it is a share: this one, or one that controls it.")
    share: float = Field(description="Fraction held, at least.", examples=[0.3])
    share_max: float = Field(description="Upper bound.")
    through: list[str] = Field(description="Ids of the parties whose holdings count in full.")
    together: list[str] = Field(description="Ids of those in concert whose holdings count as well.")


class Owner(Schema):
    """A party at the end of the chains."""

    party: Node = Field(description="The owner.")
    share: float | None = Field(
        description="Exact share, rings included; a lower bound where bands lie on the way; null for a controller "
        "whose share no source states, or whose holdings count for holders of its own.",
        examples=[0.48],
    )
    share_max: float = Field(description="Upper bound; equal to `share` where everything on the way is known.")
    share_by_chains: float = Field(description="Multiplied along each chain, added over chains without rings.")
    voting_share: float | None = Field(description="Where votes differ from capital.")
    income_share: float | None = Field(description="By rights to profit, where they differ from capital.")
    interests: list[Interest] = Field(description="Shares that the regime counts in another way, if they are enough.")
    rules: list[str] = Field(description="capital, votes, income, control; possible: only the upper bound is enough.")
    chains: list[Chain] = Field(description="Chains of holdings, the largest first.")
    chains_shown_are_all: bool = Field(description="False where there are more chains than shown.")
    confidence: float | None = Field(
        description="Confidence of the least sure of its chains, or of its control; null where none of its chains was "
        "kept. It changes no share.",
        examples=[0.8],
    )


class Intermediate(Schema):
    """A company in the middle of a chain."""

    party: Node = Field(description="The company.")
    share: float = Field(
        description="Its exact share of the company asked for; what returns to it through a ring is left out.",
        examples=[0.36],
    )
    voting_share: float | None = Field(description="Where votes differ from capital.")


class Rest(Schema):
    """What is left out of a list."""

    number: int = Field(description="How many.", examples=[0])
    share: float = Field(description="Their shares together.", examples=[0.0])


class SeniorOfficer(Schema):
    """An officer who stands in when there is no beneficial owner, or is named beside the owners."""

    other: Node = Field(description="The officer.")
    tie: Evidence = Field(description="The office.")


class OwnersOfParty(Schema):
    """Who owns a company in the end."""

    party: Node = Field(description="The company.")
    regime: AppliedRegime = Field(description="The rule that was applied.")
    owners: list[Owner] = Field(description="Natural persons that the regime calls beneficial owners.")
    others: list[Owner] = Field(description="Other ends of the chains: below the threshold, or no natural persons.")
    senior_officers: list[SeniorOfficer] = Field(
        description="Senior officers, where the regime has them stand in and there is no owner, or always names one."
    )
    others_left_out: Rest = Field(description="The smallest of the others, where there are too many to list.")
    intermediates: list[Intermediate] = Field(
        description="Companies in the middle of chains with their exact share, the largest first, at most 1,000."
    )
    unattributed: float = Field(description="Part of the capital that leads to no named owner.", examples=[0.1])
    closed_loops: list[list[str]] = Field(description="Companies that own each other wholly and so have no owner.")
    shares_above_one: list[str] = Field(description="Companies whose holdings sum to more than a whole; scaled down.")
    not_read: list[str] = Field(description="Companies whose holders were not all read because of a limit.")
    not_read_at_most: dict[str, float] = Field(
        description="For each of them the part of it that the holders not read can have, at most."
    )
    not_read_share: float = Field(
        description="The part of the company asked for to which that can amount, at most.", examples=[0.0]
    )
    names: dict[str, str | None] = Field(description="Name of every party in the chains.")


class ControlLink(Schema):
    """A holding of the controlling side."""

    holder: str = Field(description="Id of the holder.")
    company: str = Field(description="Id of the company held.")
    votes: float | None = Field(description="At least; null where a source names the holding and not its size.")
    votes_at_most: float | None = Field(description="Equal to `votes` where these are exact; null without a bound.")
    votes_unscaled: float | None = Field(
        description="Before scaling, where the votes of the company add up to more than a whole; else null."
    )
    ties: list[Evidence] = Field(description="The relationships that say so.")


class Controller(Schema):
    """A party, a circle of family and concert, or a set of joint controllers, that is not itself controlled."""

    members: list[Node] = Field(description="The controller, or all who control together.")
    alone: bool = Field(description="True where one party needs no other.")
    basis: str = Field(
        description="votes: above half by the sums; stated: a source says so; joint: a source names several together.",
        examples=["votes"],
    )
    votes_in_company: float | None = Field(
        description="Votes in the company that it holds or controls, at least; null where no source states any.",
        examples=[0.6],
    )
    votes_at_most: float | None = Field(
        description="The same at most: equal where they are exact; null without a bound.", examples=[0.6]
    )
    stated_share: float | None = Field(
        description="Fraction of the company that a source states for the controllers it names, together where there "
        "are several; null where it states none.",
        examples=[0.2511],
    )
    chain: list[ControlLink] = Field(description="From the company upwards.")
    stated: list[Evidence] = Field(description="Relationships that state the control.")
    circle: list[Evidence] = Field(
        description="Ties that make the circle, where it is not alone, and always those of nominees."
    )
    confidence: float = Field(
        description="Confidence of the least sure holding, statement or tie of these; it decides nothing.",
        examples=[0.8],
    )


class PossibleController(Schema):
    """A party, or a circle of family and concert, that may control a company: sources give bands or no size."""

    members: list[Node] = Field(description="The party, or all members of the circle.")
    votes_at_most: float | None = Field(
        description="Votes it and what it may control have, at most; null where it may control a stated controller."
    )
    records: list[str] = Field(description="Keys of the records that do not say exactly how much is held.")


class ControllersOfParty(Schema):
    """Who actually controls a company; empty when no one is known to."""

    party: Node = Field(description="The company.")
    controllers: list[Controller] = Field(
        description="Ultimate controllers; empty when no one is known to have more than half: see `possible`."
    )
    possible: list[PossibleController] = Field(
        description="Those who may control it beside or above these, as holdings are bands or of unknown size."
    )
    names: dict[str, str | None] = Field(description="Name of every party in the chains.")
