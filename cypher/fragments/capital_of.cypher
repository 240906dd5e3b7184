// fragment: capital_of(holding)
// means: The capital share of a holding, or the lower bound of a range; zero if unknown.
// holding: a relationship OWNS
coalesce(@holding.share, @holding.share_min, 0.0)
