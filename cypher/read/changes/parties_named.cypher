// id: parties_named
// returns: id, kind, name
// the kinds and names of some parties
UNWIND $ids AS id
MATCH (party:Party {id: id})
RETURN party.id AS id, party.kind AS kind, party.name AS name
ORDER BY id
