// id: nominees
// returns: id
// the persons who hold for others on a day, in the order of their ids
MATCH (nominee:Person)-[tie:RELATED_TO {kind: 'nominee'}]->(:Party)
WHERE @holds(tie)
RETURN DISTINCT nominee.id AS id
ORDER BY id
