// what an answer calls a party
MATCH (party:Party {id: $id})
RETURN party.id AS id, party.kind AS kind, party.name AS name
