// fragment: severity_rank(finding)
// means: How severe a finding is: 3 high, 2 medium, 1 low.
// finding: a finding
CASE @finding.severity WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END
