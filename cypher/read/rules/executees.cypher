// id: executees
// returns: id
// the parties that are debtors in a listing of dishonest executees on a day, in the order of their ids
MATCH (case:Lawsuit {kind: 'dishonest_executee'})<-[role:PARTY_TO]-(executee:Party)
WHERE @debtor_in_listing(role, case)
RETURN DISTINCT executee.id AS id
ORDER BY id
