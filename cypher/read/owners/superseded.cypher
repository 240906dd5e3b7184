// id: superseded
// returns: company_id, holder_id, company, holder, type, kind, share, share_min, share_max, voting_share, income_share, known_from, record, better, said, counted
// holdings of companies and statements of their control that held on a day and do not count, each with the record of the
// one that counts instead; none where it does not count because it is disputed
UNWIND $ids AS id
MATCH (company:Party {id: id})<-[tie:OWNS|RELATED_TO]-(holder:Party)
WHERE @does_not_count(tie)
  AND (type(tie) = 'OWNS' OR @states_control(tie))
@superseded_row(tie)
