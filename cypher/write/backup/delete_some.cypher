// a part of everything but the mark of a restore; run again until nothing is left
MATCH (node)
WHERE NOT (node:State AND node.id = 'restoring')
WITH node LIMIT 10000
DETACH DELETE node
RETURN count(*) AS deleted
