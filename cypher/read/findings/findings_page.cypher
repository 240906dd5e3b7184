// id: findings_page
// returns: finding, kind, name
// a page of what one run of a rule found of one severity, in the order of the keys; the run is given as the bounds of the
// ids of its findings, which is what both engines find by an index
MATCH (found:Finding)
WHERE found.id > $first AND found.id < $past
  AND found.severity = $severity
  AND found.found_on >= $since
  AND found.key > $after_key
WITH found
ORDER BY found.key
LIMIT $limit
OPTIONAL MATCH (party:Party {id: found.party})
RETURN properties(found) AS finding, party.kind AS kind, party.name AS name
ORDER BY finding.key
