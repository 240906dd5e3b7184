// fragment: counts_instead(tie)
// means: The record of the one that counts instead of the tie on the day asked for, as known; null where there is none.
// tie: a relationship
head([nth IN range(0, size(coalesce(@tie.superseded_by, [])) - 1)
      WHERE @tie.superseded_since[nth] <= $as_of AND @tie.superseded_until[nth] >= $as_of
        AND @tie.superseded_from[nth] <= $as_known AND @tie.superseded_to[nth] >= $as_known
      | @tie.superseded_by[nth]])
