// fragment: holds_as_known(tie)
// means: The tie is valid on the day asked for, as our books had it on the day `$as_known`, not retracted, not replaced.
// tie: a relationship
@known(@tie)
  AND @valid(@tie)
  AND NOT (@replaced_as_known(@tie))
  AND @tie.status <> 'retracted'
