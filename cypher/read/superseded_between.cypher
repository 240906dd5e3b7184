// id: superseded_between
// returns: company_id, holder_id, company, holder, kind, share, record, better
// holdings and statements of control between two parties, in either direction, that held on a day and do not count: those
// of the types asked for that a search for paths follows; each with the record of the one that counts instead, or none
// where it does not count because it is disputed
MATCH (one:Party {id: $one})-[tie:OWNS|RELATED_TO]-(other:Party {id: $other})
WHERE type(tie) IN $types
  AND @does_not_count(tie)
  AND (type(tie) <> 'OWNS' OR coalesce(tie.share, tie.share_max, 1.0) >= $min_share)
  AND ($nominees OR coalesce(tie.kind, '') <> 'nominee')
WITH tie, startNode(tie) AS holder, endNode(tie) AS company
RETURN company.id AS company_id, holder.id AS holder_id, coalesce(company.name, company.id) AS company,
  coalesce(holder.name, holder.id) AS holder, tie.kind AS kind, tie.share AS share, tie.record AS record, @counts_instead(tie) AS better
ORDER BY company, holder, record
LIMIT $limit
