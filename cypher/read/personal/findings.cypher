// the findings that name a person or one of the person's records
MATCH (finding:Finding)
WHERE finding.party = $id OR finding.row CONTAINS $id OR finding.evidence CONTAINS $id
   OR any(key IN $keys WHERE finding.evidence CONTAINS key)
RETURN properties(finding) AS node
