// takes out a person's own scores
MATCH (score:Score {party: $id})
DETACH DELETE score
RETURN count(*) AS deleted
