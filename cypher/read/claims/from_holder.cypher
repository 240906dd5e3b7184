// the holdings of some pairs in every version, looked for from the holder, for the decision which of them count
UNWIND $rows AS row
MATCH (begin:Party {id: row.start})-[tie:OWNS]->(target:Party {id: row.end})
WHERE coalesce(tie.kind, '') <> 'actual_controller'
RETURN type(tie) AS label, begin.id AS start, target.id AS end, elementId(tie) AS element, properties(tie) AS tie
