// fragment: asked_finding(finding)
// means: The finding has one of the severities asked for, was first made on the day asked for or later, and was known.
// finding: a finding
@finding.severity IN $severities
  AND @finding.found_on >= $since
  AND @finding.found_on <= $as_known
