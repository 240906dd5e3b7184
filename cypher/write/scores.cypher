// id: scores
// returns: scores
// scores, made or replaced
UNWIND $rows AS row
MERGE (score:Score {id: row.id})
SET score += row
RETURN count(score) AS scores
