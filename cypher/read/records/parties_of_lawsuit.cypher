// id: parties_of_lawsuit
// returns: id, tie
// the parts that parties have in a case, as known now
MATCH (party:Party)-[tie:PARTY_TO]->(lawsuit:Lawsuit {id: $id})
WHERE tie.known_to IS NULL
RETURN party.id AS id, properties(tie) AS tie
ORDER BY id, tie.record
LIMIT $limit
