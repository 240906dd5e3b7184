// id: party_findings
// returns: finding
MATCH (finding:Finding {party: $id})
WHERE finding.as_of <= $as_of AND finding.found_on <= $as_known
RETURN properties(finding) AS finding
ORDER BY finding.as_of DESC, finding.id
LIMIT $limit
