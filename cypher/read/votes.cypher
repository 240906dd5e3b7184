// votes of each owner in each company on a day: several ties of one source add up, sources that repeat it do not;
// a stated controller's percentage is no holding of its own; `reported` is 1 where a source reports votes
MATCH (owner:Party)-[holding:OWNS]->(company:Party)
WHERE @holds(holding)
  AND @own_holding(holding)
  AND @votes_of(holding) > 0.0
  AND owner.id <> company.id
WITH owner.id AS owner, company.id AS company, sum(@votes_of(holding)) AS votes, count(holding.voting_share) AS reported,
     @group_by_source(holding, records)
RETURN owner AS owner, company AS company, @max_over_sources(votes, records),
       max(CASE WHEN reported > 0 THEN 1 ELSE 0 END) AS reported
