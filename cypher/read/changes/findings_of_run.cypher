// id: findings_of_run
// returns: key, party, severity, title_en, title_zh, evidence, found_on
// what a rule found for a day; the bounds of the ids of these findings are found by an index
MATCH (found:Finding)
WHERE found.id > $first AND found.id < $past
RETURN found.key AS key, found.party AS party, found.severity AS severity, found.title_en AS title_en,
       found.title_zh AS title_zh, found.evidence AS evidence, found.found_on AS found_on
ORDER BY key
