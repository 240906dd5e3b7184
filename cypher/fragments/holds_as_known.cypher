// fragment: holds_as_known(tie)
// means: The tie is valid on the day asked for, as our books had it on the day `$as_known`, and was not retracted.
// tie: a relationship
@known(@tie)
  AND @valid(@tie)
  AND @tie.status <> 'retracted'
