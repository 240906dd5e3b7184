// votes of each owner in each company on a day: several ties of one source add up, sources that repeat it do not, and
// those that report votes count before those that state capital only; a stated controller's percentage is no holding of
// its own, and nothing is held of a person; `reported` is 1 where a source reports votes, `exact` is 0 where each source has a band
MATCH (owner:Party)-[holding:OWNS]->(company:Party)
WHERE @holds(holding)
  AND @own_holding(holding)
  AND (holding.voting_share IS NOT NULL OR @votes_of(holding) > 0.0)
  AND owner.id <> company.id
  AND NOT company:Person
WITH owner.id AS owner, company.id AS company, sum(@votes_of(holding)) AS votes, count(holding.voting_share) AS reported,
     min(CASE WHEN coalesce(holding.voting_share, holding.share) IS NULL THEN 0 ELSE 1 END) AS exact,
     @group_by_source(holding, records)
WITH owner AS owner, company AS company, max(CASE WHEN reported > 0 THEN votes END) AS reported_votes,
     max(exact) AS exact, @max_over_sources(votes, records)
WHERE coalesce(reported_votes, votes) > 0.0
RETURN owner AS owner, company AS company, coalesce(reported_votes, votes) AS votes, records AS records,
       CASE WHEN reported_votes IS NULL THEN 0 ELSE 1 END AS reported, exact AS exact
