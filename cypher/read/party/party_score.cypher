// id: party_score
// returns: score, change
// the latest score that holds for the day, and the change cursor of the graph now
MATCH (score:Score {party: $id})
WHERE score.as_of <= $as_of AND score.scored_on <= $as_known
WITH score
ORDER BY score.as_of DESC, score.scored_on DESC, score.id
LIMIT 1
OPTIONAL MATCH (changes:State {id: 'changes'})
RETURN properties(score) AS score, changes.number AS change
