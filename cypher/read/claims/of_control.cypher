// who controls some companies, as sources state it in every version, for the decision which statements count
UNWIND $companies AS id
MATCH (target:Party {id: id})<-[tie:OWNS|RELATED_TO]-(begin:Party)
WHERE tie.kind IN ['actual_controller', 'controls']
RETURN type(tie) AS label, begin.id AS start, target.id AS end, elementId(tie) AS element, properties(tie) AS tie
