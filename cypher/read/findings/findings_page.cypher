// id: findings_page
// returns: finding, name, kind, rank
// what some rules found for the last day for which each ran, the most severe first; `runs` has that day for each rule
UNWIND $runs AS run
MATCH (finding:Finding {rule: run.rule})
WHERE finding.as_of = run.day
  AND @asked_finding(finding)
WITH finding, @severity_rank(finding) AS rank
WHERE @ranked_after(finding, rank)
WITH finding, rank
ORDER BY rank DESC, finding.rule, finding.id
LIMIT $limit
OPTIONAL MATCH (party:Party {id: finding.party})
RETURN properties(finding) AS finding, party.name AS name, party.kind AS kind, rank AS rank
ORDER BY rank DESC, finding.rule, finding.id
