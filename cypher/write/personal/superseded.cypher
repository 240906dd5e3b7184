// changes the key of a record in the holdings and statements of control instead of which it counts
UNWIND $rows AS row
MATCH (holder:Party {id: row.at.start})-[tie:OWNS|RELATED_TO]->(company:Party {id: row.at.end})
WHERE row.at.key IN tie.superseded_by
SET tie.superseded_by = [key IN tie.superseded_by | CASE WHEN key = row.at.key THEN row.set.key ELSE key END]
