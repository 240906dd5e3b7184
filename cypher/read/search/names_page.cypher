// id: names_page
// returns: id, kind, name, names
// names of parties, in the order of their ids
MATCH (party:Party)
WHERE party.id > $after
WITH party ORDER BY party.id LIMIT $limit
RETURN party.id AS id, party.kind AS kind, party.name AS name, party.names AS names
