// who else is mentioned in some documents
UNWIND $ids AS id
MATCH (document:Document {id: id})<-[tie:MENTIONED_IN]-(party:Party)
WHERE party.id <> $id
RETURN 'MENTIONED_IN' AS label, party.id AS start, id AS end, properties(tie) AS tie
