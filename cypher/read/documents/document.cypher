// id: document
// returns: document
MATCH (document:Document {id: $id})
RETURN properties(document) AS document
