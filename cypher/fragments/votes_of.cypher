// fragment: votes_of(holding)
// means: The votes of a holding, its capital where no votes are reported; zero where neither is known.
// holding: a relationship OWNS
coalesce(@holding.voting_share, @holding.share, @holding.share_min, 0.0)
