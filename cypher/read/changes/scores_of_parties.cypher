// id: scores_of_parties
// returns: page
// the same of the scores of some parties for days up to one
UNWIND $parties AS party
MATCH (score:Score {party: party})
WHERE score.as_of <= $until
RETURN collect([score.party, score.as_of, score.scored_on, score.grade, score.value]) AS page
