// id: party_score
// returns: score
MATCH (score:Score {party: $id})
WHERE score.as_of <= $as_of AND score.scored_on <= $as_known
RETURN properties(score) AS score
ORDER BY score.as_of DESC, score.scored_on DESC, score.id
LIMIT 1
