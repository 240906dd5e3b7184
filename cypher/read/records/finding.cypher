// id: finding
// returns: finding
// a finding by its id
MATCH (finding:Finding {id: $id})
RETURN properties(finding) AS finding
