// id: findings_page_of_party
// returns: finding, name, kind, rank
// the same of the findings that concern one party
MATCH (finding:Finding)-[:CONCERNS]->(:Party {id: $party})
UNWIND $runs AS run
WITH DISTINCT finding, run
WHERE finding.rule = run.rule
  AND finding.as_of = run.day
  AND @asked_finding(finding)
WITH finding, @severity_rank(finding) AS rank
WHERE @ranked_after(finding, rank)
WITH finding, rank
ORDER BY rank DESC, finding.rule, finding.id
LIMIT $limit
OPTIONAL MATCH (party:Party {id: finding.party})
RETURN properties(finding) AS finding, party.name AS name, party.kind AS kind, rank AS rank
ORDER BY rank DESC, finding.rule, finding.id
