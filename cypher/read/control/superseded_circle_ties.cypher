// id: superseded_circle_ties
// returns: company_id, holder_id, company, holder, type, kind, share, share_min, share_max, voting_share, income_share, known_from, record, better, said, counted
// ties of family, concert and nominees of some parties that held on a day, are sure enough for a circle, and do not count,
// each with the record of the one that counts instead; none where it does not count because it is disputed
UNWIND $ids AS id
MATCH (one:Party {id: id})-[tie:RELATED_TO]-(:Party)
WHERE @makes_circle(tie)
  AND tie.confidence >= $confidence
  AND @does_not_count(tie)
WITH DISTINCT tie
@superseded_row(tie)
