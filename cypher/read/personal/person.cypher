// a person's node
MATCH (person:Party {id: $id})
RETURN properties(person) AS person
