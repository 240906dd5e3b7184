// id: search_changed_parties
// title: The parties written after a change, in the order of the changes
// returns: change, values
// without the WITH the embedded engine gives no rows and no error
MATCH (change:Change)
WHERE change.id > $after
WITH change.id AS number, change.parties AS parties
UNWIND parties AS id
MATCH (party:Party {id: id})
RETURN number AS change,
       [party.id, party.kind, party.name, party.names, party.identifiers, party.client] AS values
ORDER BY change
LIMIT $limit
