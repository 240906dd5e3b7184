// id: party_findings
// returns: finding
// what each rule found about the party on the last day for which it ran; what no longer held on that day is not told
MATCH (finding:Finding)-[:CONCERNS]->(:Party {id: $id})
WHERE finding.as_of <= $as_of
  AND finding.found_on <= $as_known
WITH DISTINCT finding
OPTIONAL MATCH (runs:State {id: 'findings|' + finding.rule})
WITH finding,
     reduce(last = '', run IN split(coalesce(runs.content, ''), ',') |
            CASE WHEN split(run, '/')[0] > last AND split(run, '/')[0] <= toString($as_of)
                      AND split(run, '/')[1] <= toString($as_known)
                 THEN split(run, '/')[0]
                 ELSE last END) AS last
WHERE toString(finding.as_of) >= last
RETURN properties(finding) AS finding
ORDER BY finding.as_of DESC, finding.id
LIMIT $limit
