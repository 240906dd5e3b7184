// the scores of others that name a person or one of the person's records
MATCH (score:Score)
WHERE score.party <> $id
  AND (score.signals CONTAINS $id OR any(key IN $keys WHERE score.signals CONTAINS key))
RETURN properties(score) AS node
