// id: count_scores
// returns: scores
// how many scores are stored
MATCH (score:Score)
RETURN count(score) AS scores
