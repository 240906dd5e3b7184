// id: superseded
// returns: company_id, holder_id, company, holder, kind, share, record, better
// holdings of companies and statements of their control that held on a day and do not count, each with the record of the
// one that counts instead; none where it does not count because it is disputed
UNWIND $ids AS id
MATCH (company:Party {id: id})<-[tie:OWNS|RELATED_TO]-(holder:Party)
WHERE @does_not_count(tie)
RETURN company.id AS company_id, holder.id AS holder_id, coalesce(company.name, company.id) AS company,
  coalesce(holder.name, holder.id) AS holder, tie.kind AS kind, tie.share AS share, tie.record AS record, @counts_instead(tie) AS better
ORDER BY company, holder, record
LIMIT $limit
