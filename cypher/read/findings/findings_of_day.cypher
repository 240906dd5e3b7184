// id: findings_of_day
// returns: id, rule, key, party, burdened, title_zh, title_en, severity, row, evidence, as_of
// what all rules found for one day
MATCH (finding:Finding)
WHERE finding.as_of = $as_of
RETURN finding.id AS id, finding.rule AS rule, finding.key AS key, finding.party AS party, finding.burdened AS burdened,
       finding.title_zh AS title_zh, finding.title_en AS title_en, finding.severity AS severity, finding.row AS row,
       finding.evidence AS evidence, finding.as_of AS as_of
ORDER BY id
