// id: delete_some
// returns: deleted
// a part of everything; run again until nothing is left
MATCH (node)
WITH node LIMIT 10000
DETACH DELETE node
RETURN count(*) AS deleted
