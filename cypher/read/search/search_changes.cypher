// id: search_changes
// title: How many parties each change of a range wrote, in the order of the changes
// returns: change, parties
MATCH (change:Change)
WHERE change.id > $after AND change.id <= $until
RETURN change.id AS change, size(change.parties) AS parties
ORDER BY change
