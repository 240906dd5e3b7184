"""English sentences for news and filings.

`{role:form}` is the name of a party in one form. `{amount}` and `{date}` are written in words.
"""

TITLES = {
    "default": ("{borrower:short} misses loan payment", "Bank declares {borrower:short} in default"),
    "lawsuit": ("{plaintiff:short} sues {defendant:short}", "Notice of litigation: {defendant:short}"),
    "equity_pledge": ("Shareholder of {company:short} pledges shares", "Notice of a share pledge"),
    "guarantee": ("{guarantor:short} guarantees a loan", "Guarantee for {borrower:short}"),
    "executive_change": ("{company:short} changes its legal representative", "New head at {company:short}"),
    "investment": ("{investor:short} takes a stake in {company:short}", "Change of shareholders at {company:short}"),
    "supply_contract": ("{seller:short} wins supply contract", "{buyer:short} and {seller:short} sign deal"),
    "penalty": ("{offender:short} fined", "Regulator imposes a fine"),
    "none": ("{company:short} holds annual meeting", "Industry notes: {company:short}"),
}
EVENTS = {
    "default": (
        "{borrower:full} failed to repay {amount} due to {lender:full} on {date}.",
        "{lender:full} said on {date} that {borrower:full} had defaulted on a loan of {amount}.",
        "Short of cash, {borrower:full} defaulted on {amount} owed to {lender:short} on {date}.",
        "A loan of {amount} to {borrower:former} has been overdue since {date}, {lender:full} said.",
    ),
    "lawsuit": (
        "{plaintiff:full} sued {defendant:full} on {date}, seeking {amount}.",
        "{defendant:full} disclosed that {plaintiff:full} had filed a lawsuit against it on {date} for {amount}.",
        "A court accepted the case of {plaintiff:short} against {defendant:full} on {date}; the claim is {amount}.",
    ),
    "equity_pledge": (
        "{holder:full} pledged shares of {company:full} to {pledgee:full} on {date} to secure {amount}.",
        "{company:full} said {holder:full}, a shareholder, pledged shares to {pledgee:short} on {date} for {amount}.",
    ),
    "guarantee": (
        "{guarantor:full} has guaranteed {amount} of debt of {borrower:full} since {date}.",
        "The board of {guarantor:full} approved a guarantee of {amount} for {borrower:full} on {date}.",
        "A loan of {amount} to {borrower:full} is guaranteed by {guarantor:full} as of {date}.",
        "On {date} {guarantor:former} agreed to stand surety for {borrower:short} up to {amount}.",
    ),
    "executive_change": (
        "{company:full} replaced {leaving:full} with {joining:full} as legal representative on {date}.",
        "{leaving:full} resigned as legal representative of {company:full}; {joining:full} took over on {date}.",
        "{joining:full} became legal representative of {company:short} on {date}, succeeding {leaving:full}.",
    ),
    "investment": (
        "{investor:full} acquired shares of {company:full} on {date}.",
        "{investor:full} took a stake in {company:full}, contributing {amount}; the register was updated on {date}.",
        "On {date} {company:full} admitted {investor:full} as a shareholder with {amount}.",
    ),
    "supply_contract": (
        "{seller:full} signed a supply contract worth {amount} a year with {buyer:full} on {date}.",
        "{buyer:full} will buy goods worth {amount} from {seller:full} from {date}.",
        "{seller:short} won an order of {amount} from {buyer:full} on {date}.",
    ),
    "penalty": (
        "The regulator fined {offender:full} {amount} on {date} for late disclosure.",
        "{offender:full} received a penalty decision dated {date} and must pay {amount}.",
    ),
}
DENIALS = {
    "default": (
        "{borrower:full} denied that it had defaulted on any loan.",
        "Rumours of a default by {borrower:full} are untrue, the company said.",
    ),
    "lawsuit": ("{defendant:full} said it had not been sued.", "{defendant:full} denied any undisclosed lawsuit."),
    "guarantee": (
        "{guarantor:full} denied having guaranteed any company.",
        "{guarantor:full} said it never signed such a guarantee.",
    ),
    "penalty": ("{offender:full} said no fine had been imposed on it.",),
    "investment": ("{investor:full} said it had no plan to invest in {company:full}.",),
}
FOLLOW_UPS = (
    "{main:short} said it would disclose further developments as the law requires.",
    "{main:short} did not reply to a request for comment.",
    "{main:short} has customers in several cities.",
    "{main:short} said its daily business was not affected.",
    "The business of {main:short}, formerly {main:former}, remains stable.",
)
NEUTRAL = (
    "{other:full} presented a new product on the same day, which has nothing to do with the matter.",
    "Its competitor {other:full} has enlarged its plant and employs some three hundred people.",
    "{person:full}, a director of {other:full}, spoke at an industry forum.",
    "{person:full}, an analyst, expects demand to recover in the second half.",
    "{other:short} is a large local taxpayer.",
)
PLAIN = (
    "{company:full} held its annual meeting and approved the annual report.",
    "{company:full} published its sustainability report.",
    "{person:full} spoke at a forum about the digital experience of {company:full}.",
    "The new plant of {company:full}, announced earlier, has opened.",
)
FILLERS = (
    "This notice is for information only.",
    "The contents of this announcement are true, accurate and complete.",
    "Observers said the effects remained to be seen.",
    "Trading was calm on the day.",
    "Several companies of the region have changed their plans this year.",
)
PUBLISHERS = ("Velmark Business Wire", "Torhaven Ledger", "Quellport Trade Review")
