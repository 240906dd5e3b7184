// votes of each owner in each company on a day: several ties of one source add up, sources that repeat it do not;
// a stated controller's percentage is no holding of his own; `told`: 1 where a source tells votes and not capital only
MATCH (owner:Party)-[holding:OWNS]->(company:Party)
WHERE holding.known_to IS NULL
  AND holding.status <> 'retracted'
  AND (holding.valid_from IS NULL OR holding.valid_from <= $as_of)
  AND (holding.valid_to IS NULL OR holding.valid_to > $as_of)
  AND coalesce(holding.kind, '') <> 'actual_controller'
  AND coalesce(holding.voting_share, holding.share, holding.share_min, 0.0) > 0.0
  AND owner.id <> company.id
WITH owner.id AS owner, company.id AS company, holding.source AS source,
     sum(coalesce(holding.voting_share, holding.share, holding.share_min)) AS votes, count(holding.voting_share) AS told,
     collect(holding.record) AS records
RETURN owner AS owner, company AS company, max(votes) AS votes, max(CASE WHEN told > 0 THEN 1 ELSE 0 END) AS told,
       reduce(flat = [], part IN collect(records) | flat + part) AS records
