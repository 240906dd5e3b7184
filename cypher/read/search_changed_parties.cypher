// id: search_changed_parties
// title: The parties written after a change, in the order of the changes
// returns: change, values
MATCH (party:Party)
WHERE party.change > $after
RETURN party.change AS change,
       [party.id, party.kind, party.name, party.names, party.identifiers, party.client] AS values
ORDER BY change
LIMIT $limit
