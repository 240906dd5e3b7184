// who controls some companies, as sources state it in every version, for the decision which statements count
UNWIND $companies AS id
MATCH (target:Party {id: id})<-[tie:OWNS|RELATED_TO]-(begin:Party)
WHERE @states_control(tie)
RETURN type(tie) AS label, begin.id AS start, target.id AS end, elementId(tie) AS element, properties(tie) AS tie
