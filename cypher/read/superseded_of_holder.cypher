// id: superseded_of_holder
// returns: company_id, holder_id, company, holder, kind, share, record, better
// the same of what a party holds and of what it is stated to control
MATCH (holder:Party {id: $id})-[tie:OWNS|RELATED_TO]->(company:Party)
WHERE @does_not_count(tie)
RETURN company.id AS company_id, holder.id AS holder_id, coalesce(company.name, company.id) AS company,
  coalesce(holder.name, holder.id) AS holder, tie.kind AS kind, tie.share AS share, tie.record AS record, @counts_instead(tie) AS better
ORDER BY company, holder, record
LIMIT $limit
