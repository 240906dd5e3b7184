// fragment: votes_of(holding)
// means: The votes of a holding, or its capital share if no votes are reported; zero if neither is known.
// holding: a relationship OWNS
coalesce(@holding.voting_share, @holding.share, @holding.share_min, 0.0)
