// id: search_changed_parties
// title: The parties that parts of changes wrote, a part from one place of the change's list up to another
// returns: values
// a party without a kind is no longer in the graph
UNWIND $parts AS part
MATCH (change:Change {id: part.change})
UNWIND change.parties[part.first..part.past] AS id
WITH DISTINCT id
OPTIONAL MATCH (party:Party {id: id})
RETURN [id, party.kind, party.name, party.names, party.identifiers, party.client] AS values
