// fragment: counts_instead(tie)
// means: The record of the one that counts instead of the tie on the day asked for, as known; null where there is none.
// tie: a relationship
head([nth IN range(0, size(coalesce(@tie.superseded_by, [])) - 1)
      WHERE @replaces_as_known(@tie, nth)
      | @tie.superseded_by[nth]])
