// id: held
// returns: owner, id, kind, name, share, votes, most
// what some companies hold on a day, for a walk down from a party; a percentage that only a stated controller carries is
// no holding
UNWIND $ids AS owner
MATCH (:Party {id: owner})-[tie:OWNS]->(company:Party)
WHERE @decides(tie)
  AND @own_holding(tie)
RETURN owner, company.id AS id, company.kind AS kind, company.name AS name, tie.share AS share,
  tie.voting_share AS votes, tie.share_max AS most
ORDER BY owner, id, tie.record
LIMIT $limit
