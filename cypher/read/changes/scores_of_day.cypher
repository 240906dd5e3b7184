// id: scores_of_day
// returns: page
// every score for a day: its party, day, day of scoring, grade and value
MATCH (score:Score {as_of: $day})
RETURN collect([score.party, score.as_of, score.scored_on, score.grade, score.value]) AS page
