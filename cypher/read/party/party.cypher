// id: party
// returns: kind, properties
MATCH (party:Party {id: $id})
RETURN party.kind AS kind, properties(party) AS properties
