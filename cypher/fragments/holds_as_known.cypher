// fragment: holds_as_known(tie)
// means: The tie is valid on the day asked for, as our books had it on the day `$as_known`, not retracted, not replaced.
// tie: a relationship
@known(@tie)
  AND @valid(@tie)
  AND NOT (@replaced(@tie) AND @tie.superseded_from <= $as_known)
  AND NOT (@tie.superseded_before IS NOT NULL
           AND any(part IN split(@tie.superseded_before, ' ')
                   WHERE substring(part, 0, 10) <= toString($as_known) AND toString($as_known) < substring(part, 11, 10)
                     AND substring(part, 22, 10) <= toString($as_of) AND toString($as_of) < substring(part, 33, 10)))
  AND @tie.status <> 'retracted'
