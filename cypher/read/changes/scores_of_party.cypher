// id: scores_of_party
// returns: page
// the same of the scores of one party
MATCH (score:Score {party: $party})
WHERE score.as_of <= $until
RETURN collect([score.party, score.as_of, score.scored_on, score.grade, score.value]) AS page
