// the findings of one rule for one day
MATCH (finding:Finding {rule: $rule})
WHERE finding.as_of = $as_of
RETURN finding.id AS id, finding.rule_version AS rule_version, finding.severity AS severity,
       finding.title_en AS title_en, finding.title_zh AS title_zh, finding.row AS row, finding.found_on AS found_on
