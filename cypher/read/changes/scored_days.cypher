// id: scored_days
// returns: day
// those of some days for which a score is stored
UNWIND $days AS day
WITH day
WHERE EXISTS { MATCH (score:Score {as_of: day}) }
RETURN day AS day
ORDER BY day DESC
