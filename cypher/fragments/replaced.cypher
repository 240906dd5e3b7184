// fragment: replaced(tie)
// means: A better holding counts on the day asked for instead of this one.
// tie: a relationship
@tie.superseded_from IS NOT NULL
  AND (@tie.superseded_since IS NULL OR @tie.superseded_since <= $as_of)
  AND (@tie.superseded_until IS NULL OR @tie.superseded_until > $as_of)
