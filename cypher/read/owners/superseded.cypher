// id: superseded
// returns: company_id, holder_id, company, holder, type, kind, share, share_min, share_max, voting_share, income_share, known_from, record, better, said
// holdings of companies and statements of their control that held on a day and do not count, each with the record of the
// one that counts instead; none where it does not count because it is disputed
UNWIND $ids AS id
MATCH (company:Party {id: id})<-[tie:OWNS|RELATED_TO]-(holder:Party)
WHERE @does_not_count(tie)
  AND (type(tie) = 'OWNS' OR tie.kind IN ['actual_controller', 'controls'])
WITH tie, holder, company, @counts_instead(tie) AS better
ORDER BY coalesce(company.name, company.id), coalesce(holder.name, holder.id), tie.record
LIMIT $limit
RETURN company.id AS company_id, holder.id AS holder_id, coalesce(company.name, company.id) AS company,
  coalesce(holder.name, holder.id) AS holder, type(tie) AS type, tie.kind AS kind, tie.share AS share,
  tie.share_min AS share_min, tie.share_max AS share_max,
  tie.voting_share AS voting_share, tie.income_share AS income_share, tie.known_from AS known_from,
  tie.record AS record, better AS better, @said_in(holder, company, better) AS said
