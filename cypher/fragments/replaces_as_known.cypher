// fragment: replaces_as_known(tie, nth)
// means: As our books had it on the day `$as_known`, one of those that count instead of the tie does so on the day asked for.
// tie: a relationship
// nth: its place among those that count instead
@tie.superseded_since[@nth] <= $as_of AND @tie.superseded_until[@nth] >= $as_of
  AND @tie.superseded_from[@nth] <= $as_known AND @tie.superseded_to[@nth] >= $as_known
