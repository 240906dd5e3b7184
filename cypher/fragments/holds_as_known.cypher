// fragment: holds_as_known(tie)
// means: The tie is valid on the day asked for, as our books had it on the day `$as_known`, was not retracted, and no better one counted.
// tie: a relationship
@known(@tie)
  AND @valid(@tie)
  AND (@tie.superseded_from IS NULL OR @tie.superseded_from > $as_known)
  AND @tie.status <> 'retracted'
