// id: findings_page_of_party
// returns: finding, kind, name, rank
// a page of what some runs found that concerns one party, worst first; each run has the bounds of the ids of its findings
MATCH (found:Finding)-[:CONCERNS]->(:Party {id: $party})
WITH DISTINCT found, CASE found.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END AS rank
WHERE any(run IN $runs WHERE found.id > run.first AND found.id < run.past)
  AND found.severity IN $severities
  AND found.found_on >= $since
  AND (rank > $after_rank
       OR (rank = $after_rank AND found.rule > $after_rule)
       OR (rank = $after_rank AND found.rule = $after_rule AND found.key > $after_key))
WITH found, rank
ORDER BY rank, found.rule, found.key
LIMIT $limit
OPTIONAL MATCH (party:Party {id: found.party})
RETURN properties(found) AS finding, party.kind AS kind, party.name AS name, rank AS rank
ORDER BY rank, finding.rule, finding.key
