// id: search_changed_parties
// title: The parties that parts of changes wrote, a part from one place of the change's list up to another
// returns: values
UNWIND $parts AS part
MATCH (change:Change {id: part.change})
UNWIND change.parties[part.first..part.past] AS id
WITH DISTINCT id
MATCH (party:Party {id: id})
RETURN [party.id, party.kind, party.name, party.names, party.identifiers, party.client] AS values
