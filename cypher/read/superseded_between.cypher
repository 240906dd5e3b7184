// id: superseded_between
// returns: type, company, holder, kind, share, record, better
// the same between two parties, in either direction, with the type of the relationship
MATCH (one:Party {id: $one})-[tie:OWNS|RELATED_TO]-(other:Party {id: $other})
WHERE @does_not_count(tie)
WITH tie, startNode(tie) AS holder, endNode(tie) AS company
RETURN type(tie) AS type, coalesce(company.name, company.id) AS company, coalesce(holder.name, holder.id) AS holder,
  tie.kind AS kind, tie.share AS share, tie.record AS record, @counts_instead(tie) AS better
ORDER BY company, holder, record
LIMIT $limit
