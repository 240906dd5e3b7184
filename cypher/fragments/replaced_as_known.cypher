// fragment: replaced_as_known(tie)
// means: As our books had it on the day `$as_known`, a better one counts on the day asked for instead of this tie.
// tie: a relationship
@tie.superseded_by IS NOT NULL
  AND any(nth IN range(0, size(@tie.superseded_by) - 1)
          WHERE @replaces_as_known(@tie, nth))
