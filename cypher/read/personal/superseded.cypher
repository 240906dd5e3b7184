// holdings and statements of control of some companies that do not count, on all days
UNWIND $ids AS id
MATCH (company:Party {id: id})<-[tie:OWNS|RELATED_TO]-(holder:Party)
WHERE tie.superseded_by IS NOT NULL
RETURN type(tie) AS label, holder.id AS start, id AS end, properties(tie) AS tie
