// fragment: ranked_after(finding, rank)
// means: The finding comes after the last one of the page before: less severe, or of a later rule or id.
// finding: a finding
// rank: how severe it is
(@rank < $after_rank
  OR (@rank = $after_rank
      AND (@finding.rule > $after_rule OR (@finding.rule = $after_rule AND @finding.id > $after_id))))
