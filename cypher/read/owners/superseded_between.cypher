// id: superseded_between
// returns: company_id, holder_id, company, holder, type, kind, share, share_min, share_max, voting_share, income_share, known_from, record, better, said, counted
// holdings, statements of control and ties of circles between two parties, in either direction, that held on a day and do not count: those
// of the types asked for that a search for paths follows; each with the record of the one that counts instead, or none
// where it does not count because it is disputed
MATCH (one:Party {id: $one})-[tie:OWNS|RELATED_TO]-(other:Party {id: $other})
WHERE type(tie) IN $types
  AND @does_not_count(tie)
  AND (type(tie) <> 'OWNS' OR coalesce(tie.share, tie.share_max, 1.0) >= $min_share)
  AND ($nominees OR coalesce(tie.kind, '') <> 'nominee')
@superseded_row(tie)
