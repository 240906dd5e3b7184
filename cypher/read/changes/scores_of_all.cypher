// id: scores_of_all
// returns: page
// every stored score of a day up to one: its party, day, day of scoring, grade and value
MATCH (score:Score)
WHERE score.as_of <= $until
RETURN collect([score.party, score.as_of, score.scored_on, score.grade, score.value]) AS page
