// id: party_findings
// returns: finding
// what each rule found about the party on the last day for which it ran; what no longer held on that day is left out
MATCH (finding:Finding)-[:CONCERNS]->(:Party {id: $id})
WHERE finding.as_of <= $as_of
  AND finding.found_on <= $as_known
  AND (finding.as_of < $after_day OR (finding.as_of = $after_day AND finding.id > $after_key))
WITH DISTINCT finding
OPTIONAL MATCH (runs:State {id: 'findings|' + finding.rule})
WITH finding,
     @last_run(runs) AS last
WHERE toString(finding.as_of) >= last
RETURN properties(finding) AS finding
ORDER BY finding.as_of DESC, finding.id
LIMIT $limit
