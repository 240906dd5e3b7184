// fragment: capital_of(holding)
// means: The share in the capital of a holding, the lower bound of a range; zero where it is unknown.
// holding: a relationship OWNS
coalesce(@holding.share, @holding.share_min, 0.0)
