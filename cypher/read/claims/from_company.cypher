// the holdings of some pairs in every version, looked for from the company, for the decision which of them count
UNWIND $rows AS row
MATCH (target:Party {id: row.end})<-[tie:OWNS]-(begin:Party {id: row.start})
WHERE coalesce(tie.kind, '') <> 'actual_controller'
RETURN type(tie) AS label, begin.id AS start, target.id AS end, elementId(tie) AS element, properties(tie) AS tie
